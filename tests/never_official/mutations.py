"""Tricks that turn an official contact into one that only looks like it; each changes one thing, and any can be combined."""

# ruff: noqa: SIM905  (words are easier to read and to add in one text)

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from random import Random
from string import ascii_letters, ascii_lowercase, digits
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from contactfinder.contacts import handle
from contactfinder.registry.index import Index

EVIL = (
    "evil.com",
    "secure-login.net",
    "support-desk.xyz",
    "wallet-help.top",
    "203.0.113.7",
    "xn--80ak6aa92e.com",
)
FREE_HOSTING = tuple(
    """
    pages.dev web.app github.io netlify.app weebly.com wixsite.com blogspot.com zendesk.com
    myshopify.com s3.amazonaws.com gitbook.io typeform.com
""".split()
)
SHORTENERS = ("bit.ly", "t.co", "tinyurl.com", "is.gd", "cutt.ly", "rebrand.ly", "goo.gl", "linktr.ee")
ENDINGS = tuple(
    "co cm net org info app io xyz top live help support com.co com-help.net com.ua ru cn".split()
)
WORDS = tuple(
    """
    support help login secure wallet service desk team care verify official recovery 24 us app pro
    my the go id
""".split()
)
KEYBOARD = dict(
    zip(
        "qwertyuiopasdfghjklzxcvbnm",
        [
            "wa",
            "qes",
            "wrd",
            "etf",
            "ryg",
            "tuh",
            "yij",
            "uok",
            "ipl",
            "ol",
            "aqzs",
            "adwx",
            "sfec",
            "dgrv",
            "fhtb",
            "gjyn",
            "hkum",
            "jlin",
            "kop",
            "xas",
            "zcsd",
            "xvdf",
            "cbfg",
            "vnhg",
            "bmjh",
            "njk",
        ],
        strict=True,
    )
)
# Letters that look like Latin ones: Cyrillic, Greek, Armenian, Latin with marks, small capitals, other shapes (Unicode TS 39).
LIKE = {
    "a": "аαɑāạàáâäå",
    "b": "Ььƅḅɓ",
    "c": "сϲçćċᴄ",
    "d": "ԁɗđḍ",
    "e": "еёēẹèéêëҽ",
    "f": "ƒẝք",
    "g": "ɡġğցģ",
    "h": "һհḥħ",
    "i": "іìíîïıɩɪị",
    "j": "јʝյ",
    "k": "кκķҝᴋ",
    "l": "ӏłļḷɭاI",
    "m": "мᴍṃɱ",
    "n": "ոñńņṇη",
    "o": "оοօøōọòóôöσᴏ",
    "p": "рρƿṗ",
    "q": "ԛզɋ",
    "r": "гᴦŕṛř",
    "s": "ѕşșṣśꜱ",
    "t": "тτţțṭŧ",
    "u": "υսūụùúûüᴜ",
    "v": "νѵṿᴠ",
    "w": "ԝաẉŵᴡ",
    "x": "хχẋ",
    "y": "уүγýÿỵʏ",
    "z": "ᴢżźžẓ",
}
FRAMED = {c: chr(0x24D0 + at) + chr(0xFF41 + at) for at, c in enumerate(ascii_lowercase)}  # ⓐ ａ
DIGIT_LIKE = {
    "o": "0",
    "l": "1",
    "i": "1l",
    "e": "3",
    "a": "4",
    "s": "5",
    "b": "86",
    "t": "7",
    "g": "9q",
    "z": "2",
    "0": "o",
    "1": "li",
}
PAIRS = (
    ("m", "rn"),
    ("m", "nn"),
    ("w", "vv"),
    ("d", "cl"),
    ("n", "ri"),
    ("h", "li"),
    ("rn", "m"),
    ("vv", "w"),
    ("cl", "d"),
    ("k", "lc"),
    ("b", "lo"),
    ("in", "m"),
)
LETTER_LIKE = {"0": "OoQDＯ", "1": "lI|L", "2": "Z", "3": "З", "5": "S", "6": "GOb", "9": "gq"}
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u202d\u202e\u2060\u2066\u2067\u2069\u00ad\ufeff\u061c\u180e\u2063"
ARABIC = str.maketrans(digits, "٠١٢٣٤٥٦٧٨٩")
REORDERING = "\u200f\u202b\u202e\u2067\u061c"
CALLING_CODES = tuple(
    """
    1 7 20 27 31 33 34 39 41 44 46 48 49 52 54 55 57 60 61 62 63 65 66 81 82 84 86 90 91 92 94 212
    234 254 351 353 370 371 380 420 675 852 855 880 971 973 977 995
""".split()
)
PREMIUM = tuple("1900 1976 4490 44871 49900 33899 3906 61190 8190 35315 88213 8835 979".split())


