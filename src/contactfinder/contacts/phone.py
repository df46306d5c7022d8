"""Phone numbers in any usual writing, read as E.164 under every plausible region."""

import re
from collections.abc import Callable, Iterator
from unicodedata import category, normalize, numeric
from urllib.parse import unquote

from contactfinder.contacts.kinds import Claim, Contact, Kind, Reading, Sign
from contactfinder.errors import UnreadableContact

MAX_LENGTH = 60  # phonenumbers is exponential in hostile parameters; no honest number is longer
MAX_TEXT = 240  # with words and parameters around it
ALWAYS_TRIED = ("US",)  # most impostor numbers are North American, wherever the user lives
MIN_DIGITS, MAX_DIGITS = 5, 18  # ITU-T E.164 allows 15; three more for an international prefix
NANP_DIGITS = 10  # North American numbers; letters beyond them are dialled for nothing

_E164 = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)
_HOST = re.compile(  # 8889087930.com, 1.2.3.4:443
    r"(?:[^\s()+]*\.(?:[a-z]{2,63}|xn--[a-z0-9-]+)\.?|\d{1,3}(?:\.\d{1,3}){3})(?:[:/?#].*)?",
    re.IGNORECASE | re.DOTALL,
)
_DIALLED_OUT = re.compile(r"00|011")
_EXTENSION = re.compile(
    r"(?:(?<![a-z])(?:extension|extn|ext|x)\.?|#|分机|轉|转)\s*:?\s*\d{1,6}\s*$", re.IGNORECASE
)
_PARAMETERS = re.compile(r"(?:;[a-z][a-z0-9-]*(?:=[^;\s]*)?)+\s*$", re.IGNORECASE)  # RFC 3966
_SERVICE_CODE = re.compile(r"[*#]+\d[\d*#]*#")  # *21*5551234# diverts calls
_OTHER_CONTACT = re.compile(  # beside the number: then which one is meant?
    r"@\s*[^\W\d_]|[^\W\d_]\.[^\W\d_]{2}|[a-z]:[a-z]|://", re.IGNORECASE
)
_VANITY = re.compile(r"\+?[\d\s().-]{3,14}[A-Z][A-Z\d\s().-]{2,14}", re.IGNORECASE | re.ASCII)
_WORDS_AROUND = re.compile(r"^[^\d+]+|\D+$")
_COUNTS = range(51)  # circled numbers go to 50
_KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_LOOKALIKES = str.maketrans("OoIl|", "00111")
_LINK = re.compile(
    r"https?://(?:wa\.me/|(?:api|web)\.whatsapp\.com/send/?\?phone=)(?:\+|%2B)?(\d{7,15})/?(?:[?&](?!.*phone=).*)?"
)
_APP_LINK = re.compile(r"//send/?\?phone=([^&#=]*)(?:&(?!.*phone=).*)?")

Known = Callable[[str], bool]


def looks_like(text: str) -> bool:
    """Whether the text is laid out as a phone number: digits and no letters, or letters to dial."""
    if len(text) > MAX_TEXT:
        return False
    plain = _without_extension(_plain(text))
    if _HOST.fullmatch(plain) or plain.startswith("//") or "@" in plain or "\\" in plain:
        return False
    if has_digits(plain) and not _has_letters(plain.translate(_LOOKALIKES)):
        return True
    return bool(_VANITY.fullmatch(plain) and sum(c.isdigit() for c in plain) >= 3)


def has_digits(text: str) -> bool:
    """Whether the text has enough digits, of any script, for a phone number."""
    return sum(c.isdigit() for c in normalize("NFKC", text)) >= MIN_DIGITS


def in_link(url: str) -> str | None:
    """The international number inside a WhatsApp link, which names an account by its phone number."""
    match = _LINK.fullmatch(url)
    return f"+{match[1]}" if match else None


def in_address(text: str) -> str:
    """The number in what follows tel:, sms: or whatsapp:, without a text to send."""
    if match := _APP_LINK.fullmatch(text):
        return f"+{unquote(match[1]).strip('+ ')}"
    return unquote(text.partition("?")[0])


def parse(text: str, regions: tuple[str, ...], known: Known = lambda _: False) -> Claim:
    """Every number `text` can mean: as written internationally, as dialled in each region, then the rest.

    `known` says of an E.164 number that it needs no check against the numbering plans (slow to load).
    Raises UnreadableContact for texts that hold no possible number.
    """
    written, signs = _written(text)
    if _E164.fullmatch(written) and known(written):
        contact = Contact(Kind.PHONE, written)
        return Claim(text, Kind.PHONE, (Reading(contact, "international"),), signs, written[1:])
    digits = "".join(c for c in written if c.isdigit())
    if not MIN_DIGITS <= len(digits) <= MAX_DIGITS:
        raise UnreadableContact("phone-length", text=text.strip())
    readings = tuple(_readings(re.sub(r"^[^\d+]+", "", written), digits, regions))
    if not readings:
        raise UnreadableContact("phone-impossible", text=text.strip())
    if readings[0].how == Sign.NOT_ASSIGNED:
        signs = (*signs, Sign.NOT_ASSIGNED)
    return Claim(text, Kind.PHONE, readings, signs, digits)


