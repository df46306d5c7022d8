"""Reading a claim: what kind of contact somebody wrote, and every contact it can plausibly mean."""

import re
from collections.abc import Callable
from unicodedata import category, normalize

from contactfinder.contacts import beside, handle, onward, phone, web
from contactfinder.contacts.kinds import Claim, Contact, Kind, Reading, Sign
from contactfinder.contacts.patterns import pattern
from contactfinder.errors import UnreadableContact

__all__ = ["Claim", "Contact", "Kind", "Reading", "Sign", "parse"]

MAX_LENGTH = 2048  # a longer text is no contact; browsers and mail servers cut there too
_SCHEME = pattern(r"\s*([a-z][a-z0-9+-]{0,30}):", re.IGNORECASE)  # with a dot it is a host and a port
_EMAIL = pattern(r"[^\s@/\\?#<>]+@[^\s@/\\?#<>]+\.[^\s@/\\?#<>]+")
_DOMAIN = pattern(r"[^\s/\\?#@]+\.[^\s/\\?#@.\d][^\s/\\?#@]*")
_PHONE_SCHEMES = {"tel", "sms", "callto", "phone", "whatsapp"}
_QUOTES = "\"'<>“”‘’「」《》"
_BRACKETS = {"(": ")", "（": "）", "[": "]", "【": "】"}
_CLOSED = {closing: opening for opening, closing in _BRACKETS.items()}
_LABEL = pattern(  # Support e-mail: …, 客服邮箱：…
    r"(?i:(?:[a-z]+ ){0,3}(?:tel\.|e-?mail|mail|web ?site|site|url|link|info|contact|number|call|hotline|help ?line|support))\s*[:：]"
    r"|[一-鿿]{0,6}(?:电话|热线|号码|邮箱|邮件|网址|官网|网站|链接)\s*[:：]"
)
_NAMED_ADDRESS = pattern(r"([^@<>/\\]*)<\s*([^<>\s@]+@[^<>\s@]+)\s*>")
_HOST_IN_NAME = pattern(r"(?<![^\s\"'()])[^\s\"'()]+\.[^\s\"'().\d][^\s\"'()]*")
_END_OF_SENTENCE = pattern(  # but /a/.. and /a/%2e. lead elsewhere
    r"(?<!\.)(?<!%2e)(?:(?<![/\\])\.|[,;!?。，；、！？])$", re.IGNORECASE
)
_MARKDOWN = pattern(r"\[([^\[\]]*)\]\(\s*<?([^()\s<>]+)>?(?: +\"[^\"]*\")?\s*\)")
_IN_REDDIT = pattern(r"/?(?:r|u|user)/[\w-]{2,24}/?", re.IGNORECASE | re.ASCII)


def parse(text: str, regions: tuple[str, ...] = (), known: phone.Known = lambda _: False) -> Claim:
    """Read `text` as one contact.

    `regions` (ISO 3166-1 alpha-2) are tried for national numbers, the user's first; `known` says which
    E.164 numbers need no check against the numbering plans. Raises UnreadableContact when no reading is
    possible; never anything else.
    """
    if len(text) > MAX_LENGTH:
        raise UnreadableContact("contact-too-long")
    if phone.is_canonical(text):
        return phone.parse(text, regions, known)
    if web.is_plain(text) and not text.endswith("."):
        return _link(web.parse_url(text), regions, known)
    alone = _unwrapped(text)
    bare = _trimmed(_without_invisible(alone))
    if not bare:
        raise UnreadableContact("contact-empty")
    if link := _MARKDOWN.fullmatch(bare):
        claim = _linked(link[1], link[2], regions, known)
    else:
        claim = _read(bare, _trimmed(alone), regions, known)
    invisible = (Sign.INVISIBLE,) if _hides(text) else ()
    around = beside.signs_of(_without_invisible(text)) if claim.kind is Kind.PHONE else ()
    return claim._replace(text=text, signs=tuple(dict.fromkeys(invisible + claim.signs + around)))


def _read(bare: str, typed: str, regions: tuple[str, ...], known: phone.Known) -> Claim:
    refanged = web.refanged(bare)
    scheme = _SCHEME.match(refanged)
    if scheme and (claim := _with_scheme(scheme[1].lower(), refanged[scheme.end() :], regions, known)):
        return _signed(claim, bare, refanged)
    if bare.startswith(("@", "＠")):  # a full-width at sign, as Chinese keyboards type it
        return handle.parse_named(bare, None)
    if _IN_REDDIT.fullmatch(bare):
        return handle.parse_named(bare, "reddit")
    if not scheme and _EMAIL.fullmatch(refanged):
        return _signed(_as_typed(web.parse_email, typed, refanged), bare, refanged)
    if not scheme and phone.looks_like(refanged):
        return phone.parse(refanged, regions, known)
    if scheme or "//" in refanged or _DOMAIN.match(refanged) or web.is_ip(refanged):
        return _signed(_link(_as_typed(web.parse_url, typed, refanged), regions, known), bare, refanged)
    if phone.has_digits(refanged):
        return phone.parse(refanged, regions, known)
    raise UnreadableContact("contact-unknown-kind", text=bare)


def _with_scheme(name: str, rest: str, regions: tuple[str, ...], known: phone.Known) -> Claim | None:
    if name in _PHONE_SCHEMES:
        called = phone.parse(phone.in_address(rest, name), regions, known)
        return _by_whatsapp(called) if name == "whatsapp" else called
    if name == "mailto":
        return web.parse_mailto(rest)
    network = handle.network_named(name)
    return handle.parse_named(rest, network) if network else None


