"""What must never be typed, stored or sent: seed phrases, private keys, one-time codes, passwords, card numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from contactfinder.contacts.patterns import pattern
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
_TAG = pattern(r"<[^<>]{1,60}>")
_HAN = pattern(r"[\u3400-\u9fff]+")
_NAMED = pattern("助记词|助記詞")
_BEHIND = 24  # characters behind that name at which the phrase may begin
_CHINESE = ("chinese_simplified", "chinese_traditional")
_UNSEEN = dict.fromkeys(  # the format characters (Cf) of Unicode
    [
        *(
            0xAD,
            *range(0x600, 0x606),
            0x61C,
            0x6DD,
            0x70F,
            0x890,
            0x891,
            0x8E2,
            0x180E,
            *range(0x200B, 0x2010),
        ),
        *(
            *range(0x202A, 0x202F),
            *range(0x2060, 0x2065),
            *range(0x2066, 0x2070),
            0xFEFF,
            *range(0xFFF9, 0xFFFC),
        ),
        *(0x110BD, 0x110CD, *range(0x13430, 0x13440), *range(0x1BCA0, 0x1BCA4), *range(0x1D173, 0x1D17B)),
        *(0xE0001, *range(0xE0020, 0xE0080)),
    ]
)

_BASE58 = "[1-9A-HJ-NP-Za-km-z]"
_KEYS = pattern(
    rf"-----BEGIN [A-Z ]*PRIVATE KEY|\[(?:\s*\d{{1,3}},){{63}}\s*\d{{1,3}}\s*\]|\b[xyzt]prv{_BASE58}{{50,}}"  # PEM; Solana's array of bytes; extended keys of BIP-32
    rf"|(?<!{_BASE58})(?:[59]{_BASE58}{{50}}|[KLc]{_BASE58}{{51}})(?!{_BASE58})"  # Bitcoin's wallet import format
)
_OR_HASHES = pattern(  # private keys that look like hashes and signatures of transactions, and some like addresses
    rf"(?<![0-9a-f])(?:0x)?(?:[0-9a-f]{{64}}|(?:[0-9a-f]{{8}}[ :\n-]{{1,2}}){{7}}[0-9a-f]{{8}}|(?:[0-9a-f]{{2}}:){{31}}[0-9a-f]{{2}})(?![0-9a-f])|(?<!{_BASE58})(?-i:{_BASE58}{{86,88}})(?!{_BASE58})",
    re.IGNORECASE,
)
_BEFORE = 48  # characters in front of such digits, in which it may be said what they are
_HASHES = pattern(  # words for what may have so many digits and be known to all
    r"\b(?:txns?|txs?|tx[ _-]?ids?|transactions?|signature|block|address|contract)\b|hash|/(?:tx|transaction|block|address)/"
    r"|交易|哈希|雜湊|区块|區塊|地址|合约|合約|签名|簽名",
    re.IGNORECASE,
)
_KEPT = pattern(r"\b(?:private|secret|seed|keys?|pk)\b|私钥|私鑰|密钥|密鑰|助记|助記", re.IGNORECASE)
_AND = 12  # characters between two hashes of a list
_CODE = (  # what people call a one-time code; a bare "code" only where no other word says which
    r"(?:(?:one[ -]?time|verification|security|auth(?:entication|enticator)?|2fa|sms|login|sign-?in|e?-?mail) ?(?:code|pin)s?\b"
    r"|\botp\b"
    r"|(?:^|[^\w\s-]\s*|\b(?:the|my|this|that|a|an|your|their|his|her|them|him|me|got|gave|sent|entered|typed|used|received) )codes?\b"
    r"|验证码|驗證碼|动态码|動態碼|校验码|校驗碼)"
)
_BETWEEN = r'[^\w.。"]{0,3}(?:(?:is|was|are|是|为|為)\W{0,3})?'
_DIGITS = r"(?:(?!\d{4}-\d\d-\d\d)(?<![\d-])\d(?:[ -]?\d){3,7}(?![\d:])|[〇零一二三四五六七八九]{4,8}(?![〇零一二三四五六七八九十百千]))"  # four to eight, and no date
_SPOKEN = {
    "one-time-code": pattern(
        rf"{_CODE}{_BETWEEN}{_DIGITS}|(?<!\d)\d{{5,8}}\W{{0,3}}(?:(?:is|was|are|是)\b)?[ \w]{{0,30}}?{_CODE}",
        re.IGNORECASE,
    ),
    "pin": pattern(rf"(?:\bpin\b|支付密码|交易密码){_BETWEEN}{_DIGITS}", re.IGNORECASE),
    "password": pattern(
        r"(?:\bpass(?:word|phrase|code)?\b|\bpwd\b|密码|密碼|口令)\s*"
        r"(?:[:=]|is\b(?!\s*(?:not|no|still|now|the|a|my|it|too|correct|right|wrong|incorrect|invalid|safe|what|\w+ed)\b)"
        r"|[是为為](?!对|错|正确|不|否|什么|我|没|旧|原|一样))\s*\S",
        re.IGNORECASE,
    ),
}
_NUMBERS = pattern(r"(?<![\d+])\d(?:[ -]?\d){12,18}(?!\d)")
_APART = r"[\s.·_/–—−-]{1,3}"
_GROUPS = pattern(  # as cards show them, with whatever stands between the groups; or each digit for itself
    rf"(?<![\d+])(?:\d{{4}}(?:{_APART}\d{{4}}){{3}}(?:{_APART}\d{{1,3}})?|\d{{4}}{_APART}\d{{6}}{_APART}\d{{4,5}}|\d(?:{_APART}\d){{12,18}})(?!\d)"
)
_CARD = pattern(  # how the numbers of the card schemes begin, and their lengths
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

    Nobody can tell some private keys from the hash of a transaction by their looks: it is taken for a hash where the
    words before it call it so. `may_be_hash`: it is one in any case.
    """
    text = normalize("NFKC", text)
    if _has_phrase(text):
        return "seed-phrase"
    if _KEYS.search(text) or not (may_be_hash or _are_hashes(text)):
        return "private-key"
    if spoken := next((secret for secret, said in _SPOKEN.items() if said.search(text)), None):
        return spoken
    numbers = (found for form in (_NUMBERS, _GROUPS) for found in form.findall(text))
    return "card-details" if any(map(_is_card, numbers)) else None