def _written(text: str) -> tuple[str, tuple[Sign, ...]]:
    """The number as somebody would dial it, and what is odd about its writing."""
    if len(text) > MAX_TEXT:
        raise UnreadableContact("phone-length", text=text[:MAX_LENGTH])
    plain = _plain(text)
    if "phone-context" in plain.lower():
        raise UnreadableContact("phone-context")
    number = _PARAMETERS.sub("", plain)
    if len(number) > MAX_LENGTH:
        raise UnreadableContact("phone-length", text=number[:MAX_LENGTH])
    if _SERVICE_CODE.fullmatch(number) or _OTHER_CONTACT.search(number):
        raise UnreadableContact("phone-impossible", text=number)
    short = _without_extension(number)
    extended = short != number or ";ext=" in plain[len(number) :].lower()
    dialled, letters = _dialled(short)
    return dialled, (Sign.EXTENSION,) * extended + letters


def _dialled(text: str) -> tuple[str, tuple[Sign, ...]]:
    """Digits in place of letters; words before and behind the number are no part of it."""
    if _has_letters(text.translate(_LOOKALIKES)):
        if _VANITY.fullmatch(text):
            return _spelled(text), (Sign.VANITY,)
        text = _WORDS_AROUND.sub("", text)
    if not _has_letters(text):
        return text, ()
    text = text.translate(_LOOKALIKES)
    if _has_letters(text):
        raise UnreadableContact("phone-impossible", text=text)
    return text, (Sign.LOOKALIKE_DIGITS,)


def _spelled(text: str) -> str:
    """Keypad digits. Letters beyond a North American number are dialled for nothing; digits are not."""
    keys = [c for c in text.upper() if c.isalnum()]
    digits = "".join(keys).translate(_KEYPAD)
    if text.startswith("+") and not digits.startswith("1"):
        return f"+{digits}"
    length = NANP_DIGITS + digits.startswith("1")
    if any(c.isdigit() for c in keys[length:]):
        raise UnreadableContact("phone-length", text=text)
    return "+" * text.startswith("+") + digits[:length]


def _plain(text: str) -> str:
    """ASCII digits for digits of any script, width or frame; no keycap frames; one kind of plus."""
    folded = normalize("NFKC", text.replace("\u20e3", "").replace("\ufe0f", "").replace("➕", "+"))
    return "".join(map(_digits_of, folded)).strip()


def _digits_of(c: str) -> str:
    value = numeric(c, -1)
    return str(int(value)) if value in _COUNTS else c


def _without_extension(plain: str) -> str:
    short = _EXTENSION.sub("", plain)
    return short if has_digits(short) else plain


def _has_letters(text: str) -> bool:
    return any(category(c) in ("Lu", "Ll", "Lt", "Lo") for c in text)  # a Japanese ー is a dash here


def _readings(written: str, digits: str, regions: tuple[str, ...]) -> Iterator[Reading]:
    """Valid numbers only, each once; when there is none, the first that is possible by its length."""
    found: dict[str, str] = {}
    doubtful: list[str] = []
    for number, region in _guesses(written, digits, regions):
        read = _number(number, region)
        if read and read[1]:
            found.setdefault(read[0], region or "international")
            if written.startswith("+") and region is None:
                break  # a good international writing means nothing else
        elif read and (region is None or not written.startswith("+")):
            doubtful.append(read[0])
    for e164, how in found.items():
        yield Reading(Contact(Kind.PHONE, e164), how)
    if not found and doubtful:
        yield Reading(Contact(Kind.PHONE, doubtful[0]), Sign.NOT_ASSIGNED.value)


def _guesses(written: str, digits: str, regions: tuple[str, ...]) -> Iterator[tuple[str, str | None]]:
    if written.startswith("+"):
        yield f"+{digits}", None
        if "(0)" in written:  # +34 (0)91…: the 0 of other countries, where this one has none
            yield "+" + "".join(c for c in written.replace("(0)", "") if c.isdigit()), None
    for region in dict.fromkeys((*regions, *ALWAYS_TRIED)):
        yield digits, region
    if prefix := _DIALLED_OUT.match(digits):
        yield f"+{digits[prefix.end() :]}", None
    if not written.startswith("+"):
        yield f"+{digits}", None


def _number(text: str, region: str | None) -> tuple[str, bool] | None:
    """E.164 and whether it lies in an assigned range; None when no such number can exist."""
    import phonenumbers

    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None  # also what can be dialled only in one town
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return e164, phonenumbers.is_valid_number(number)