def _as_typed(read: Callable[[str], Claim], typed: str, refanged: str) -> Claim:
    # A browser keeps some characters that show nothing, and then goes elsewhere.
    try:
        return read(web.refanged(typed))
    except UnreadableContact:
        return read(refanged)


def _link(claim: Claim, regions: tuple[str, ...], known: phone.Known) -> Claim:
    if Sign.HOSTILE in claim.signs:
        return claim
    number = phone.in_link(claim.readings[0].contact.value)
    if number:
        called = phone.parse(number, regions, known)
        return _by_whatsapp(called._replace(signs=claim.signs + called.signs))
    profile = handle.from_url(claim.readings[0].contact.value)
    if profile is None:
        return claim
    signs = claim.signs
    if onward.is_odd_query(web.locate(claim.readings[0].contact.value).untracked):
        signs = tuple(dict.fromkeys((*signs, Sign.REDIRECTOR)))
    return Claim(claim.text, Kind.HANDLE, (Reading(profile, "profile-link"),), signs)


def _linked(shown: str, target: str, regions: tuple[str, ...], known: phone.Known) -> Claim:
    """What a Markdown link leads to, when that is what it shows. Raises UnreadableContact for two contacts."""
    claim = parse(target, regions, known)
    words = web.refanged(normalize("NFKC", shown))
    if ("@" in words or phone.has_digits(words)) and not _means(words, claim, regions):
        raise UnreadableContact("contact-unknown-kind", text=shown)
    contact = claim.readings[0].contact
    host = contact.value.rpartition("@")[2] if contact.kind is Kind.EMAIL else web.locate(target).host
    shows = (h for h in map(_host_of, words.split()) if h)
    other = next((h for h in shows if not f".{host}".endswith(f".{h}")), None)
    if other is None:
        return claim
    link = web.parse_url(target)
    return link._replace(signs=(Sign.HOSTILE, *(s for s in link.signs if s != Sign.HOSTILE)), seems=other)


def _means(text: str, claim: Claim, regions: tuple[str, ...]) -> bool:
    try:
        contacts = {reading.contact for reading in parse(text, regions).readings}
    except UnreadableContact:
        return False
    return any(reading.contact in contacts for reading in claim.readings)


def _host_of(word: str) -> str:
    """The host that a word shows; empty when it shows none."""
    if not _HOST_IN_NAME.search(word):
        return ""
    try:
        return web.locate(word).host
    except UnreadableContact:
        return word


def _by_whatsapp(claim: Claim) -> Claim:
    return claim._replace(signs=(*claim.signs, Sign.WHATSAPP))


def _signed(claim: Claim, bare: str, refanged: str) -> Claim:
    return claim if bare == refanged else claim._replace(signs=(*claim.signs, Sign.DEFANGED))


def _unwrapped(text: str) -> str:
    """The contact without a label, the name before an address, brackets around it, or the end of a sentence."""
    label = _LABEL.match(text.strip())
    alone = _END_OF_SENTENCE.sub("", text.strip()[label.end() if label else 0 :].strip())
    if (named := _NAMED_ADDRESS.fullmatch(alone)) and _is_name_only(*named.groups()):
        return named[2]
    if (opening := _CLOSED.get(alone[-1:])) and opening not in alone:
        alone = alone[:-1]
    inner = alone[1:-1]
    is_bracketed = alone[:1] in _BRACKETS and alone[-1] == _BRACKETS[alone[0]]
    return inner if is_bracketed and not set(inner) & set("()（）[]【】") else alone


def _is_name_only(name: str, address: str) -> bool:
    """Whether a name before an address says nothing of another contact: 'evil.com <help@coinbase.com>' does."""
    host = address.rpartition("@")[2].lower()
    plain = web.refanged(normalize("NFKC", name))
    domains = (found.lower() for found in _HOST_IN_NAME.findall(plain))
    return (
        "@" not in plain
        and not phone.has_digits(plain)
        and not beside.names_account(plain)
        and all(f".{host}".endswith(f".{domain}") for domain in domains)
    )


def _is_invisible(c: str) -> bool:
    # Direction marks, zero-width characters and controls. Not what Unicode has yet to assign, or assigned
    # after this Python was made: browsers may know it as a letter.
    return category(c) in ("Cc", "Cf") and not c.isspace()


def _is_shown(text: str) -> bool:
    """Whether all of a text is shown for certain: letters, digits, signs and blanks of ASCII, as in most claims."""
    return text.isascii() and text.isprintable()


def _hides(text: str) -> bool:
    return not _is_shown(text) and any(map(_is_invisible, text))


def _without_invisible(text: str) -> str:
    if _is_shown(text):
        return text
    return "".join(" " if c.isspace() else c for c in text if not _is_invisible(c))


def _trimmed(text: str) -> str:
    inner = text.strip() if _is_shown(text) else _from_first_to_last(text)
    return _trimmed(inner.strip(_QUOTES)) if inner and inner[0] in _QUOTES else inner


def _from_first_to_last(text: str) -> str:
    """What lies between the first and the last character that is shown."""
    shown = [i for i, c in enumerate(text) if not (c.isspace() or _is_invisible(c))]
    return text[shown[0] : shown[-1] + 1] if shown else ""
