"""Phone numbers in any usual writing, read as E.164 under every plausible region."""

import re
from collections.abc import Callable, Iterator
from unicodedata import category, name, normalize, numeric
from urllib.parse import unquote

from contactfinder.contacts.kinds import Claim, Contact, Kind, Reading, Sign
from contactfinder.contacts.onward import names_another
from contactfinder.contacts.patterns import pattern
from contactfinder.errors import UnreadableContact

MAX_LENGTH = 60  # phonenumbers is exponential in hostile parameters; no honest number is longer
MAX_TEXT = 240  # with words and parameters around it
ALWAYS_TRIED = ("US",)  # most impostor numbers are North American, wherever the user lives
MIN_DIGITS, MAX_DIGITS = 5, 18  # ITU-T E.164 allows 15; three more for an international prefix
NANP_DIGITS = 10  # North American numbers; letters beyond them are dialled for nothing

_E164 = pattern(r"\+[1-9]\d{6,14}", re.ASCII)
_HOST = pattern(  # 8889087930.com, 1.2.3.4:443
    r"(?:[^\s()+]*\.(?:[a-z]{2,63}|xn--[a-z0-9-]+)\.?|\d{1,3}(?:\.\d{1,3}){3})(?:[:/?#].*)?",
    re.IGNORECASE | re.DOTALL,
)
_DIALLED_OUT = pattern(r"00|011")
_EXTENSION = pattern(
    r"(?:(?<![a-z])(?:extension|extn|ext|x)\.?|#|分机|轉|转)\s*:?\s*\d{1,6}\s*$", re.IGNORECASE
)
_PARAMETERS = pattern(r"(?:;[a-z][a-z0-9-]*(?:=[^;\s]*)?)+\s*$", re.IGNORECASE)  # RFC 3966
_SERVICE_CODE = pattern(r"[*#]+\d[\d*#]*#")  # *21*5551234# diverts calls
_OTHER_CONTACT = pattern(  # beside the number: then which one is meant?
    r"@\s*[^\W\d_]|[^\W\d_]\.[^\W\d_]{2}|[a-z]:[a-z]|://"
    r"|(?:\d[\s().-]*){6}\d\.[^\W\d_]{2}",  # 888 908 7930.com; 1.800.FLOWERS is a number
    re.IGNORECASE,
)
_VANITY = pattern(r"\+?[\d\s().-]{3,14}[A-Z][A-Z\d\s().-]{2,14}", re.IGNORECASE | re.ASCII)
_WORDS_AROUND = pattern(r"^[^\d+]+|\D+$")
_COUNTS = range(51)  # circled numbers go to 50
_KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_LOOKALIKES = str.maketrans("OoIl|", "00111")
_LIKE_DIGITS = pattern("[|¦∣│┃❘❙⏐⎮○◯⚪⭕⚬°]")  # signs between digits that people may read as 1 or 0
_ODD_LETTERS = pattern(  # 5O8: is it a 0, or the 6 of the keypad? In FLOWERS nobody asks.
    r"(?<![A-Z])(?:[OIL]+|(?<=\d)[A-Z]?[OI][A-Z]?|[A-Z]?[OI][A-Z]?(?=\d))(?![A-Z])", re.IGNORECASE
)
_PLUS_NAMED = pattern(r"\bPLUS\b|GREEK CROSS|OPEN CENTRE CROSS|RUNIC CROSS")
_LIKE_PLUS = frozenset("\U0001029b┼┿╂╋")  # Unicode TS 39
_SPOKEN_PLUS = pattern(r"(?<![^\W\d_])plus\s*(?=\(?\d)", re.IGNORECASE)
_WITH_TEXT = {"sms", "whatsapp"}  # schemes that carry a text to send
_CALL = pattern(r"(?:\?(?:call|chat)?)?", re.IGNORECASE)  # callto:…?call
_LINK = pattern(
    r"https?://(?:wa\.me/|(?:api|web)\.whatsapp\.com/send/?\?phone=)(?:\+|%2B)?(\d{7,15})/?(?:[?&](?!.*phone=).*)?"
)
_APP_LINK = pattern(r"//send/?\?phone=([^&#=]*)(?:&(?!.*phone=).*)?")

Known = Callable[[str], bool]
Numbered = Callable[[str, str | None], tuple[str, bool] | None]  # E.164, and whether it is assigned


def is_canonical(text: str) -> bool:
    """Whether the text is a number in E.164 and nothing else, as most lists hold them: nothing to search in it."""
    return bool(_E164.fullmatch(text))


def looks_like(text: str) -> bool:
    """Whether the text is laid out as a phone number: digits and no letters, or letters to dial."""
    if len(text) > MAX_TEXT:
        return False
    plain = _plain(text)
    if len(plain) > MAX_TEXT:  # some characters stand for many
        return False
    plain = _without_extension(plain)
    if _HOST.fullmatch(plain) or plain.startswith("//") or _OTHER_CONTACT.search(plain):
        return False
    if "@" in plain or "\\" in plain:
        return False
    if has_digits(plain) and not _has_letters(plain.translate(_LOOKALIKES)):
        return True
    return bool(_VANITY.fullmatch(plain) and sum(c.isdigit() for c in plain) >= 3)


