"""Where a number without country code may be dialled: the user's country, and what the text says of places and languages."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from contactfinder.contacts.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Collection

_PLACES = {
    "GB": "uk britain british england london scotland",
    "AU": "australia australian aussie au sydney melbourne brisbane",
    "IN": "india indian mumbai delhi bangalore upi wazirx coindcx mudrex coinswitch",
    "NZ": "zealand",
    "SG": "singapore",
    "HK": "hongkong hk",
    "TW": "taiwan",
    "MY": "malaysia",
    "PH": "philippines pilipinas",
    "NG": "nigeria lagos",
    "ZA": "africa",
    "AE": "uae dubai emirates",
    "DE": "germany deutschland kunden kundenservice anrufen",
    "FR": "france bonjour clientele",
    "NL": "netherlands nederland klantenservice",
    "ES": "espana spain atencion telefono llame llama llamar marque soporte cuenta",
    "MX": "mexico mx bitso",
    "BR": "brasil brazil atendimento ligue suporte",
    "IT": "italia assistenza",
    "JP": "japan",
    "KR": "korea",
    "CN": "china",
}
_SCRIPTS = {
    "JP": "[ぁ-んァ-ヶ]|日本",
    "KR": "[가-힣]",
    "HK": "香港",
    "SG": "新加坡",
    "TW": "台湾|台灣",
    "IN": "₹",
    "CN": "[\u4e00-\u9fff]{2}",
}
_REGION_OF = {word: region for region, words in _PLACES.items() for word in words.split()}
_WORDS = frozenset(_REGION_OF)
_BY_SCRIPT = {region: pattern(letters) for region, letters in _SCRIPTS.items()}
# How numbers are dialled at home, where that is not a zero and the rest.
_AT_HOME = {
    "AE": r"0\d{8,9}|800\d{3,9}",
    "AU": r"0\d{9}|1[38]00\d{6}|13\d{4}",
    "BR": r"0800\d{6,7}|0?[1-9]\d{9,10}|[34]00\d{5}",
    "CN": r"1[3-9]\d{9}|400\d{7}|0\d{9,11}",
    "ES": r"[5-9]\d{8}",
    "HK": r"[2-9]\d{7}|800\d{6}",
    "IN": r"1800\d{6,7}|0?[6-9]\d{9}|0\d{10}",
    "IT": r"0\d{8,10}|3\d{8,9}|80[03]\d{3,6}",
    "KR": r"0\d{8,10}|1[5-9]\d{6}",
    "MX": r"(?:01)?[1-9]\d{9}",
    "MY": r"0\d{8,10}|1[38]00\d{6}",
    "PH": r"0\d{9,10}|1800\d{7,8}",
    "SG": r"[3689]\d{7}|1?800\d{7}",
}
SHORTEST = 6  # digits of these
_PATTERNS_AT_HOME = {region: pattern(form) for region, form in _AT_HOME.items()}
_USUAL = pattern(r"0\d{6,11}")
_FREE = {"AU": pattern(r"1[38]00\d{6}"), "IN": pattern(r"1800\d{7}"), "GB": pattern(r"0[38]\d{8,9}")}


_LONG = {"CN", "IN", "MX", "MY", "PH"}  # where every number that is dialled at home has ten digits or more


class Regions:
    """The countries that a text speaks of, looked for when a number needs one."""

    def __init__(self, text: str, words: Collection[str], country: str | None) -> None:
        """`words` are those of the text; `country` is the user's (ISO 3166-1)."""
        self._text, self._words, self._country = text, words, country

    @property
    def has_short_numbers(self) -> bool:
        """Whether a number with fewer than ten digits may be one that is dialled at home."""
        return not _LONG.issuperset(self.named)

    @property
    def says_mobile(self) -> bool:
        """Whether it is said in Chinese that a number is one of a mobile phone."""
        return "手机" in self._text

    def of(self, digits: str) -> list[str]:
        """Where these digits are a number as people dial it at home (ISO 3166-1), the likeliest first."""
        if len(digits) < SHORTEST:
            return []
        if not self.named and digits[0] > "1":
            return []  # no free line begins like this
        found = [r for r in self.named if _PATTERNS_AT_HOME.get(r, _USUAL).fullmatch(digits)]
        # Free lines are often given without a country code, wherever the readers are.
        return found or [r for r, free in _FREE.items() if free.fullmatch(digits)]

    @cached_property
    def named(self) -> tuple[str, ...]:
        """The user's country and those that are spoken of (ISO 3166-1)."""
        found = {_REGION_OF[word] for word in _WORDS.intersection(self._words)}
        if not self._text.isascii():
            found |= {region for region, letters in _BY_SCRIPT.items() if letters.search(self._text)}
        if not (found or self._country):
            return ()
        order = [*([self._country] if self._country else []), *(r for r in _PLACES if r in found)]
        return tuple(dict.fromkeys(order))
