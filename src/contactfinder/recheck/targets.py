"""Where a source can be fetched, and who answers for what is there."""

import re
from urllib.parse import quote

from contactfinder.contacts import web
from contactfinder.contacts.web import Location
from contactfinder.errors import UnreadableContact
from contactfinder.recheck.result import Cause
from contactfinder.registry.trust import Sources

FILES = "raw.githubusercontent.com"  # where GitHub hands out files
_FILE = re.compile(r"github:([\w.-]+/[\w.-]+)/([^\s@]+)@[0-9a-f]+", re.ASCII)
_NEVER = {
    "http": Cause.UNENCRYPTED,
    "pypi": Cause.PACKAGE,
    "npm": Cause.PACKAGE,
    "github-file": Cause.UNKNOWN_FILE,
}


def target(source: str) -> str | Cause:
    """The address at which to look for what a source said, or why it is not tried.

    A file at a commit never changes: what counts is the file as it is now, in the default branch.
    """
    if file := _FILE.fullmatch(source):
        return f"https://{FILES}/{file[1]}/HEAD/{quote(file[2])}"
    scheme = source.partition(":")[0]
    if scheme != "https":
        return _NEVER.get(scheme, Cause.CODE_HOST)
    where = address(source)
    return where if isinstance(where, Cause) else where.href


def address(text: str) -> Location | Cause:
    """Where a page lies that may be fetched, or why it may not. The fragment is left out."""
    try:
        where = web.locate(text)
    except UnreadableContact:
        return Cause.UNSAFE_ADDRESS
    if where.scheme == "http":
        return Cause.UNENCRYPTED
    if where.scheme != "https" or where.port or where.user_info or not web.is_host(where.host):
        return Cause.UNSAFE_ADDRESS
    return where


def owner(url: str, sources: Sources) -> str:
    """Who answers for a page: where strangers have places of their own, the host and that place."""
    where = web.locate(url)
    if where.host == FILES or sources.is_shared(where.host):
        return f"{where.host}/{where.path.split('/')[1].lower()}"
    return sources.origin(url).publisher
