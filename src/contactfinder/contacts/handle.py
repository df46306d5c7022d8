"""Handles: accounts on social networks, in one canonical form each: x:coinbasesupport."""

import re
from typing import NamedTuple
from urllib.parse import unquote

from contactfinder.contacts.kinds import Claim, Contact, Kind, Reading
from contactfinder.contacts.patterns import pattern
from contactfinder.contacts.web import locate
from contactfinder.errors import UnreadableContact


class Network(NamedTuple):
    """One network: its hosts, how an account stands in a link, how it is written, whether case matters."""

    hosts: tuple[str, ...]
    path: str
    name: str
    link: str
    case_matters: bool = False


def _mobile(*hosts: str) -> tuple[str, ...]:
    return tuple(f"{kind}.{host}" for host in hosts for kind in ("m", "mobile"))


# Path patterns come from the networks' own link formats. What they do not match is read as a plain link.
NETWORKS: dict[str, Network] = {
    "x": Network(
        ("x.com", "twitter.com", *_mobile("x.com", "twitter.com")),
        r"/@?(\w{1,15})",
        r"\w{1,15}",
        "https://x.com/{}",
    ),
    "telegram": Network(
        ("t.me", "telegram.me", "telegram.dog"),
        r"/(?:s/)?((?:\+|joinchat/)[\w-]+|[A-Za-z]\w{3,31})",
        r"\+[\w-]+|[a-z]\w{3,31}",
        "https://t.me/{}",
    ),
    "discord": Network(
        ("discord.gg", "discord.com", "discordapp.com"),
        r"/invite/([\w-]{2,32})",
        r"[\w-]{2,32}",
        "https://discord.gg/{}",
        case_matters=True,
    ),
    "reddit": Network(
        tuple(f"{kind}reddit.com" for kind in ("", "old.", "new.", "m.", "np.", "i.")),
        r"/((?:r|u|user)/[\w-]{2,24})",
        r"(?:r|u)/[\w-]{2,24}",
        "https://www.reddit.com/{}",
    ),
    "facebook": Network(
        (
            "facebook.com",
            "fb.com",
            "fb.me",
            "m.me",
            "web.facebook.com",
            "mbasic.facebook.com",
            *_mobile("facebook.com"),
        ),
        r"/(profile\.php\?id=\d+|(?:groups/|(?:pages|people)/[\w.-]+/)?[\w.-]+)",
        r"profile\.php\?id=\d+|(?:groups/|(?:pages|people)/[\w.-]+/)?[\w.-]{2,75}",
        "https://www.facebook.com/{}",
    ),
    "instagram": Network(
        ("instagram.com",), r"/([\w.]{1,30})", r"[\w.]{1,30}", "https://www.instagram.com/{}"
    ),
    "youtube": Network(
        ("youtube.com", "m.youtube.com"),
        r"/(@[\w.-]{3,30}|channel/UC[\w-]{22}|c/[\w.-]+|user/\w+)"
        r"(?:/(?:featured|videos|shorts|streams|playlists|community|about))?",
        r"[\w.-]{3,30}|channel/UC[\w-]{22}|c/[\w.-]+|user/\w+",
        "https://www.youtube.com/{}",
        case_matters=True,
    ),
    "linkedin": Network(
        ("linkedin.com",),
        r"/((?:company|in|school|showcase)/[\w-]+)",
        r"(?:company|in|school|showcase)/[\w-]{2,100}",
        "https://www.linkedin.com/{}",
    ),
    "line": Network(  # @name is a business, name a person
        ("line.me",),
        r"/(?:R/)?ti/p/((?:@|%40|~)[\w.-]{2,30})",
        r"@?[\w.-]{2,30}",
        "https://line.me/R/ti/p/{}",
    ),
    "kakaotalk": Network(
        ("pf.kakao.com", "open.kakao.com"),
        r"/([\w-]+)",
        r"(?:o/)?[\w-]+",
        "https://pf.kakao.com/{}",
        case_matters=True,
    ),
    "wechat": Network((), "", r"[a-z][\w-]{5,19}|[\w一-鿿-]{2,30}", "{}"),
    "weibo": Network(
        ("weibo.com", "m.weibo.cn"),
        r"/((?:u/|n/)?[\w%-]+)",
        r"(?:u/|n/)?[\w一-鿿-]{2,30}",
        "https://weibo.com/{}",
    ),
    "whatsapp": Network(("wa.me",), r"/\+?(\d{7,15})", r"\d{7,15}", "https://wa.me/{}"),
}
# Hosts on which an account stands differently than on the others of its network.
_PATHS = {"discord.gg": r"/(?:invite/)?([\w-]{2,32})", "open.kakao.com": r"/(o/[\w-]+)", "m.me": r"/([\w.]+)"}
# en-gb.facebook.com, uk.linkedin.com
_LOCAL_HOST = pattern(r"^(?:www|[a-z]{2}-[a-z]{2}(?=\.facebook\.com$)|[a-z]{2}(?=\.linkedin\.com$))\.")
_TELEGRAM_APP = pattern(r"^//resolve/?\?domain=(?=\w+$)", re.ASCII)  # tg://resolve?domain=…
_SPOKEN = {"twitter": "x", "tg": "telegram", "fb": "facebook", "ig": "instagram", "yt": "youtube"}
_HOSTS = {host: name for name, network in NETWORKS.items() for host in network.hosts}
_BY_AT = tuple(name for name in NETWORKS if name != "whatsapp")  # whose accounts are phone numbers
_RESERVED = frozenset(  # pages of a network, not accounts
    """
    home search explore intent share hashtag i settings login signup about help privacy tos messages
    notifications watch results feed sharer dialog policies legal channels addstickers proxy s
    socks joinchat invite groups profile.php l.php login.php sharer.php
    """.split()  # noqa: SIM905
)
_BARE_HANDLE = pattern(r"@?[\w.-]{2,64}")
_SMALL = {ord(c): c.lower() for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}  # lower() would make a Kelvin sign a k
_ASCII_ESCAPE = pattern(r"%[0-7]")


