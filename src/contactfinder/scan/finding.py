"""The words of this package: a finding, how it was disguised, and what stands around it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from contactfinder.contacts import Contact, Kind
    from contactfinder.registry.record import PlatformRecord
    from contactfinder.verify import Verdict


class Disguise(StrEnum):
    """How a contact is written so that filters miss it and people do not."""

    OTHER_DIGITS = "other-digits"  # mathematical, circled, full-width, of another script
    SPELLED_DIGITS = "spelled-digits"  # eight eight eight, 八八八
    LETTERS_AS_DIGITS = "letters-as-digits"  # 8OO
    VANITY = "vanity-letters"  # 1-800-COINBASE
    SYMBOLS = "symbols-between"  # 1✦833✦326✦6631
    SPACED = "digits-apart"  # 1 8 3 3 3 2 6
    WRONG_GROUPS = "wrong-grouping"  # 1833-32-66-631
    INVISIBLE = "invisible-characters"
    JUNK_PREFIX = "junk-prefix"  # ++1, +1-1-
    NO_COUNTRY_CODE = "no-country-code"  # a plus, and then a number as it is dialled at home
    GLUED = "glued-to-words"  # number+1833…, …6631Will
    REPEATED = "repeated"  # twice in a row
    MARKUP = "markup-inside"  # tags or entities in the middle of it
    DEFANGED = "defanged"  # hxxps://, [.]
    SPELLED_SIGNS = "spelled-signs"  # name at domain dot com, 888 dash 555
    OTHER_LETTERS = "other-letters"  # 𝓬oinbase, cоinbase
    PARTED = "parted"  # blanks inside an address


class Signal(StrEnum):
    """What the words around a contact do."""

    CALL = "call"  # call, dial, reach us at
    SUPPORT = "support"  # customer service, help desk
    URGENCY = "urgency"  # now, before your account is closed
    TROUBLE = "trouble"  # locked, stolen, refund, missing deposit
    CRYPTO = "crypto"  # coins, wallets, exchanges
    SECRETS = "secret-request"  # asks for a seed phrase, password or code
    REMOTE_ACCESS = "remote-access"  # asks to install AnyDesk
    PAYMENT = "payment-request"  # asks for coins, gift cards, a fee
    PHONE_SIGN = "phone-sign"  # ☎ 📞


class Cue(NamedTuple):
    """A signal, and where it stands: characters of the input."""

    signal: Signal
    start: int
    end: int


class Brand(NamedTuple):
    """The platform that a contact is said to belong to, by the nearest name, and where the name stands."""

    platform: PlatformRecord
    start: int
    end: int


class Excerpt(NamedTuple):
    """The line around a finding as people read it, and where the contact stands in it."""

    text: str
    start: int
    end: int


class Finding(NamedTuple):
    """A contact in a text. `start` and `end` count characters of the input; line and column begin at 1."""

    start: int
    end: int
    line: int
    column: int
    raw: str  # the characters of the input
    kind: Kind
    contact: Contact
    disguise: tuple[Disguise, ...]
    verdict: Verdict
    claimed_for: Brand | None
    signals: tuple[Cue, ...]
    excerpt: Excerpt
    part: str = ""  # the field, header or attachment in which it stands
