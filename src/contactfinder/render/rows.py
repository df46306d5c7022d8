"""Answers for people who read many: one line a claim, in columns that are as wide for the last one as for the first."""

from __future__ import annotations

import io
from typing import IO, TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style

from contactfinder.render.fold import bare
from contactfinder.render.lines import imitating, posing
from contactfinder.render.plain import defanged, plain
from contactfinder.render.terminal import VERDICT_MARKS, Screen
from contactfinder.verify import Status, Verdict, Why

if TYPE_CHECKING:
    from contactfinder.render.words import Words

LABEL, VERDICT, CONTACT = 6, 16, 24  # columns of each field; what is longer pushes the rest to the right
LONGEST_CLAIM = 200  # characters of a claim that cannot be read
_GAP = "  "
_SAID = {  # what the verdict, the contact or the platform beside it says already, or what is true of every contact
    Why.LISTED,
    Why.READ_AS,
    Why.UNDATED,
    Why.NOT_LISTED,
    Why.CALLER_ID,
    Why.SENDER,
    Why.SIGN,
    Why.HOME_PAGE,
    Why.INCOMING,
    Why.DISAGREEMENT,
}


class Rows(Screen):
    """Writes a verdict on one line: what it is, the contact, whose it is or what it imitates, and why."""

    def __init__(self, words: Words, width: int | None = None, colours: bool = False) -> None:
        """`width` is where a terminal ends; without one, nothing is cut."""
        super().__init__(words, io.StringIO())
        self._width, self._colours = width, colours

    def label(self, text: str) -> str:
        """What a line is known by, before its row."""
        return f"{' ' * (LABEL - cell_len(text))}{text}{_GAP}"

    def row(self, verdict: Verdict) -> str:
        """One verdict."""
        mark, style = VERDICT_MARKS[verdict.status]
        head = _filled(f"{mark} {self.words(f'short.{verdict.status}')}", VERDICT)
        contact = self._shown(verdict)
        about = " · ".join(filter(None, (self._whose(verdict), self._why(verdict))))
        rest = f"{_filled(contact, CONTACT)}{_GAP}{about}" if about else contact
        return f"{self._painted(head, style)}{_GAP}{self._cut(rest)}"

    def _painted(self, text: str, style: str) -> str:
        return Style.parse(style).render(text, color_system=ColorSystem.STANDARD) if self._colours else text

    def _cut(self, text: str) -> str:
        """What fits on the rest of the line of a terminal."""
        room = (self._width or 0) - LABEL - VERDICT - 2 * len(_GAP)
        if self._width is None or cell_len(text) <= room:
            return text
        return f"{set_cell_size(text, max(0, room - 1)).rstrip()}…"

    def _shown(self, verdict: Verdict) -> str:
        """The contact in canonical form, of which only an official one may be clicked; else the claim as it is."""
        if verdict.contact is None:
            claim = verdict.text if len(verdict.text) <= LONGEST_CLAIM else f"{verdict.text[:LONGEST_CLAIM]}…"
            return defanged(claim)
        value = verdict.contact.value
        return plain(value) if verdict.status is Status.OFFICIAL else defanged(value)

    def _whose(self, verdict: Verdict) -> str:
        named = plain(verdict.platform["name"]) if verdict.platform else ""
        return imitating(verdict, self.words) or named

    def _why(self, verdict: Verdict) -> str:
        if verdict.imitates:
            how = next((r.values["how"] for r in verdict.reasons if r.code is Why.DIFFERS), "")
            return bare(self._value("how", how, verdict.kind)) if how else ""
        if posed := posing(verdict, self.words):
            return posed
        if verdict.status is Status.OFFICIAL and verdict.channel:
            return self.words(f"channel.{verdict.channel.get('network') or verdict.channel['kind']}")
        reasons = [r for r in verdict.reasons if r.code not in _SAID]
        return bare(self._sentence(reasons[0], verdict.kind)) if reasons else ""


def _filled(text: str, width: int) -> str:
    return text + " " * (width - cell_len(text))


def width_of(file: IO[str]) -> int | None:
    """Where a terminal ends; a file ends nowhere."""
    return Console(file=file).width if file.isatty() else None


def colours_of(file: IO[str]) -> bool:
    """Whether a line written here may have colours: on a terminal that knows them, unless the user wants none."""
    console = Console(file=file)
    return bool(console.is_terminal and console.color_system and not console.no_color)