class Link(NamedTuple):
    """A link in its parts."""

    host: str
    path: str = "/"
    query: str = ""
    fragment: str = ""
    scheme: str = "https://"
    user: str = ""
    port: str = ""

    def __str__(self) -> str:
        query = f"?{self.query}" if self.query else ""
        fragment = f"#{self.fragment}" if self.fragment else ""
        return f"{self.scheme}{self.user}{self.host}{self.port}{self.path}{query}{fragment}"


class Mail(NamedTuple):
    """An e-mail address."""

    local: str
    host: str

    def __str__(self) -> str:
        return f"{self.local}@{self.host}"


class Phone(NamedTuple):
    """A number: calling code and national digits, and how they are written."""

    code: str
    national: str
    plus: str = "+"
    groups: tuple[int, ...] = ()
    separator: str = " "

    def __str__(self) -> str:
        rest, parts = self.national, [self.code] if self.code else []
        for size in self.groups:
            parts.append(rest[:size])
            rest = rest[size:]
        return self.plus + self.separator.join(filter(None, [*parts, rest]))


class Account(NamedTuple):
    """An account on a network, named by a prefix."""

    network: str
    name: str

    def __str__(self) -> str:
        return f"{self.network}:{self.name}"


Shape = Link | Mail | Phone | Account
Trick = Callable[[Random, Any], Shape | str]


class Target(NamedTuple):
    """An official contact: in its parts, where it is dialled or shown, whose it is."""

    shape: Shape
    region: str | None
    platform: str


# -- one word ---------------------------------------------------------------------------------------------------------


def _inserted(rng: Random, word: str) -> str:
    at = rng.randrange(len(word) + 1)
    return word[:at] + rng.choice(ascii_lowercase + digits) + word[at:]


def _dropped(rng: Random, word: str) -> str:
    at = rng.randrange(len(word))
    return word[:at] + word[at + 1 :] if len(word) > 1 else word * 2


def _swapped(rng: Random, word: str) -> str:
    places = [i for i in range(len(word) - 1) if word[i] != word[i + 1]]
    if not places:
        return _inserted(rng, word)
    at = rng.choice(places)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _replaced(rng: Random, word: str) -> str:
    at = rng.randrange(len(word))
    return word[:at] + rng.choice(ascii_lowercase + digits) + word[at + 1 :]


def _mistyped(rng: Random, word: str) -> str:
    at = rng.randrange(len(word))
    return word[:at] + rng.choice(KEYBOARD.get(word[at].lower(), digits)) + word[at + 1 :]


def _doubled(rng: Random, word: str) -> str:
    at = rng.randrange(len(word))
    return word[:at] + word[at] + word[at:]


def _hyphened(rng: Random, word: str) -> str:
    at = rng.randrange(1, len(word)) if len(word) > 1 else 1
    return word[:at] + "-" + word[at:]


def _translated(rng: Random, word: str, table: Mapping[str, str]) -> str:
    places = [i for i, c in enumerate(word) if c.lower() in table]
    letters = list(word)
    for at in rng.sample(places, min(len(places), rng.choice((1, 1, 2, 9)))):
        letters[at] = rng.choice(table[word[at].lower()])
    return "".join(letters) if places else _inserted(rng, word)


def _homoglyph(rng: Random, word: str) -> str:
    return _translated(rng, word, LIKE)


def _framed(rng: Random, word: str) -> str:
    return _translated(rng, word, FRAMED)


def _digit_for_letter(rng: Random, word: str) -> str:
    return _translated(rng, word, DIGIT_LIKE)


def _pair(rng: Random, word: str) -> str:
    found = [pair for pair in PAIRS if pair[0] in word]
    return word.replace(*rng.choice(found), 1) if found else _inserted(rng, word)


def _with_word(rng: Random, word: str) -> str:
    parts = [word, rng.choice(WORDS)]
    rng.shuffle(parts)
    return rng.choice(("", "-", "")).join(parts)


def _hidden(rng: Random, word: str) -> str:
    at = rng.randrange(len(word) + 1)
    return word[:at] + rng.choice(INVISIBLE) + word[at:]


EDITS: dict[str, Callable[[Random, str], str]] = {
    "letter-inserted": _inserted,
    "letter-dropped": _dropped,
    "letters-swapped": _swapped,
    "letter-replaced": _replaced,
    "neighbour-key": _mistyped,
    "letter-doubled": _doubled,
    "homoglyph": _homoglyph,
    "digit-for-letter": _digit_for_letter,
    "two-letters-for-one": _pair,
    "word-added": _with_word,
}

# -- hosts, of links and addresses ------------------------------------------------------------------------------------


def _on_label(edit: Callable[[Random, str], str]) -> Callable[[Random, str], str]:
    def trick(rng: Random, host: str) -> str:
        labels = [label or "x" for label in host.split(".")]
        at = rng.choice((max(len(labels) - 2, 0), rng.randrange(max(len(labels) - 1, 1))))
        labels[at] = edit(rng, labels[at])
        return ".".join(labels)

    return trick


