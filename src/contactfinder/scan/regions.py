"""Where a number without country code may be dialled: the user's country, and what the text says of places and languages."""

from __future__ import annotations

from contactfinder.contacts.patterns import pattern
from contactfinder.scan.brands import WORD

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


class Regions:
    """The countries that a text speaks of, looked for when a number needs one."""

    def __init__(self, text: str, folded: str, country: str | None) -> None:
        self._text, self._folded, self._country = text, folded, country
        self._found: tuple[str, ...] | None = None

    def of(self, digits: str) -> list[str]:
        """Where these digits are a number as people dial it at home (ISO 3166-1), the likeliest first."""
        if len(digits) < SHORTEST:
            return []
        if self._found is None:
            self._found = self._named()
        if not self._found and digits[0] > "1":
            return []  # no free line begins like this
        found = [r for r in self._found if _PATTERNS_AT_HOME.get(r, _USUAL).fullmatch(digits)]
        # Free lines are often given without a country code, wherever the readers are.
        return found or [r for r, free in _FREE.items() if free.fullmatch(digits)]

    def _named(self) -> tuple[str, ...]:
        words = {match[0] for match in WORD.finditer(self._folded.lower())}
        found = {region for word, region in _REGION_OF.items() if word in words}
        if not self._text.isascii():
            found |= {region for region, letters in _BY_SCRIPT.items() if letters.search(self._text)}
        order = [*([self._country] if self._country else []), *(r for r in _PLACES if r in found)]
        return tuple(dict.fromkeys(order))
