"""Everything with a domain: URLs by the browser's rules (WHATWG), bare domains, e-mail addresses."""

import re
from fnmatch import fnmatchcase
from functools import cache, lru_cache
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import unquote

from contactfinder.contacts import appearance
from contactfinder.contacts.kinds import Claim, Contact, Kind, Reading, Sign
from contactfinder.contacts.onward import names_another, sends_on
from contactfinder.contacts.patterns import pattern
from contactfinder.errors import UnreadableContact

# Only what every URL parser reads alike: no escapes, no @, no backslash, no dot segments, no numeric or
# xn-- host. These need no parser; everything else goes through ada. A property test holds the two together.
_PLAIN = pattern(
    r"(https?)://((?:(?!xn--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63})"
    r"((?:/[A-Za-z0-9_~-][A-Za-z0-9_~.-]*)*/?)"
)
_SCHEME = pattern(r"https?:|[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
_NAIVE_AUTHORITY = pattern(r"[a-z][a-z0-9+.-]*://([^/?#]*)", re.IGNORECASE)
_UNCLICKABLE = pattern(r"^\s*(?:h[x*]{2}p|meow)(s?)(?=\s*\[?:)", re.IGNORECASE)
_BROKEN_SCHEME = pattern(r"^(\s*https?)\s*\[?:\]?\s*//", re.IGNORECASE)
# A run of blanks is tried from its beginning only: from each of them it would take time by the square.
_DOT = pattern(
    r"(?<!\s)\s*(?:\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)|\[点\]|\(点\))\s*|(?<!\s)\s+dot\s+"
    r"|(?<!\d)。|。(?![一-鿿])|．|｡",  # 拨打 888。谢谢 is a sentence
    re.IGNORECASE,
)
_IN_SIGNS = pattern(
    r"[\s\[({]|[^\x00-\x7f]"
)  # one of these is in every dot and at sign that is written otherwise
_HEAD = pattern(r"((?:[^/?#]*//)?[^/?#]*)(.*)", re.DOTALL)
_AT = pattern(r"(?<!\s)\s*(?:\[@\]|\(@\)|\[at\]|\(at\))\s*|(?<!\s)\s+at\s+|＠", re.IGNORECASE)
_TRACKING = pattern(r"(?:utm_[a-z]+|gclid|fbclid)=[\w.~+-]*", re.IGNORECASE | re.ASCII)
_LOCAL = pattern(r"(?!')[a-z0-9.!$%&'*+=^_`{|}~-]{1,64}")  # RFC 5321 without what begins a path or a query
_MAX_HOST = 253  # RFC 1035; also keeps the search for names inside a host short
_NO_HOST = pattern(r"[^a-z0-9._-]|^\.|\.\.|\.$|[^.]{64}")  # nothing a name server would find
_IP = pattern(r"\d+(?:\.\d+){3}|\[[\da-f:]+\]")  # as browsers write it
_MAIL_FIELDS = {"", "subject", "body", "amp"}  # the others may send the mail, or the answer, to somebody else
_BLANK_BEHIND = pattern(r"[?#].*\s", re.DOTALL)  # no address goes on behind a blank: the rest is another text
_PORT = pattern(r":\d*$")
_LINE_BREAK = pattern(r"[\t\r\n]")  # which browsers drop
_LABEL = pattern(r"(?!-)[a-z0-9-]{1,63}(?<!-)")


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
        query = self.untracked
        return f"{self.host}{port}{self.path.rstrip('/')}{'?' * bool(query)}{query}"

    @property
    def untracked(self) -> str:
        """The query without what only counts visits."""
        return "&".join(field for field in self.query[1:].split("&") if not _TRACKING.fullmatch(field))


def refanged(text: str) -> str:
    """Undo the usual ways of making a link unclickable: hxxps://coinbase[.]com.

    The path of a link that works as it stands is left alone.
    """
    head, path = _HEAD.match(text).groups()  # type: ignore[union-attr]  # matches any text
    clickable = _refanged(head)
    return text if clickable == head else clickable + _refanged(path)


def _refanged(text: str) -> str:
    text = _UNCLICKABLE.sub(r"http\1", text)
    text = _BROKEN_SCHEME.sub(r"\1://", text)
    return _AT.sub("@", _DOT.sub(".", text)) if _IN_SIGNS.search(text) else text


def is_plain(text: str) -> bool:
    """Whether the text is a link that every reader reads alike, with nothing around it."""
    return bool(_PLAIN.fullmatch(text))


def parse_url(text: str) -> Claim:
    """Read a link or a bare domain as a browser would. Raises UnreadableContact when none could open it."""
    where = locate(text)
    if where.scheme not in ("http", "https"):
        raise UnreadableContact("url-scheme", scheme=where.scheme)
    if not _IP.fullmatch(where.host) and not _is_found(where.host):
        raise UnreadableContact("url-host", text=text)
    look = _look(_authority(text), where.host)
    signs = tuple(sign for sign, found in _signs(text, where, look).items() if found)
    seems = where.user_info.lower() if look.seems is None else look.seems
    reading = Reading(Contact(Kind.URL, where.href), "browser")
    return Claim(text, Kind.URL, (reading,), signs, seems=seems)


@lru_cache(maxsize=64)  # the steps of one answer ask for the same few links again and again
def locate(text: str) -> Location:
    """The place a browser would go to for this text; a missing scheme is https. Raises UnreadableContact."""
    if not (plain := _PLAIN.fullmatch(text)) and not _SCHEME.match(text):
        text = _with_scheme(text)
        plain = _PLAIN.fullmatch(text)
    if plain:
        scheme, host, path = plain.groups()
        return Location(f"{scheme}://{host}{path or '/'}", scheme, host, "", path or "/", "", "")
    return _located_by_browser(text)


def _with_scheme(text: str) -> str:
    return f"https:{text}" if text.startswith("//") else f"https://{text}"


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


def _is_found(host: str) -> bool:
    """Whether a name server might find it; more hosts than the rules of names allow."""
    return "." in host and len(host) <= _MAX_HOST and not _NO_HOST.search(host)


class _Look(NamedTuple):
    """How a host looks: as written, in its own letters, and the host that others than browsers see, if they do."""

    written: str
    letters: str
    seems: str | None


def _look(authority: str, host: str) -> _Look:
    """The look of a browser's host that was written like this. Raises UnreadableContact for broken xn--."""
    try:
        letters = appearance.in_letters(host)
    except ValueError:
        raise UnreadableContact("url-host", text=host) from None
    written = authority.rpartition("@")[2]
    naive = _PORT.sub("", written.lower()).removesuffix(".")
    return _Look(written, letters, _seems(naive, letters, host))


def _seems(naive: str, letters: str, host: str) -> str | None:
    if _host_form(naive) != host:
        return naive
    line = naive.split()[0]  # browsers drop a line break, people end a host with it
    if line != naive and "." in line:
        return line
    seen = appearance.seen(letters)
    return None if seen == letters else seen


def _authority(text: str) -> str:
    """Where simpler readers (and people) look for the host: all before the first /."""
    text = text.strip()
    text = text if _SCHEME.match(text) else _with_scheme(text)
    match = _NAIVE_AUTHORITY.match(text)
    return match[1] if match else ""


def _signs(text: str, where: Location, look: _Look) -> dict[Sign, bool]:
    honest = look.seems is None
    behind = f"{where.path}{where.query}#{text.partition('#')[2]}"
    foreign = "xn--" in where.host
    return {
        Sign.HOSTILE: not honest,
        Sign.DISGUISED: honest and not foreign and _is_disguised(text.strip(), where.host, look),
        Sign.USER_INFO: bool(where.user_info) or (honest and "@" in _authority(text)),
        Sign.UNUSUAL_PORT: bool(where.port),
        Sign.NOT_ENCRYPTED: where.scheme == "http",
        Sign.IP_ADDRESS: bool(_IP.fullmatch(where.host)),
        Sign.PUNYCODE: foreign,
        Sign.MIXED_SCRIPTS: foreign and appearance.mixes_scripts(look.letters),
        Sign.REDIRECTOR: sends_on(where.host, behind) or bool(_BLANK_BEHIND.search(text.strip())),
    }


def _is_disguised(text: str, host: str, look: _Look) -> bool:
    naive = _PORT.sub("", look.written.lower()).removesuffix(".")
    return naive != host or not look.written.isascii() or bool(_LINE_BREAK.search(text))


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
    look = _look(domain, host)
    contact = Contact(Kind.EMAIL, f"{local}@{host}")
    foreign = "xn--" in host
    tests = {
        Sign.HOSTILE: look.seems is not None,
        Sign.DISGUISED: not foreign and not text.isascii(),
        Sign.PUNYCODE: foreign,
        Sign.MIXED_SCRIPTS: foreign and appearance.mixes_scripts(look.letters),
    }
    signs = tuple(sign for sign, found in tests.items() if found)
    return Claim(text, Kind.EMAIL, (Reading(contact, "email"),), signs, seems=look.seems or "")


def parse_mailto(text: str) -> Claim:
    """Read what follows mailto:, one recipient only, to whom nothing but a text is sent. Raises UnreadableContact."""
    address, _, query = text.partition("?")
    fields = [field.partition("=") for field in re.split("[&;]", query)]
    if not all(_is_harmless(unquote(name).strip().lower(), unquote(value)) for name, _, value in fields):
        raise UnreadableContact("email-unreadable", text=text)
    if re.search(r"\s", query) and names_another(query):
        raise UnreadableContact("email-unreadable", text=text)
    return parse_email(unquote(address))


def _is_harmless(name: str, value: str) -> bool:
    """Whether a field of a mail changes only its text: a line break in another field begins one more."""
    return name in _MAIL_FIELDS and "\0" not in value and (name == "body" or not re.search(r"[\r\n]", value))


def is_ip(text: str) -> bool:
    """Whether the text begins as an IPv4 address, alone or with port and path."""
    return bool(re.match(r"\d{1,3}(?:\.\d{1,3}){3}(?:[:/?#]|$)", text))


def is_host(text: str) -> bool:
    """Whether the text is a host name in ASCII with at least two labels and no number as its ending."""
    labels = text.split(".")
    return (
        len(text) <= _MAX_HOST
        and len(labels) > 1
        and all(map(_LABEL.fullmatch, labels))
        and not labels[-1].isdigit()
    )


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