def _punycode(rng: Random, host: str) -> str:
    def encoded(label: str) -> str:
        return label if label.isascii() else "xn--" + label.encode("punycode").decode()

    return ".".join(map(encoded, _on_label(_homoglyph)(rng, host).split(".")))


def _below_another(rng: Random, host: str) -> str:
    evil = rng.choice((*EVIL, *FREE_HOSTING))
    return rng.choice(
        (
            f"{host}.{evil}",
            f"{host}-{evil}",
            f"{host.replace('.', '-')}.{evil}",
            f"www.{host}.{evil}",
            f"{host}.{rng.choice(WORDS)}.{evil}",
        )
    )


def _other_ending(rng: Random, host: str) -> str:
    return f"{host.rpartition('.')[0] or host}.{rng.choice(ENDINGS)}"


def _dot_lost(rng: Random, host: str) -> str:
    labels = [*host.split("."), "com"]
    at = rng.randrange(len(labels) - 2) if len(labels) > 2 else 0
    joined = [*labels[:at], labels[at] + rng.choice(("", "-")) + labels[at + 1], *labels[at + 2 :]]
    return ".".join(joined if len(labels) <= 3 else joined[:-1])


def _free_hosting(rng: Random, host: str) -> str:
    labels = host.split(".")
    name = labels[max(len(labels) - 2, 0)]
    return f"{rng.choice((name, _with_word(rng, name)))}.{rng.choice(FREE_HOSTING)}"


def _other_subdomain(rng: Random, host: str) -> str:
    return f"{rng.choice((*WORDS, 'evil', 'forum', 'm'))}.{host}"


HOSTS: dict[str, Callable[[Random, str], str]] = {
    **{f"host-{name}": _on_label(edit) for name, edit in EDITS.items()},
    "host-letter-framed": _on_label(_framed),
    "host-hyphened": _on_label(_hyphened),
    "host-punycode": _punycode,
    "host-below-another": _below_another,
    "host-other-ending": _other_ending,
    "host-dot-lost": _dot_lost,
    "host-free-hosting": _free_hosting,
    "host-other-subdomain": _other_subdomain,
}


# -- links ------------------------------------------------------------------------------------------------------------


def _official_as_path(rng: Random, link: Link) -> Link:
    return link._replace(host=rng.choice(EVIL), path=f"/{link.host}{link.path}")


def _official_as_user(rng: Random, link: Link) -> Link:
    user = rng.choice(
        (link.host, f"https://{link.host}", f"{link.host}:443", f"{link.host}%2F", quote(str(link), ""))
    )
    return link._replace(user=f"{user}@", host=rng.choice(EVIL))


def _official_as_query(rng: Random, link: Link) -> Link:
    key = rng.choice(("", "url=", "q=", "https://", "utm_source="))
    return link._replace(host=rng.choice(EVIL), path="/", query=f"{key}{link.host}{link.path}")


def _official_as_fragment(rng: Random, link: Link) -> Link:
    return link._replace(
        host=rng.choice(EVIL), path="/", fragment=f"{rng.choice(('', '/', '@', '!/'))}{link.host}{link.path}"
    )


def _shortened(rng: Random, link: Link) -> Link:
    host = rng.choice(SHORTENERS)
    return link._replace(
        host=host,
        path=rng.choice(
            (f"/{link.host}", f"/{link.host.replace('.', '-')}", f"/{rng.choice(WORDS)}{rng.randrange(999)}")
        ),
    )


def _user_added(rng: Random, link: Link) -> Link:
    return link._replace(
        user=rng.choice(("evil.com@", "user:password@", "support@", "evil.com%2f@", "evil.com:443@"))
    )


def _port_added(rng: Random, link: Link) -> Link:
    return link._replace(port=f":{rng.choice((80, 8080, 8443, 4443, 444, 1, 65535))}")


def _not_encrypted(rng: Random, link: Link) -> Link:
    return link._replace(scheme=rng.choice(("http://", "HTTP://", "hxxp://", "http[:]//")))


def _other_scheme(rng: Random, link: Link) -> Link:
    return link._replace(
        scheme=rng.choice(
            tuple(
                """
    ftp:// ws:// javascript:// data:text/html, file:// view-source:https:// blob:https:// intent://
    feed:https:// httpss:// https.:// evil://
""".split()
            )
        )
    )


def _redirecting(rng: Random, link: Link) -> Link:
    key = rng.choice(("url", "next", "redirect_uri", "return_to", "u", "goto", "utm_source"))
    evil = rng.choice(
        ("https://evil.com", "//evil.com", "https%3A%2F%2Fevil.com", "http:evil.com", "%2f%2fevil.com")
    )
    return link._replace(query="&".join(filter(None, (link.query, f"{key}={evil}"))))


def _queried(rng: Random, link: Link) -> Link:
    field = rng.choice(
        tuple(
            """
    id=1 to=evil q form=2 ticket_form_id=9 utm=x gclid UTM_x=1/2 page=2 a=1&utm_source=x
    s=844-555-0199
""".split()
        )
    )
    return link._replace(query="&".join(filter(None, (link.query, field))))


