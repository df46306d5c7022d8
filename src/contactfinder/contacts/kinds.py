"""The words of this package: what a contact is, and what reading a claim gives."""

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """The four kinds of contact."""

    PHONE = "phone"
    URL = "url"
    EMAIL = "email"
    HANDLE = "handle"


class Contact(NamedTuple):
    """A contact in canonical form: +18889087930, https://…, name@domain, x:coinbasesupport."""

    kind: Kind
    value: str


class Sign(StrEnum):
    """What is odd about the way a contact was written."""

    INVISIBLE = "invisible-characters"
    DEFANGED = "defanged"
    HOSTILE = "parsers-disagree"  # browsers and simpler readers would go to different hosts
    DISGUISED = "disguised-letters"  # framed, full-width or foreign letters that browsers read as plain ones
    USER_INFO = "user-info"  # a name before @ that looks like the host but is not
    UNUSUAL_PORT = "unusual-port"
    NOT_ENCRYPTED = "not-encrypted"
    IP_ADDRESS = "ip-address"
    PUNYCODE = "punycode"
    MIXED_SCRIPTS = "mixed-scripts"  # in one name, such as Latin with Cyrillic
    REDIRECTOR = "redirector"  # another address or number inside, a short link, a copy
    WHATSAPP = (
        "whatsapp"  # the number of an account there, which proves nothing of a phone line and the reverse
    )
    OTHER_SERVICE = "other-service"  # words beside a number call it an account or an id of another service
    EXTENSION = "extension"
    VANITY = "vanity-letters"
    LOOKALIKE_DIGITS = "letters-as-digits"
    NOT_ASSIGNED = "not-assigned"  # possible by its length, but in no assigned range


class Reading(NamedTuple):
    """One contact a claim can mean, and how it was read: a region code, `international`, `profile-link`, …"""

    contact: Contact
    how: str


class Claim(NamedTuple):
    """A text that somebody says is a support contact, with every plausible reading, the likeliest first."""

    text: str
    kind: Kind
    readings: tuple[Reading, ...]
    signs: tuple[Sign, ...] = ()
    digits: str = ""  # a phone number's digits as written, for comparing national numbers
    seems: str = ""  # the host a careless reader would take a hostile link for
