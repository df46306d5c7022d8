"""What must never be typed, stored or sent: seed phrases, private keys, one-time codes, passwords, card numbers."""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, Any
from unicodedata import category, normalize

from contactfinder.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

RUN = 11  # list words among twelve in a row that are taken for a seed phrase: one may be misspelt or missing
_LENGTHS = (12, 15, 18, 21, 24)  # words of a phrase by BIP-39
_DOTLESS = {0x131: "i", 0x307: None}  # i and ı, whose capitals are mixed up outside Turkey
_RARE, _SHARE = (
    512,
    0.5,
)  # the Chinese lists go by frequency: most characters of a sentence are among the first of them
_HAN = re.compile(r"[\u3400-\u9fff]+")
_NAMED = re.compile("助记词|助記詞")

_BASE58 = "[1-9A-HJ-NP-Za-km-z]"
_KEYS = re.compile(
    rf"-----BEGIN [A-Z ]*PRIVATE KEY|\b[xyzt]prv{_BASE58}{{50,}}"  # PEM; extended keys of BIP-32
    rf"|(?<!{_BASE58})(?:[59]{_BASE58}{{50}}|[KLc]{_BASE58}{{51}})(?!{_BASE58})"  # Bitcoin's wallet import format
)
_OR_HASHES = re.compile(  # private keys that look like hashes and signatures of transactions, and some like addresses
    rf"(?<![0-9a-f])(?:0x)?[0-9a-f]{{64}}(?![0-9a-f])|(?<!{_BASE58})(?-i:{_BASE58}{{86,88}})(?!{_BASE58})",
    re.IGNORECASE,
)
_CODE = (  # what people call a one-time code; a bare "code" only where no other word says which
    r"(?:(?:one[ -]?time|verification|security|auth(?:entication|enticator)?|2fa|sms|login|sign-?in|e?-?mail) ?(?:code|pin)s?\b"
    r"|\botp\b"
    r"|(?:^|[^\w\s-]\s*|\b(?:the|my|this|that|a|an|your|their|his|her|them|him|me|got|gave|sent|entered|typed|used|received) )codes?\b"
    r"|验证码|驗證碼|动态码|動態碼|校验码|校驗碼)"
)
_BETWEEN = r'[^\w.。"]{0,3}(?:(?:is|was|are|是|为|為)\W{0,3})?'
_DIGITS = r"(?!\d{4}-\d\d-\d\d)(?<![\d-])\d(?:[ -]?\d){3,7}(?![\d:])"  # four to eight, and no date
_SPOKEN = {
    "one-time-code": re.compile(
        rf"{_CODE}{_BETWEEN}{_DIGITS}|(?<!\d)\d{{5,8}}\W{{0,3}}(?:(?:is|was|are|是)\b)?[ \w]{{0,30}}?{_CODE}",
        re.IGNORECASE,
    ),
    "pin": re.compile(rf"(?:\bpin\b|支付密码|交易密码){_BETWEEN}{_DIGITS}", re.IGNORECASE),
    "password": re.compile(
        r"(?:\bpass(?:word|phrase|code)?\b|\bpwd\b|密码|密碼|口令)\s*"
        r"(?:[:=]|is\b(?!\s*(?:not|no|still|now|the|a|my|it|too|correct|right|wrong|incorrect|invalid|safe|what|\w+ed)\b)"
        r"|[是为為](?!对|错|正确|不|否|什么|我|没|旧|原|一样))\s*\S",
        re.IGNORECASE,
    ),
}
_NUMBERS = re.compile(r"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)")
_CARD = re.compile(  # how the numbers of the card schemes begin, and their lengths
    r"4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2(?:2[2-9]|[3-6]\d|7[01])\d{13}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}"
    r"|35(?:2[89]|[3-8]\d)\d{12}|6(?:011|5\d\d|4[4-9]\d)\d{12}|62\d{14,17}"
)