def _routed(rng: Random, link: Link) -> Link:
    route = rng.choice(
        (
            "!/evil.support",
            "/evil",
            "!evil",
            "//evil.com",
            "https://evil.com",
            " https://evil.com",
            " call 844-555-0199",
            "\nhttps://evil.com",
        )
    )
    return link._replace(fragment=route)


def _path_edited(rng: Random, link: Link) -> Link:
    steps = link.path.strip("/").split("/")
    at = rng.randrange(len(steps))
    steps[at] = rng.choice(list(EDITS.values()))(rng, steps[at]) if steps[at] else rng.choice(WORDS)
    return link._replace(path="/" + "/".join(steps))


def _path_longer(rng: Random, link: Link) -> Link:
    added = rng.choice(
        tuple(
            """
    /evil /1 //evil.com /%2e%2e%2fevil /@evil /;evil ;evil %20 %00 /index.html /%2F .html /status/1
    /c/evil %2f /~evil
""".split()
        )
    )
    return link._replace(path=link.path.rstrip("/") + added)


def _path_shorter(rng: Random, link: Link) -> Link:
    steps = link.path.strip("/").split("/")
    return link._replace(path="/" + "/".join(steps[:-1])) if steps != [""] else _path_longer(rng, link)


def _path_in_other_case(rng: Random, link: Link) -> Link:
    changed = rng.choice((link.path.swapcase(), link.path.upper(), link.path.title()))
    return link._replace(path=changed) if changed != link.path else _path_longer(rng, link)


def _path_escaped(rng: Random, link: Link) -> Link:
    places = [i for i, c in enumerate(link.path) if c.isalnum()]
    if not places:
        return link._replace(path="/%2f")
    at = rng.choice(places)
    return link._replace(path=f"{link.path[:at]}%{ord(link.path[at]):02x}{link.path[at + 1 :]}")


def _dot_segments(rng: Random, link: Link) -> Link:
    up = rng.choice(
        (
            "/../evil",
            "/%2e%2e/evil",
            "/./evil",
            "/..;/evil",
            "/.%2e/evil",
            "/..\\evil",
            "/.../",
            "/%252e%252e/",
        )
    )
    return link._replace(path=link.path.rstrip("/") + up)


def _host_escaped(rng: Random, link: Link) -> Link:
    at = rng.randrange(len(link.host))
    return link._replace(host=f"{link.host[:at]}%{ord(link.host[at]):02x}{link.host[at + 1 :]}")


def _backslashed(rng: Random, link: Link) -> str:
    evil, official, path = rng.choice(EVIL), link.host, link.path
    return rng.choice(
        (
            rf"https://{evil}\@{official}{path}",
            rf"https:\\{evil}\{official}{path}",
            rf"https:\{evil}@{official}{path}",
            rf"https://{official}\.{evil}{path}",
            rf"https://{official}\@{evil}{path}",
            rf"https://{official}:443\@{evil}{path}",
            rf"https://{evil}\{official}{path}",
            rf"{evil}\@{official}{path}",
            rf"\\{evil}\{official}{path}",
            rf"https://{evil}#\@{official}{path}",
            rf"https://{evil}?\@{official}{path}",
            rf"https://{evil}/\{official}{path}",
        )
    )


def _slashed(rng: Random, link: Link) -> str:
    evil, official, path = rng.choice(EVIL), link.host, link.path
    return rng.choice(
        (
            f"https:/{evil}/{official}{path}",
            f"https:{evil}//{official}{path}",
            f"https:///{evil}/{official}{path}",
            f"//{evil}//{official}{path}",
            f"/{evil}/https://{official}{path}",
            f"https://{evil}//https://{official}{path}",
            f"https://{evil};{official}{path}",
            f"https://{evil}/..//{official}{path}",
            f"https://{official}{path}/..//{evil}",
            f"https://{evil}:443//{official}{path}",
            f"https:/{official}{path}",
            f"https:{official}{path}",
        )
    )


def _split_by_blank(rng: Random, link: Link) -> str:
    at = rng.randrange(1, len(link.host))
    blank = rng.choice(("\t", "\n", "\r", " ", "\u00a0", "\u3000", "\x00", "\x0b", "%20", "%09"))
    return rng.choice(
        (
            str(link._replace(host=link.host[:at] + blank + link.host[at:])),
            f"https://{link.host}{blank}.{rng.choice(EVIL)}{link.path}",
            f"https://{link.host}{blank}@{rng.choice(EVIL)}{link.path}",
            f"https://{rng.choice(EVIL)}{blank}{link}",
        )
    )


def _invisible_in_link(rng: Random, link: Link) -> str:
    text = str(link)
    at = rng.randrange(len(text) + 1)
    return text[:at] + rng.choice(INVISIBLE) + text[at:]


