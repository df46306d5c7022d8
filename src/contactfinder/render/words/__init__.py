"""Codes become sentences: one table a language, the same keys in each. JSON never comes here."""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from importlib import import_module

LANGUAGES = ("en", "zh")
_DURATION = r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?"
_UNITS = ("weeks", "days", "hours", "minutes")


class Words:
    """The sentences of one language (BCP 47: en, zh for Simplified Chinese)."""

    def __init__(self, language: str) -> None:
        self.language = language

    @cached_property
    def _table(self) -> Mapping[str, str]:
        table: Mapping[str, str] = import_module(f"{__name__}.{self.language}").WORDS
        return table

    def __contains__(self, code: object) -> bool:
        return code in self._table

    def __call__(self, code: str, **values: str) -> str:
        """The sentence of a code, with its values put in."""
        return self._table[code].format_map(values) if values else self._table[code]

    def known(self, group: str, code: str) -> str:
        """The word of a code; one that is not known, from a damaged file, stands for itself."""
        if f"{group}.{code}" in self:
            return self._table[f"{group}.{code}"]
        from contactfinder.render.plain import plain

        return plain(code)

    def filled(self, code: str, values: Mapping[str, str]) -> str:
        """The sentence of an error: a kind of secret is a word in it and may have one of its own, and choices are named."""
        special = f"{code}.{'choices' if 'names' in values else values.get('secret')}"
        code = special if special in self else code
        named = {k: self(f"secret.{v}") if k == "secret" else v for k, v in values.items()}
        return self._table[code].format_map(named)

    def join(self, parts: Iterable[str]) -> str:
        """A list as this language writes it."""
        return self("punctuation.comma").join(parts)

    def language_called(self, code: str) -> str:
        """The name of a language, or its code when there is none."""
        key = f"language.{code.split('-')[0].lower()}"
        return self._table.get(key, code)

    def preferred(self, choices: Iterable[str]) -> list[str]:
        """Of several language tags the one to show: the reader's own, else English, else the first."""
        found = list(choices)
        for wanted in (self.language, "en"):
            if own := [c for c in found if c.split("-")[0] == wanted]:
                return own[:1]
        return found[:1]

    def duration(self, time: str) -> str:
        """An ISO 8601 duration or range in words: 10 minutes to 48 hours."""
        parts = [self._one_duration(part) for part in time.split("/")]
        return self("duration.range", first=parts[0], last=parts[1]) if len(parts) == 2 else parts[0]

    def _one_duration(self, time: str) -> str:
        match = re.fullmatch(_DURATION, time)
        amounts = match.groups() if match else ()
        found = [
            self(f"duration.{unit}.one" if amount == "1" else f"duration.{unit}", n=amount)
            for unit, amount in zip(_UNITS, amounts, strict=False)
            if amount
        ]
        return " ".join(found) or time