def network_named(name: str) -> str | None:
    """The network a prefix names: x, twitter, tg, …"""
    name = _SPOKEN.get(name, name)
    return name if name in NETWORKS else None


def parse_named(text: str, network: str | None) -> Claim:
    """Read a handle on a named network, or on none: then it can be an account on any of them.

    Raises UnreadableContact when no network would accept the name.
    """
    name = _TELEGRAM_APP.sub("", text.strip()) if network == "telegram" else text.strip()
    name = name.removeprefix("//").strip().replace("＠", "@")
    readings = tuple(
        Reading(Contact(Kind.HANDLE, f"{n}:{canonical(n, name)}"), n if network else "any-network")
        for n in ([network] if network else _BY_AT)
        if is_name(n, name)
    )
    if not readings or not (network or _BARE_HANDLE.fullmatch(name)):
        raise UnreadableContact("handle-unreadable", text=text)
    return Claim(text, Kind.HANDLE, readings)


def is_name(network: str, name: str) -> bool:
    """Whether the network would accept this as an account's name."""
    return bool(re.fullmatch(NETWORKS[network].name, canonical(network, name), re.IGNORECASE | re.ASCII))


def canonical(network: str, name: str) -> str:
    """The name as the network compares it: one prefix, no idle @, lower case where case does not matter."""
    name = name.strip().rstrip("/").replace("%40", "@")
    name = name if network == "line" else name.lstrip("@")
    small = name.translate(_SMALL)
    match network:
        case "line":
            return small.removeprefix("~")
        case "reddit":
            return re.sub(r"^/?user/", "u/", small.removeprefix("/"))
        case "telegram":  # invitations are codes
            return re.sub(r"^joinchat/", "+", name) if small.startswith(("+", "joinchat/")) else small
        case "youtube":
            return name if "/" in name else small
        case "weibo" if small.isdigit():
            return f"u/{small}"
        case "weibo" if not small.isascii() and "/" not in small:
            return f"n/{small}"
        case "whatsapp":
            return name.removeprefix("+")
    return name if NETWORKS[network].case_matters else small


def from_url(url: str) -> Contact | None:
    """The account a profile link leads to, or None when the link is no profile."""
    where = locate(url)
    host = _LOCAL_HOST.sub("", where.host)
    network = _HOSTS.get(host)
    if network is None or where.scheme not in ("http", "https") or where.port or where.user_info:
        return None
    path = _PATHS.get(host, NETWORKS[network].path)
    match = re.match(path + r"/?(?:$|\?)", where.path + where.query, re.ASCII)
    name = _decoded(match[1]) if match else ""
    if name.lower() in _RESERVED or not is_name(network, name):
        return None
    return Contact(Kind.HANDLE, f"{network}:{canonical(network, name)}")


def _decoded(name: str) -> str:
    # Networks read escaped letters of other scripts; who escapes a plain letter has something to hide.
    return name if _ASCII_ESCAPE.search(name) else unquote(name)


def link(handle: str) -> str | None:
    """The profile link of a canonical handle, or None for a network without links."""
    network, _, name = handle.partition(":")
    match network:
        case "wechat":
            return None
        case "youtube" if "/" not in name:
            name = f"@{name}"
        case "line" if not name.startswith("@"):
            name = f"~{name}"
        case "kakaotalk" if name.startswith("o/"):
            return f"https://open.kakao.com/{name}"
    return NETWORKS[network].link.format(name)