def _garbage_behind(rng: Random, link: Link) -> str:
    return str(link) + rng.choice(
        (
            "!",
            "~",
            "*",
            "%",
            "x",
            "=",
            "…",
            "$",
            "|evil.com",
            "'",
            "&evil.com",
            "^",
            "`",
            "%0aevil.com",
            "%",
            "+",
            "-",
            "–",
            "\u0307",
            "​evil",
            "/‮",
        )
    )


def _in_other_words(rng: Random, link: Link) -> str:
    evil = rng.choice(EVIL)
    return rng.choice(
        (
            f"[{link}](https://{evil})",
            f'<a href="https://{evil}">{link}</a>',
            f"{link} https://{evil}",
            f"{link},https://{evil}",
            f"{link}|{evil}",
            f"https://{evil} ({link})",
            f"{evil} <{link}>",
            f"{link} -> {evil}",
            f"[url=https://{evil}]{link}[/url]",
        )
    )


LINKS: dict[str, Trick] = {
    **{
        name: (lambda rng, link, trick=trick: link._replace(host=trick(rng, link.host)))
        for name, trick in HOSTS.items()
    },
    "official-as-path": _official_as_path,
    "official-as-user": _official_as_user,
    "official-as-query": _official_as_query,
    "official-as-fragment": _official_as_fragment,
    "shortener": _shortened,
    "user-added": _user_added,
    "port-added": _port_added,
    "not-encrypted": _not_encrypted,
    "other-scheme": _other_scheme,
    "redirector": _redirecting,
    "query-added": _queried,
    "route-in-fragment": _routed,
    "path-edited": _path_edited,
    "path-longer": _path_longer,
    "path-shorter": _path_shorter,
    "path-in-other-case": _path_in_other_case,
    "path-escaped": _path_escaped,
    "dot-segments": _dot_segments,
    "host-escaped": _host_escaped,
    "backslash": _backslashed,
    "slashes": _slashed,
    "blank-inside": _split_by_blank,
    "invisible-inside": _invisible_in_link,
    "garbage-behind": _garbage_behind,
    "two-links": _in_other_words,
}

# -- e-mail addresses -------------------------------------------------------------------------------------------------


def _local_edited(rng: Random, mail: Mail) -> Mail:
    return mail._replace(local=rng.choice([*EDITS.values(), _framed])(rng, mail.local))


def _local_tagged(rng: Random, mail: Mail) -> Mail:
    tag = rng.choice(tuple("+evil + -evil . .. _ %evil.com !evil =evil.com /evil #evil &evil ?evil".split()))
    return mail._replace(local=rng.choice((mail.local + tag, tag + mail.local)))


def _local_quoted(rng: Random, mail: Mail) -> str:
    evil = rng.choice(EVIL)
    return rng.choice(
        (
            f'"{mail}"@{evil}',
            f'"{mail.local}"@{mail.host}',
            f'"{mail.local} evil"@{mail.host}',
            f"{mail.local}(evil)@{mail.host}",
            f"(evil){mail}",
            f"{mail.local}@(evil){mail.host}",
            f"{mail.local}%{mail.host}@{evil}",
            f"{mail}@{evil}",
            f"{evil}@{mail}",
            f"{mail.local}@{evil}@{mail.host}",
            f"{mail.local}@[{evil}]",
            f"{mail.local}\\@{mail}",
        )
    )


def _two_addresses(rng: Random, mail: Mail) -> str:
    other = f"help@{rng.choice(EVIL)}"
    both = [str(mail), other]
    rng.shuffle(both)
    sign = rng.choice((",", ";", " ", ", ", " / ", "|", "%2c", "\n", " or ", "\u3000"))
    return rng.choice(("", "mailto:")) + sign.join(both)


def _named_as_another(rng: Random, mail: Mail) -> str:
    evil = rng.choice(EVIL)
    return rng.choice(
        (
            f"{mail} <help@{evil}>",
            f"help@{evil} <{mail}>",
            f"{evil} <{mail}>",
            f'"{mail}" <help@{evil}>',
            f'"help@{evil}" <{mail}>',
            f"@evil_help <{mail}>",
            f"+1 844 555 0199 <{mail}>",
            f"https://{evil} <{mail}>",
            f"{mail.host} <{mail.local}@{evil}>",
            f"<{mail}> <help@{evil}>",
            f"[{mail}](mailto:help@{evil})",
            f"telegram: evil_help <{mail}>",
        )
    )


def _more_recipients(rng: Random, mail: Mail) -> str:
    field = rng.choice(
        ("cc", "bcc", "to", "CC", "%63c", "b%63c", "reply-to", "Reply-To", "from", "resent-to")
    )
    lead = rng.choice(("?", "?subject=x&", "?body=x&amp;", "?subject=x;"))
    return f"mailto:{mail}{lead}{field}=help@{rng.choice(EVIL)}"


