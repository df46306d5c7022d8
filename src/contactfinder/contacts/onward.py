"""Links that may send their reader on: another address or number inside, short links, copies of pages."""

import re
from urllib.parse import unquote

from contactfinder.contacts.patterns import pattern

_COATS = 4  # of percent signs; each service on the way takes off one
_DOT = "[.。．｡]"
_HOST = rf"[\w-]+{_DOT}[^\W\d]"
_INSIDE = pattern(
    r"[=?#&/;,|]\s*(?:https?|ftp|wss?|javascript|data|blob|file|intent|vbscript|view-source|mailto|tel|sms):"
    rf"|[/\\]\s*[/\\][^/\\?#\s]*{_DOT}\w"  # ?next=//evil.com, /\evil.com
    rf"|[?&#](?:u|r|to|go|goto|out|q?url|uri|link|next|target|continue|dest\w*|redir\w*|return\w*)=\s*{_HOST}"
    rf"|/amp/(?:s/)?{_HOST}"
    r"|(?<![a-z0-9])(?-i:aHR0c)"  # base64 of http
    # Laid out as a phone number: the text of a search can be an advertisement.
    r"|(?<!\d)(?=(?:\d[ +().-]{0,3}){10})\d+(?:[ +().-]{1,3}\d+){2}",
    re.IGNORECASE,
)
_NAMED = pattern(rf"@|[\w-]{_DOT}[^\W\d]|\d{{7}}")
_SPACED_NUMBER = pattern(r"(?:\d[ ().-]{0,3}){7}")
_ROUTE = pattern(
    r"\s*[!/\\?&]"
)  # #!/evil: the page's own script goes there, so that the fragment is the page
_FIELD = pattern(r"[\w.~+:*-]*(?:=[\w.~+:*=-]*)?")
_HOST_IN_FIELD = pattern(_HOST)
# Short links, and hosts that show copies of anybody's pages.
_SENDING = (
    *(
        ".bit.ly",
        ".buff.ly",
        ".cutt.ly",
        ".dub.sh",
        ".dwz.cn",
        ".goo.gl",
        ".is.gd",
        ".lnkd.in",
        ".ow.ly",
        ".rb.gy",
    ),
    *(
        ".rebrand.ly",
        ".s.id",
        ".shorturl.at",
        ".suo.im",
        ".t.cn",
        ".t.co",
        ".t.ly",
        ".tinyurl.com",
        ".url.cn",
        ".v.gd",
    ),
    *(".cdn.ampproject.org", ".translate.goog", ".webcache.googleusercontent.com", ".web.archive.org"),
    *(".archive.is", ".archive.ph", ".archive.today"),
)


def sends_on(host: str, behind: str) -> bool:
    """Whether a link leads, or may lead, to another place than its host; `behind` is all that follows the host."""
    if f".{host}".endswith(_SENDING):
        return True
    plain = _uncoated(behind)
    fragment = plain.partition("#")[2]
    return bool(_INSIDE.search(plain) or _NAMED.search(fragment) or _ROUTE.match(fragment))


def names_another(text: str) -> bool:
    """Whether a text that goes with a contact holds another one: an address, a host, a number."""
    plain = _uncoated(text)
    return bool(_NAMED.search(plain) or _SPACED_NUMBER.search(plain))


def is_odd_query(query: str) -> bool:
    """Whether a query that is compared with nothing is more than plain fields, or one of them holds a host."""
    fields = _uncoated(query).split("&")
    return not all(_FIELD.fullmatch(f) and not _HOST_IN_FIELD.search(f) for f in fields)


def _uncoated(text: str) -> str:
    for _ in range(_COATS):
        text = unquote(text)
    return text
