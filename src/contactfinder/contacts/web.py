"""Everything with a domain: URLs by the browser's rules (WHATWG), bare domains, e-mail addresses."""

import re
from fnmatch import fnmatchcase
from functools import cache
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import unquote

from contactfinder.contacts.kinds import Claim, Contact, Kind, Reading, Sign
from contactfinder.errors import UnreadableContact

# Only what every URL parser reads alike: no escapes, no @, no backslash, no dot segments, no numeric or
# xn-- host. These need no parser; everything else goes through ada. A property test holds the two together.
_PLAIN = re.compile(
    r"(https?)://((?:(?!xn--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63})"
    r"((?:/[A-Za-z0-9_~-][A-Za-z0-9_~.-]*)*/?)"
)
_SCHEME = re.compile(r"https?:|[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
_NAIVE_AUTHORITY = re.compile(r"[a-z][a-z0-9+.-]*://([^/?#]*)", re.IGNORECASE)
_DOT = r"(?:\s*(?:\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)|\[点\]|\(点\))\s*|\s+dot\s+|。|．|｡)"
_HEAD = re.compile(r"((?:[^/?#]*//)?[^/?#]*)(.*)", re.DOTALL)
_AT = r"(?:\s*(?:\[@\]|\(@\)|\[at\]|\(at\))\s*|\s+at\s+|＠)"
_PARAMETER_URL = re.compile(r"(?:[?&#][^=]*=|[?#]/*)(?:https?(?::|%3a)|//|%2f%2f)", re.IGNORECASE)
_TRACKING = re.compile(r"(?:utm_[a-z]+|gclid|fbclid)=[\w.~+-]*", re.IGNORECASE | re.ASCII)
_LOCAL = re.compile(r"(?!')[a-z0-9.!$%&'*+=^_`{|}~-]{1,64}")  # RFC 5321 without what begins a path or a query
_NO_HOST = re.compile(r"[^a-z0-9._-]|^\.|\.\.|\.$")  # nothing a name server would find
_MORE_RECIPIENTS = {"to", "cc", "bcc"}
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")


class Location(NamedTuple):
    """Where a browser would go: `host` in ASCII, `key` without scheme, for comparing two addresses."""

    href: str
    scheme: str
    host: str
    port: str
    path: str
    query: str
    user_info: str

    @property
    def key(self) -> str:
        """host:port/path?query without scheme, usual port, fragment, trailing slash or what only counts visits."""
        port = f":{self.port}" if self.port else ""
        fields = [field for field in self.query[1:].split("&") if not _TRACKING.fullmatch(field)]
        query = "&".join(fields)
        return f"{self.host}{port}{self.path.rstrip('/')}{'?' * bool(query)}{query}"


def refanged(text: str) -> str:
    """Undo the usual ways of making a link unclickable: hxxps://coinbase[.]com.

    The path of a link that works as it stands is left alone.
    """
    head, path = _HEAD.match(text).groups()  # type: ignore[union-attr]  # matches any text
    clickable = _refanged(head)
    return text if clickable == head else clickable + _refanged(path)


def _refanged(text: str) -> str:
    text = re.sub(r"^\s*(?:h[x*]{2}p|meow)(s?)(?=\s*\[?:)", r"http\1", text, flags=re.IGNORECASE)
    text = re.sub(r"^(\s*https?)\s*\[?:\]?\s*//", r"\1://", text, flags=re.IGNORECASE)
    text = re.sub(_DOT, ".", text, flags=re.IGNORECASE)
    return re.sub(_AT, "@", text, flags=re.IGNORECASE)


def parse_url(text: str) -> Claim:
    """Read a link or a bare domain as a browser would. Raises UnreadableContact when none could open it."""
    where = locate(text)
    if where.scheme not in ("http", "https"):
        raise UnreadableContact("url-scheme", scheme=where.scheme)
    if "." not in where.host or _NO_HOST.search(where.host):
        raise UnreadableContact("url-host", text=text)
    reading = Reading(Contact(Kind.URL, where.href), "browser")
    naive = _naive_host(text)
    signs = tuple(_signs(text, where, naive))
    seems = naive if Sign.HOSTILE in signs else where.user_info.lower()
    return Claim(text, Kind.URL, (reading,), signs, seems=seems)


def locate(text: str) -> Location:
    """The place a browser would go to for this text; a missing scheme is https. Raises UnreadableContact."""
    text = text if _SCHEME.match(text) else f"https://{text.lstrip('/')}"
    if plain := _PLAIN.fullmatch(text):
        scheme, host, path = plain.groups()
        return Location(f"{scheme}://{host}{path or '/'}", scheme, host, "", path or "/", "", "")
    return _located_by_browser(text)


def _located_by_browser(text: str) -> Location:
    import ada_url

    try:
        url = ada_url.URL(text)
    except (ValueError, UnicodeError):
        raise UnreadableContact("url-unreadable", text=text) from None
    host = url.hostname.removesuffix(".")
    port = f":{url.port}" if url.port else ""
    href = f"{url.protocol}//{host}{port}{url.pathname}{url.search}"
    scheme = url.protocol[:-1]
    user_info = url.username or url.password
    return Location(href, scheme, host, url.port, url.pathname, url.search, user_info)


def _signs(text: str, where: Location, naive: str) -> list[Sign]:
    hostile = _host_form(naive) != where.host
    tests = {
        Sign.HOSTILE: hostile,
        Sign.DISGUISED: not hostile and naive != where.host and "xn--" not in where.host,
        Sign.USER_INFO: bool(where.user_info),
        Sign.UNUSUAL_PORT: bool(where.port),
        Sign.NOT_ENCRYPTED: where.scheme == "http",
        Sign.IP_ADDRESS: bool(re.fullmatch(r"[\d.]+", where.host)),
        Sign.PUNYCODE: "xn--" in where.host,
        Sign.REDIRECTOR: bool(_PARAMETER_URL.search(text)),
    }
    return [sign for sign, found in tests.items() if found]


def _naive_host(text: str) -> str:
    """The host that simpler readers (and people) see: what stands behind the last @ before the first /."""
    text = text.strip()
    text = text if _SCHEME.match(text) else f"https://{text.lstrip('/')}"
    match = _NAIVE_AUTHORITY.match(text)
    authority = match[1] if match else ""
    host = authority.rpartition("@")[2].lower()
    return re.sub(r":\d*$", "", host).removesuffix(".")


def _host_form(host: str) -> str:
    """The host as a browser maps it (UTS 46): 'ⓒoinbase.com' and 'COINBASE.com' are coinbase.com."""
    if not host or set(host) & set("/\\?#@"):
        return ""
    if _PLAIN.fullmatch(f"https://{host}"):
        return host
    try:
        return _located_by_browser(f"https://{host}/").host
    except UnreadableContact:
        return ""


def parse_email(text: str) -> Claim:
    """Read an e-mail address; the domain in ASCII, everything in lower case. Raises UnreadableContact."""
    local, _, domain = normalize("NFKC", text.strip()).lower().rpartition("@")
    host = "" if re.search(r"[\s:%]", domain) else _host_form(domain)
    if not _LOCAL.fullmatch(local) or not is_host(host):
        raise UnreadableContact("email-unreadable", text=text)
    contact = Contact(Kind.EMAIL, f"{local}@{host}")
    tests = {
        Sign.DISGUISED: "xn--" not in host and not text.isascii(),
        Sign.PUNYCODE: "xn--" in host,
    }
    signs = tuple(sign for sign, found in tests.items() if found)
    return Claim(text, Kind.EMAIL, (Reading(contact, "email"),), signs)


def parse_mailto(text: str) -> Claim:
    """Read what follows mailto:, one recipient only. Raises UnreadableContact."""
    address, _, query = text.partition("?")
    headers = {unquote(field.partition("=")[0]).strip().lower() for field in re.split("[&;]", query)}
    if headers & _MORE_RECIPIENTS:
        raise UnreadableContact("email-unreadable", text=text)
    return parse_email(unquote(address))


def is_ip(text: str) -> bool:
    """Whether the text begins as an IPv4 address, alone or with port and path."""
    return bool(re.match(r"\d{1,3}(?:\.\d{1,3}){3}(?:[:/?#]|$)", text))


def is_host(text: str) -> bool:
    """Whether the text is a host name in ASCII with at least two labels and no number as its ending."""
    labels = text.split(".")
    return len(labels) > 1 and all(map(_LABEL.fullmatch, labels)) and not labels[-1].isdigit()


def parents(host: str) -> tuple[str, ...]:
    """The host and every domain above it, longest first: a.b.example.com, b.example.com, example.com."""
    labels = host.split(".")
    return tuple(".".join(labels[i:]) for i in range(len(labels) - 1))


def within(host: str, path: str, place: str) -> bool:
    """Whether host and path lie in a place such as `forum.example.com` or `www.example.com/*/square`.

    A star stands for any run of characters inside one path segment (`cash.example/$*` for accounts);
    a place without a path covers the host and all below it.
    """
    place_host, _, place_path = place.partition("/")
    if host != place_host and not host.endswith(f".{place_host}"):
        return False
    wanted = [step for step in place_path.split("/") if step]
    steps = [step for step in path.lower().split("/") if step]
    return len(steps) >= len(wanted) and all(map(fnmatchcase, steps, wanted))


def registrable_domain(host: str) -> str | None:
    """The registrable domain by the Public Suffix List, private suffixes included; None for a bare suffix."""
    found: str | None = _suffixes().privatesuffix(host)
    return found


@cache
def _suffixes():  # type: ignore[no-untyped-def]  # publicsuffixlist ships no types
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList()