def _host_of_address_escaped(rng: Random, mail: Mail) -> str:
    return rng.choice(
        (
            f"{mail}%00.evil.com",
            f"{mail}%0a.evil.com",
            f"{mail}\x00.evil.com",
            f"{mail}:evil.com",
            f"{mail}/evil",
            f"{mail}#evil.com",
            f"{mail}?evil",
            f"{mail}\\evil.com",
            f"{mail}%2eevil.com",
            f"{mail}!",
        )
    )


MAILS: dict[str, Trick] = {
    **{
        f"mail-{name}": (lambda rng, mail, trick=trick: mail._replace(host=trick(rng, mail.host)))
        for name, trick in HOSTS.items()
    },
    "local-edited": _local_edited,
    "local-tagged": _local_tagged,
    "local-quoted": _local_quoted,
    "two-addresses": _two_addresses,
    "named-as-another": _named_as_another,
    "more-recipients": _more_recipients,
    "host-cut-off": _host_of_address_escaped,
}

# -- accounts ---------------------------------------------------------------------------------------------------------


def _other_network(rng: Random, account: Account) -> Account:
    network = rng.choice([n for n in handle.NETWORKS if n != account.network])
    return account._replace(network=network)


def _no_network(rng: Random, account: Account) -> str:
    return rng.choice(("@", "", "＠", "user:", "id:", "/")) + account.name


def _name_edited(rng: Random, account: Account) -> Account:
    return account._replace(name=rng.choice(list(EDITS.values()))(rng, account.name))


def _name_extended(rng: Random, account: Account) -> Account:
    word = rng.choice((*WORDS, "_", "__", "1", "x", "hq", "_support", "_help", ".", "-"))
    return account._replace(name=rng.choice((account.name + word, word + account.name)))


def _name_in_other_case(rng: Random, account: Account) -> Account:
    if not handle.NETWORKS[account.network].case_matters:
        return _name_edited(rng, account)
    return account._replace(
        name=rng.choice((account.name.swapcase(), account.name.upper(), account.name.title()))
    )


def _as_invitation(rng: Random, account: Account) -> str:
    name = account.name.rpartition("/")[2]
    return rng.choice(
        (
            f"https://t.me/+{name}",
            f"https://t.me/joinchat/{name}",
            f"https://t.me/{name}/1",
            f"https://t.me/share/{name}",
            f"tg://join?invite={name}",
            f"https://discord.gg/{name}{rng.choice(ascii_letters)}",
            f"https://discord.com/channels/{name}",
            f"https://wa.me/{name}",
            f"https://t.me/addstickers/{name}",
            f"https://t.me/{name}bot?start={name}",
            f"https://t.me/proxy?server={name}",
        )
    )


def _other_form(rng: Random, account: Account) -> str:
    name = account.name.rpartition("/")[2]
    forms = (
        f"youtube.com/{name}",
        f"youtube.com/@{name}x",
        f"youtube.com/user/{name}",
        f"youtu.be/{name}",
        f"youtube.com/watch?v={name}",
        f"facebook.com/groups/{name}",
        f"facebook.com/people/{name}/1",
        f"facebook.com/{name}/posts/1",
        f"facebook.com/events/{name}",
        f"instagram.com/p/{name}",
        f"instagram.com/stories/{name}/1",
        f"x.com/{name}/status/1",
        f"x.com/i/{name}",
        f"x.com/search?q={name}",
        f"twitter.com/intent/user?screen_name={name}",
        f"reddit.com/r/{name}",
        f"reddit.com/user/{name}",
        f"line.me/R/ti/p/{name}",
        f"linkedin.com/in/{name}",
        f"weibo.com/{name}",
        f"medium.com/@{name}",
        f"tiktok.com/@{name}",
        f"threads.net/@{name}",
    )
    return f"https://{rng.choice(forms)}"


def _on_false_host(rng: Random, account: Account) -> str:
    name = account.name.rpartition("/")[2]
    host = _on_label(rng.choice(list(EDITS.values())))(
        rng, rng.choice(handle.NETWORKS[account.network].hosts or EVIL)
    )
    return f"https://{rng.choice((host, f'{host}.evil.com', 'evil.com'))}/{name}"


ACCOUNTS: dict[str, Trick] = {
    "other-network": _other_network,
    "no-network": _no_network,
    "name-edited": _name_edited,
    "name-extended": _name_extended,
    "name-in-other-case": _name_in_other_case,
    "invitation": _as_invitation,
    "other-form": _other_form,
    "false-host": _on_false_host,
}

# -- phone numbers ----------------------------------------------------------------------------------------------------


def _digit_changed(rng: Random, phone: Phone) -> Phone:
    at = rng.randrange(len(phone.national))
    other = rng.choice([d for d in digits if d != phone.national[at]])
    return phone._replace(national=phone.national[:at] + other + phone.national[at + 1 :])