def has_digits(text: str) -> bool:
    """Whether the text has enough digits, of any script, for a phone number."""
    return sum(map(str.isdigit, normalize("NFKC", text))) >= MIN_DIGITS


def in_link(url: str) -> str | None:
    """The international number inside a WhatsApp link, which names an account by its phone number."""
    match = _LINK.fullmatch(url)
    return f"+{match[1]}" if match else None


def in_address(text: str, scheme: str) -> str:
    """The number in what follows tel:, sms: or whatsapp:, without a text to send. Raises UnreadableContact.

    tel: has no query (RFC 3966), and a text to send that holds another contact makes two of one.
    """
    if match := _APP_LINK.fullmatch(text):
        return f"+{unquote(match[1]).strip('+ ')}"
    number, mark, query = text.partition("?")
    if scheme not in _WITH_TEXT and not _CALL.fullmatch(mark + query):
        raise UnreadableContact("phone-impossible", text=text)
    if names_another(query):
        raise UnreadableContact("phone-impossible", text=text)
    return unquote(number)


def has_plus(text: str) -> bool:
    """Whether a number is written with a plus, in any form of it: it is dialled as an international one."""
    return "+" in _plain(text)


def begun_by(digits: str, region: str) -> str | None:
    """The shorter number that rings as soon as these digits are dialled so far in a region, as E.164.

    Only where people dial without a trunk prefix: exchanges there connect when a number is complete.
    """
    import phonenumbers

    trunk = None if region in ALWAYS_TRIED else phonenumbers.ndd_prefix_for_region(region, False)
    if _DIALLED_OUT.match(digits) or (trunk and not digits.startswith(trunk)):
        return None
    try:
        number = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.is_valid_number(number) or not phonenumbers.truncate_too_long_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def parse(text: str, regions: tuple[str, ...], known: Known = lambda _: False) -> Claim:
    """Every number `text` can mean: as written internationally, as dialled in each region, then the rest.

    `known` says of an E.164 number that it needs no check against the numbering plans (slow to load).
    Raises UnreadableContact for texts that hold no possible number.
    """
    written, signs = (text, ()) if is_canonical(text) else _written(text)
    if is_canonical(written) and known(written):
        contact = Contact(Kind.PHONE, written)
        return Claim(text, Kind.PHONE, (Reading(contact, "international"),), signs, written[1:])
    digits = "".join(c for c in written if c.isdigit())
    if not MIN_DIGITS <= len(digits) <= MAX_DIGITS:
        raise UnreadableContact("phone-length", text=text.strip())
    readings = tuple(readings_of(re.sub(r"^[^\d+]+", "", written), digits, regions))
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
    if len(plain) > MAX_TEXT:  # some characters stand for many
        raise UnreadableContact("phone-length", text=text[:MAX_LENGTH])
    if "phone-context" in plain.lower():
        raise UnreadableContact("phone-context")
    number = _PARAMETERS.sub("", plain)
    if names_another(plain[len(number) :]):  # ;to=212-555-1234
        raise UnreadableContact("phone-impossible", text=number[:MAX_LENGTH])
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
            return _spelled(text), (Sign.VANITY,) + (Sign.LOOKALIKE_DIGITS,) * bool(_ODD_LETTERS.search(text))
        text = _WORDS_AROUND.sub("", text)
    if not _has_letters(text):
        odd = _LIKE_DIGITS.search(_WORDS_AROUND.sub("", text))
        return text, (Sign.LOOKALIKE_DIGITS,) * bool(odd)
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
    folded = normalize("NFKC", text.replace("\u20e3", "").replace("\ufe0f", ""))
    digits = folded if folded.isascii() else "".join(map(_digits_of, folded))
    return _SPOKEN_PLUS.sub("+", digits.strip())


def _digits_of(c: str) -> str:
    if c.isascii():
        return c
    value = numeric(c, -1)
    if value in _COUNTS:
        return str(int(value))
    return "+" if c in _LIKE_PLUS or _PLUS_NAMED.search(name(c, "")) else c


def _without_extension(plain: str) -> str:
    short = _EXTENSION.sub("", plain)
    return short if has_digits(short) else plain


def _has_letters(text: str) -> bool:
    if text.isascii():
        return text.lower() != text.upper()
    return any(category(c) in ("Lu", "Ll", "Lt", "Lo") for c in text)  # a Japanese ー is a dash here


def readings_of(
    written: str, digits: str, regions: tuple[str, ...], numbered: Numbered | None = None
) -> Iterator[Reading]:
    """Valid numbers only, each once; when there is none, the first that is possible by its length.

    `numbered` says what a number is by the numbering plans, where a caller has a faster way than the library's.
    """
    numbered = numbered or _number
    found: dict[str, str] = {}
    doubtful: list[str] = []
    for number, region in _guesses(written, digits, regions):
        read = numbered(number, region)
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
