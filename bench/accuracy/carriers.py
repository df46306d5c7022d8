"""Numbers of many countries, and sentences in three languages that give a contact; the same seed gives the same ones.

The numbers are drawn from the numbering plans: somebody may own them, and nobody is accused by their standing here.
"""

from random import Random
from typing import NamedTuple

import phonenumbers

SEED = 1
CHINESE_MOBILE = 11  # digits
FREE_AREAS = ("800", "833", "844", "855", "866", "877", "888")


def words(text: str) -> list[str]:
    """What has no blanks inside."""
    return text.split()


class Number(NamedTuple):
    """A number: E.164, and its digits in the groups in which they are written abroad and at home."""

    e164: str
    region: str
    groups: tuple[str, ...]  # the first one is the country code
    home: str

    @property
    def digits(self) -> str:
        """With the country code."""
        return "".join(self.groups)

    @property
    def plus(self) -> str:
        """What stands before the country code: Americans leave it out."""
        return "" if self.groups[0] == "1" else "+"

    @property
    def lead(self) -> str:
        """The same before digits in one row: those of an American city may also be a Chinese mobile phone's."""
        if self.plus or self.groups[1] in FREE_AREAS or len(self.digits) != CHINESE_MOBILE:
            return self.plus
        return "+" if phonenumbers.is_valid_number(phonenumbers.parse(f"+86{self.digits}")) else ""


class Expected(NamedTuple):
    """A contact that ought to be found."""

    kind: str
    contact: str


class Case(NamedTuple):
    """A text, and the contacts that somebody gives in it."""

    style: str
    text: str
    expect: tuple[Expected, ...]


# -- numbers

TOLL_FREE, LANDLINE, MOBILE = (
    phonenumbers.PhoneNumberType.TOLL_FREE,
    phonenumbers.PhoneNumberType.FIXED_LINE,
    phonenumbers.PhoneNumberType.MOBILE,
)
AMERICAN_AREAS = words(
    "800 833 844 855 866 877 888 206 209 213 305 312 404 415 512 646 702 713 805 808 818 917 972"
)
ABROAD = (
    *[
        ("GB", LANDLINE),
        ("GB", TOLL_FREE),
        ("GB", MOBILE),
        ("IN", MOBILE),
        ("IN", TOLL_FREE),
        ("AU", TOLL_FREE),
    ],
    *[
        ("AU", LANDLINE),
        ("DE", LANDLINE),
        ("ES", LANDLINE),
        ("FR", LANDLINE),
        ("CN", MOBILE),
        ("HK", LANDLINE),
    ],
    *[("SG", MOBILE), ("BR", MOBILE), ("MX", LANDLINE), ("NG", MOBILE), ("ZA", MOBILE), ("PH", MOBILE)],
)
VANITY_WORDS = words(
    "SUPPORT RECOVER BITCOIN WALLETS REFUNDS TROUBLE PAYMENT ACCOUNT COINBASE ETHEREUM KRAKENS METAMASK"
)
KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
LEFT_ALONE = 4  # digits of an example that tell which kind of number it is


def number_of(e164: str) -> Number:
    """A number from its E.164 form."""
    parsed = phonenumbers.parse(e164)
    formats = phonenumbers.PhoneNumberFormat
    abroad = phonenumbers.format_number(parsed, formats.INTERNATIONAL)
    home = phonenumbers.format_number(parsed, formats.NATIONAL)
    groups = "".join(c if c.isdigit() else " " for c in abroad).split()
    return Number(e164, phonenumbers.region_code_for_number(parsed) or "", tuple(groups), home)


def american(dice: Random) -> Number:
    """A free line or one of a city."""
    while True:
        e164 = f"+1{dice.choice(AMERICAN_AREAS)}{dice.randint(2_000_000, 9_999_999)}"
        if phonenumbers.is_valid_number(phonenumbers.parse(e164)):
            return number_of(e164)


def free_line(dice: Random) -> Number:
    """An American number that costs the caller nothing."""
    while True:
        found = american(dice)
        if found.groups[1] in FREE_AREAS:
            return found