def _digits_swapped(rng: Random, phone: Phone) -> Phone:
    places = [i for i in range(len(phone.national) - 1) if phone.national[i] != phone.national[i + 1]]
    at = rng.choice(places)
    n = phone.national
    return phone._replace(national=n[:at] + n[at + 1] + n[at] + n[at + 2 :])


def _digit_dropped(rng: Random, phone: Phone) -> Phone:
    at = rng.randrange(len(phone.national))
    return phone._replace(national=phone.national[:at] + phone.national[at + 1 :])


def _digit_added(rng: Random, phone: Phone) -> Phone:
    at = rng.randrange(len(phone.national) + 1)
    return phone._replace(national=phone.national[:at] + rng.choice(digits) + phone.national[at:])


def _pairs_swapped(rng: Random, phone: Phone) -> Phone:
    n = phone.national
    size = rng.choice((2, 3))
    places = [i for i in range(len(n) - 2 * size + 1) if n[i : i + size] != n[i + size : i + 2 * size]]
    if not places:
        return _digits_swapped(rng, phone)
    at = rng.choice(places)
    return phone._replace(
        national=n[:at] + n[at + size : at + 2 * size] + n[at : at + size] + n[at + 2 * size :]
    )


def _rotated(rng: Random, phone: Phone) -> Phone:
    at = rng.randrange(1, len(phone.national))
    return phone._replace(national=phone.national[at:] + phone.national[:at])


def _two_digits_changed(rng: Random, phone: Phone) -> Phone:
    return _digit_changed(rng, _digit_changed(rng, phone))


def _other_calling_code(rng: Random, phone: Phone) -> Phone:
    return phone._replace(code=rng.choice([c for c in CALLING_CODES if c != phone.code]))


def _plus_without_code(rng: Random, phone: Phone) -> Phone:
    return phone._replace(code="", plus=rng.choice("+＋➕﹢⁺₊﬩"))


def _premium(rng: Random, phone: Phone) -> Phone:
    return phone._replace(code=rng.choice(PREMIUM))


def _last_digits_other(rng: Random, phone: Phone) -> Phone:
    count = rng.randint(2, 5)
    n = phone.national
    return phone._replace(national=n[:-count] + "".join(rng.choices(digits, k=count)))


def _with_context(rng: Random, phone: Phone) -> str:
    return rng.choice(
        (
            f"tel:{phone.national};phone-context=+{rng.choice(CALLING_CODES)}",
            f"tel:{phone.national};phone-context=evil.com",
            f"{phone};phone-context=evil.com",
        )
    )


def _letters_in_number(rng: Random, phone: Phone) -> str:
    """Letters that look like a digit and stand for another one on a keypad; at an end they would be words around."""
    text = str(phone)
    places = [i for i in range(3, len(text) - 1) if text[i] in LETTER_LIKE and text[i + 1].isdigit()]
    at = rng.choice(places) if places else 3
    return text[:at] + rng.choice(LETTER_LIKE.get(text[at], "Z")) + text[at + 1 :]


def _two_numbers(rng: Random, phone: Phone) -> str:
    other = rng.choice(("+1 844 555 0199", "844-555-0199", "+91 98765 43210", "0800 555 019"))
    both = [str(phone), other]
    rng.shuffle(both)
    return rng.choice((" / ", ", ", " or ", ";", " ", "\n", "|", " (", "-")).join(both)


def _diverting(rng: Random, phone: Phone) -> str:
    start = rng.choice(("*21*", "**21*", "*72", "*31#", "##002#", "*67*", "**04*"))
    return f"{start}{rng.choice(('', '+'))}{phone.code}{phone.national}{rng.choice(('#', '*11#', '', '##'))}"


def _as_messenger(rng: Random, phone: Phone) -> str:
    number = f"{phone.code}{phone.national}"
    return rng.choice(
        (
            f"https://wa.me/{number}",
            f"whatsapp:+{number}",
            f"WhatsApp {phone}",
            f"{phone} (WhatsApp)",
            f"whatsapp://send?phone={number}",
            f"https://api.whatsapp.com/send?phone={number}",
            f"https://t.me/+{number}",
            f"telegram:+{number}",
            f"line:{number}",
            f"wechat:{number}",
            f"https://signal.me/#p/+{number}",
            f"viber://chat?number=%2B{number}",
            f"skype:+{number}?call",
            f"QQ:{number}",
            f"weibo:{number}",
            f"facetime:+{number}",
            f"tel:+{number} (WhatsApp)",
            f"QQ {number}",
            f"Viber {phone}",
            f"Telegram {phone}",
            f"微信 {number}",
        )
    )


def _as_host(rng: Random, phone: Phone) -> str:
    number = rng.choice((phone.code + phone.national, f"{phone.code}-{phone.national}", phone.national))
    return rng.choice(
        (
            f"{number}.com",
            f"visit {number}.com",
            f"({phone.code}) {phone.national}.com",
            f"https://{number}.net/",
            f"{phone}@evil.com",
            f"{number}@sip.evil.com",
            f"sip:{number}@evil.com",
            f"www.{number}.app",
            f"evil.com {phone}",
            f"https://evil.com/{number}",
            f"{number}.com/+{number}",
            f"tel:evil.com/{number}",
        )
    )