class SecretRefused(UsageError):
    """Something that nobody may have was typed. The error names the kind of secret and never repeats it."""

    def __init__(self, secret: str, field: str) -> None:
        super().__init__("secret-refused", secret=secret, field=field)
        self.secret, self.field = secret, field

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.secret, self.field)


def secret_in(text: str, may_be_hash: bool = False) -> str | None:
    """The kind of secret that a text holds, or None.

    `may_be_hash`: what looks like a private key is the hash or signature of a transaction, or an address.
    """
    text = normalize("NFKC", text)
    if _has_phrase(text):
        return "seed-phrase"
    if _KEYS.search(text) or (not may_be_hash and _OR_HASHES.search(text)):
        return "private-key"
    if spoken := next((secret for secret, said in _SPOKEN.items() if said.search(text)), None):
        return spoken
    return "card-details" if any(map(_is_card, _NUMBERS.findall(text))) else None


# -- seed phrases


def _has_phrase(text: str) -> bool:
    """Enough words of one of the twelve lists in a row; in Chinese also without blanks."""
    plain = "".join(c for c in text if category(c) != "Cf")  # what nobody sees may join words or part them
    spellings = [_words(t.lower().translate(_DOTLESS)) for t in (text, plain)]
    for language, ranks in _lists().items():
        if any(_is_dense([word in ranks for word in words]) for words in spellings):
            return True
        if language.startswith("chinese") and any(
            _is_glued(p, language) for p in _parts(_HAN.findall(plain))
        ):
            return True
    return False


def _words(text: str) -> list[str]:
    """Whatever stands between blanks, numbers and punctuation."""
    return [word for word in re.split(r"[\W\d_]+", text) if word]


def _is_dense(listed: list[bool]) -> bool:
    """Whether among some twelve words in a row at most one is in no list; at the end one may be missing."""
    sums = [0, *accumulate(listed)]
    return any(
        sums[min(i + RUN + 1, len(listed))] - sums[i] >= RUN for i in range(max(1, len(listed) - RUN + 1))
    )


def _parts(runs: list[str]) -> Iterator[str]:
    """What may be a phrase without blanks: a whole run, equal groups in a row, what stands behind the name of the thing."""
    yield from runs
    for size, group in groupby(runs, len):
        row = list(group)
        for count in (length // size for length in _LENGTHS if 1 < size < length and length % size == 0):
            yield from ("".join(row[i : i + count]) for i in range(len(row) - count + 1))
    for run in runs:
        if named := _NAMED.search(run):
            rest = run[named.end() :]
            yield from (rest[i : i + n] for n in _LENGTHS for i in range(len(rest) - n + 1))


def _is_glued(part: str, language: str) -> bool:
    """As many characters as a phrase has words, rarer ones than in a sentence, with the right checksum."""
    ranks = _lists()[language]
    if len(part) not in _LENGTHS or not all(c in ranks for c in part):
        return False
    rare = sum(ranks[c] >= _RARE for c in part)
    return rare >= len(part) * _SHARE and _checks(" ".join(part), language)


@cache
def _lists() -> dict[str, dict[str, int]]:
    """The words of BIP-39 in all its languages with their places in the lists, as `_words` gives them."""
    from mnemonic import Mnemonic

    return {
        language: {
            normalize("NFKC", word).translate(_DOTLESS): place
            for place, word in enumerate(Mnemonic(language).wordlist)
        }
        for language in Mnemonic.list_languages()
    }


def _checks(phrase: str, language: str) -> bool:
    from mnemonic import Mnemonic

    return bool(Mnemonic(language).check(phrase))


# -- payment cards


def _is_card(text: str) -> bool:
    """Whether a number is one of a card scheme and passes its check (ISO/IEC 7812-1, the Luhn algorithm)."""
    digits = "".join(c for c in text if c.isdigit())
    doubled = [int(c) * 2 - 9 * (int(c) > 4) if i % 2 else int(c) for i, c in enumerate(reversed(digits))]
    return _CARD.fullmatch(digits) is not None and sum(doubled) % 10 == 0
