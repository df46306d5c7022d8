"""What a user says that he tried: kinds of channel, networks, or the contacts themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from contactfinder.errors import UnreadableContact, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

KINDS = ("phone", "email", "ticket", "chat", "in-app", "help-centre", "social")
NETWORKS = (
    "x",
    "telegram",
    "discord",
    "reddit",
    "facebook",
    "instagram",
    "whatsapp",
    "line",
    "kakaotalk",
    "wechat",
    "weibo",
    "youtube",
    "linkedin",
)
_WORDS = {  # other words for them
    **dict.fromkeys(("call", "hotline", "telephone", "电话", "热线"), "phone"),
    **dict.fromkeys(("e-mail", "mail", "邮件", "邮箱"), "email"),
    **dict.fromkeys(("form", "request", "工单"), "ticket"),
    **dict.fromkeys(("live-chat", "livechat", "在线客服", "聊天"), "chat"),
    **dict.fromkeys(("app", "应用内"), "in-app"),
    **dict.fromkeys(("help", "help-center", "帮助中心"), "help-centre"),
    **dict.fromkeys(("twitter", "推特"), "x"),
    "微信": "wechat",
    "微博": "weibo",
}


class Tried(NamedTuple):
    """What was tried: kinds and networks by their codes, contacts as the user wrote them and in canonical form."""

    kinds: frozenset[str] = frozenset()
    claims: tuple[str, ...] = ()
    contacts: frozenset[str] = frozenset()

    @property
    def names(self) -> frozenset[str]:
        """Everything by which a channel can have been meant."""
        return self.kinds | self.contacts


def channel_of(text: str) -> str | None:
    """The code of a kind of channel or a network, by any of its words; None for anything else."""
    word = normalize("NFKC", text).strip().lower()
    code = _WORDS.get(word, word)
    return code if code in KINDS or code in NETWORKS else None


def tried_of(texts: Iterable[str], country: str | None) -> Tried:
    """Read what was tried; numbers without country code as dialled in `country`. Raises UsageError for what is none of these."""
    kinds: set[str] = set()
    claims: list[str] = []
    contacts: set[str] = set()
    for text in texts:
        if code := channel_of(text):
            kinds.add(code)
        else:
            claims.append(text)
            contacts |= _readings(text, country)
    return Tried(frozenset(kinds), tuple(claims), frozenset(contacts))


def _readings(text: str, country: str | None) -> set[str]:
    from contactfinder.contacts import parse

    try:
        readings = parse(text, (country,) if country else ()).readings
    except UnreadableContact:
        raise UsageError("bad-channel", value=text, names=", ".join(KINDS)) from None
    return {reading.contact.value for reading in readings}