def _reordered(rng: Random, phone: Phone) -> str:
    """Marks, letters and digits that make a screen show the groups from right to left."""
    text = str(phone)
    at = rng.randrange(len(text))
    grouped = str(phone._replace(groups=rng.choice(((3, 3), (2, 4), (4, 3))), separator=" "))
    return rng.choice(
        (
            text[:at] + rng.choice(REORDERING) + text[at:],
            text[:at] + rng.choice(REORDERING) + text[at:],
            grouped.translate(ARABIC),
            f"טלפון {grouped}",
        )
    )


PHONES: dict[str, Trick] = {
    "digit-changed": _digit_changed,
    "digits-swapped": _digits_swapped,
    "digit-dropped": _digit_dropped,
    "digit-added": _digit_added,
    "pairs-swapped": _pairs_swapped,
    "digits-rotated": _rotated,
    "two-digits-changed": _two_digits_changed,
    "other-calling-code": _other_calling_code,
    "plus-without-code": _plus_without_code,
    "premium-prefix": _premium,
    "last-digits-other": _last_digits_other,
    "phone-context": _with_context,
    "letters-in-number": _letters_in_number,
    "two-numbers": _two_numbers,
    "diverting-code": _diverting,
    "messenger": _as_messenger,
    "number-as-host": _as_host,
    "shown-in-other-order": _reordered,
}

TRICKS: dict[type[Shape], dict[str, Trick]] = {Link: LINKS, Mail: MAILS, Account: ACCOUNTS, Phone: PHONES}
SEPARATORS = ("", " ", "-", ".", " - ", "\u00a0", "–")


def targets(index: Index) -> Iterator[Target]:
    """Every official contact of the registry, and the home page of every domain that may make one official."""
    for summary in index.summaries():
        platform = index.platform(summary.id)
        assert platform
        for channel in platform["channels"]:
            if channel["contact"] and channel["trust"] == "official" and not channel["withdrawn"]:
                region = channel["phone"]["region"] if "phone" in channel else None
                for shape in _shapes(channel):
                    yield Target(shape, region, platform["id"])
        for domain in platform["domains"]:
            if domain["rooted"] and not domain["former"]:
                yield Target(Link(domain["domain"]), None, platform["id"])


def _shapes(channel: Any) -> Iterator[Shape]:
    contact = channel["contact"]
    match channel["contact_kind"]:
        case "phone":
            code = str(channel["phone"]["calling_code"])
            yield Phone(code, contact.removeprefix(f"+{code}"))
        case "email":
            local, _, host = contact.partition("@")
            yield Mail(local, host)
        case "handle":
            network, _, name = contact.partition(":")
            yield Account(network, name)
            if channel["link"]:
                yield _link(channel["link"])
        case "url":
            yield _link(contact)


def _link(url: str) -> Link:
    parts = urlsplit(url)
    return Link(parts.netloc, parts.path, parts.query)


def mutation(rng: Random, target: Target, first: str, more: int) -> str:
    """The target after the trick named `first` and up to `more` others, in any order."""
    tricks = TRICKS[type(target.shape)]
    chosen = [tricks[first], *rng.sample(list(tricks.values()), more)]
    rng.shuffle(chosen)
    return mutated(rng, dressed(rng, target.shape), chosen)


def mutated(rng: Random, shape: Shape, chosen: list[Trick]) -> str:
    """The shape after these tricks; one that gives a text is the last."""
    made: Shape | str = shape
    for trick in sorted(chosen, key=lambda trick: trick in TEXTUAL):
        if isinstance(made, str):
            break
        made = trick(rng, made)
    return str(made)


def dressed(rng: Random, shape: Shape) -> Shape:
    """The same contact in another plain writing, so that tricks meet every layout."""
    if isinstance(shape, Phone):
        groups = rng.choice(((), (3, 3), (2, 4), (4, 3), (3,)))
        plain = shape._replace(groups=groups, separator=rng.choice(SEPARATORS))
        return plain if rng.random() < 0.7 else plain._replace(plus=rng.choice(("", "tel:+", "00")))
    if isinstance(shape, Link) and rng.random() < 0.3:
        return shape._replace(scheme=rng.choice(("", "HTTPS://", "//", "")))
    return shape


TEXTUAL: frozenset[Trick] = frozenset(
    (
        *(_backslashed, _slashed, _split_by_blank, _invisible_in_link, _garbage_behind, _in_other_words),
        *(_local_quoted, _two_addresses, _named_as_another, _more_recipients, _host_of_address_escaped),
        *(_no_network, _as_invitation, _other_form, _on_false_host),
        *(_with_context, _letters_in_number, _two_numbers, _diverting, _as_messenger, _as_host, _reordered),
    )
)