def _are_hashes(text: str) -> bool:
    """Whether everything that can be a hash or a private key is called a hash, or stands in a list behind one."""
    end = -_AND - 1
    for found in _OR_HASHES.finditer(text):
        before = text[max(0, found.start() - _BEFORE, end) : found.start()]
        if _KEPT.search(before) or not (_HASHES.search(before) or found.start() - end <= _AND):
            return False
        end = found.end()
    return True


# -- seed phrases


def _has_phrase(text: str) -> bool:
    """Enough words of one of the twelve lists in a row; in Chinese also without blanks."""
    shown = (
        text if text.isascii() else text.translate(_UNSEEN)
    )  # what nobody sees may join words or part them
    spellings = dict.fromkeys((text, shown, _TAG.sub(" ", shown)))
    if any(_has_run(part) for t in spellings for part in _rows(_words(t.lower().translate(_DOTLESS)))):
        return True
    parts = dict.fromkeys(_parts(_HAN.findall(shown)))
    return any(_is_glued(part, language) for part in parts for language in _CHINESE)


def _words(text: str) -> list[str]:
    """Whatever stands between blanks, numbers and punctuation."""
    return [word for word in re.split(r"[\W\d_]+", text) if word]


def _rows(words: list[str]) -> Iterator[list[str]]:
    """The words, and every second one where one and the same stands between them: first and then ability and then …"""
    yield words
    for start in (0, 1):
        between = words[1 - start :: 2]
        for word, group in groupby(range(len(between)), between.__getitem__):
            places = [*group]
            if len(places) >= RUN - 1 and word not in _languages():
                yield words[start::2][max(0, places[0] - 1) : places[-1] + 2]


def _has_run(words: list[str]) -> bool:
    """Whether among some twelve words in a row at most one is missing in a list; at the end one may be cut off."""
    known, places = _languages(), defaultdict[str, list[int]](list)
    for place, word in enumerate(words):
        for language in known.get(word, ()):
            places[language].append(place)
    return any(
        last - first <= RUN
        for listed in places.values()
        for first, last in zip(listed, listed[RUN - 1 :], strict=False)
    )


def _parts(runs: list[str]) -> Iterator[str]:
    """What may be a phrase without blanks: a whole run, equal groups in a row, what stands behind the name of the thing."""
    yield from runs
    for size, group in groupby(runs, len):
        row = list(group)
        for count in (length // size for length in _LENGTHS if 1 < size < length and length % size == 0):
            yield from ("".join(row[i : i + count]) for i in range(len(row) - count + 1))
    for run in runs:
        for named in _NAMED.finditer(run):
            starts = range(named.end(), named.end() + _BEHIND)
            yield from (run[i : i + n] for n in _LENGTHS for i in starts if i + n <= len(run))


def _is_glued(part: str, language: str) -> bool:
    """As many characters as a phrase has words, rarer ones than in a sentence, with the right checksum."""
    ranks = _lists()[language]
    if len(part) not in _LENGTHS or not all(c in ranks for c in part):
        return False
    rare = sum(ranks[c] >= _RARE for c in part)
    return rare >= len(part) * _SHARE and _checks(" ".join(part), language)


@cache
def _languages() -> dict[str, list[str]]:
    """In which lists each word stands."""
    found = defaultdict[str, list[str]](list)
    for language, ranks in _lists().items():
        for word in ranks:
            found[word].append(language)
    return dict(found)


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
    digits = "".join(str(int(c)) for c in text if c.isdecimal())
    doubled = [int(c) * 2 - 9 * (int(c) > 4) if i % 2 else int(c) for i, c in enumerate(reversed(digits))]
    return _CARD.fullmatch(digits) is not None and sum(doubled) % 10 == 0