def foreign(dice: Random) -> Number:
    """A number of one of the other countries."""
    region, kind = dice.choice(ABROAD)
    example = phonenumbers.example_number_for_type(region, kind)
    assert example is not None
    national = str(example.national_number)
    while True:
        changed = national[:LEFT_ALONE] + "".join(str(dice.randrange(10)) for _ in national[LEFT_ALONE:])
        e164 = f"+{example.country_code}{changed}"
        if phonenumbers.is_valid_number(phonenumbers.parse(e164)):
            return number_of(e164)


def anywhere(dice: Random) -> Number:
    """An American number twice as often as one of another country."""
    return american(dice) if dice.random() < 2 / 3 else foreign(dice)


def vanity(dice: Random) -> Number:
    """A free line that spells a word of the trade."""
    return number_of(f"+1{dice.choice(FREE_AREAS)}{dice.choice(VANITY_WORDS).translate(KEYPAD)[:7]}")


# -- sentences

LISTED = ("Coinbase", "Binance", "Kraken", "MetaMask", "Trust Wallet", "OKX", "Crypto.com", "Robinhood")
INVENTED = ("Zentrovault", "Coinmara", "Bitlumen", "Walletora", "Krypdesk")
ENGLISH = (
    "Call {brand} customer support at {it} to unlock your account.",
    "{brand} helpline: {it}",
    "My {brand} withdrawal was stuck until I dialed the support line, {it}, they are open 24/7.",
    "{brand} customer service number ☎ {it} (refunds and recovery)",
    "How do I talk to someone at {brand}?\nContact {it} for a live agent today",
    "** {brand} SUPPORT NUMBER ** {it} ** call now **",
)
CHINESE = (
    "{brand} 客服电话：{it}，请立即联系。",
    "账户被冻结？拨打 {brand} 官方热线 {it} 解冻",
    "{brand} 人工客服 {it} 在线，资产找回",
)
SPANISH = (
    "Llame al soporte de {brand} al {it} ahora mismo.",
    "Atención al cliente de {brand}: {it}",
    "¿Cuenta bloqueada en {brand}? Marque {it} y recupere sus fondos",
)
NAMELESS = (
    "Crypto wallet locked? Call customer support at {it} now.",
    "Recover your stolen bitcoin, helpline {it}",
    "钱包被盗？客服热线 {it} 帮您找回",
    "Recupere sus criptomonedas robadas, llame al servicio al cliente {it}",
)
AT_HOME = {
    "GB": "UK customers: call {brand} support on {it} to unlock your account.",
    "IN": "{brand} customer care India, call {it} for a refund",
    "AU": "Australia: {brand} support number {it}, call now",
    "DE": "{brand} Kundenservice Deutschland, jetzt anrufen: {it}",
    "ES": "Teléfono de atención al cliente de {brand} en España: {it}",
    "FR": "Service client {brand} en France, appelez le {it}",
    "CN": "{brand} 客服电话：{it}，请立即联系。",
    "HK": "{brand} 香港客服热线 {it}",
    "SG": "{brand} support Singapore, call {it}",
    "BR": "Atendimento {brand} Brasil, ligue {it}",
    "MX": "Soporte de {brand} en México, llame al {it}",
    "NG": "{brand} customer care Nigeria, call {it}",
    "ZA": "{brand} support South Africa, call {it}",
    "PH": "{brand} customer support Philippines, call {it}",
}


def sentence(dice: Random) -> str:
    """A sentence that gives a contact, with a listed, an invented or no brand; `{it}` stands for the contact."""
    which = dice.random()
    if which < 0.2:
        return dice.choice(NAMELESS)
    brand = dice.choice(LISTED if which < 0.7 else INVENTED)
    return dice.choice(dice.choice((ENGLISH, CHINESE, SPANISH))).replace("{brand}", brand)


def any_sentence(number: Number, dice: Random) -> str:  # noqa: ARG001  every choice takes the same two
    """A sentence that fits any number."""
    return sentence(dice)


def sentence_at_home(number: Number, dice: Random) -> str:
    """A sentence that says in which country the number is dialled."""
    return AT_HOME[number.region].replace("{brand}", dice.choice((*LISTED, *INVENTED)))
