"""A contact that counts, as a finding: its places in the input, not in the text as it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contactfinder.contacts import Contact, Kind
from contactfinder.scan.finding import Brand, Cue, Excerpt, Finding

if TYPE_CHECKING:
    from contactfinder.documents.passage import Passage
    from contactfinder.scan.company import Company
    from contactfinder.scan.cues import Word
    from contactfinder.scan.spots import Spot
    from contactfinder.verify import Verdict

EXCERPT = 240  # characters on each side of a contact that are shown at most


class Telling:
    """The findings of one passage, from left to right."""

    def __init__(self, passage: Passage) -> None:
        self._passage, self.text = passage, passage.text
        self._cues: dict[Word, Cue] = {}  # many contacts share them
        self._counted, self._line, self._line_start = 0, passage.line, 1 - passage.column

    def finding(self, spot: Spot, verdict: Verdict, brand: Brand | None, around: Company) -> Finding:
        """The contact at a spot; the places of the brand are those in the text."""
        passage = self._passage
        start, end = passage.span(spot.start, spot.end)
        contact = Contact(Kind.PHONE, spot.number) if spot.number else verdict.contact
        assert contact is not None
        return Finding(
            passage.offset + start,
            passage.offset + end,
            *self._line_and_column(start),
            passage.raw[start:end],
            contact.kind if spot.number else verdict.kind or contact.kind,
            contact,
            spot.disguise,
            verdict,
            brand and Brand(brand.platform, *self._in_input(brand.start, brand.end)),
            tuple([self._cue(word) for word in around.words if not word.weak]),
            _excerpt(passage.text, spot),
            passage.part,
        )

    def _line_and_column(self, at: int) -> tuple[int, int]:
        """The same as `Passage.place`, where the places come in their order."""
        if at < self._counted:
            return self._passage.place(at)
        raw = self._passage.raw
        if breaks := raw.count("\n", self._counted, at):
            self._line, self._line_start = self._line + breaks, raw.rindex("\n", self._counted, at) + 1
        self._counted = at
        return self._line, at - self._line_start + 1

    def _cue(self, word: Word) -> Cue:
        cue = self._cues.get(word)
        if cue is None:
            cue = self._cues[word] = Cue(word.signal, *self._in_input(word.start, word.end))
        return cue

    def _in_input(self, start: int, end: int) -> tuple[int, int]:
        """Where something in the text stands in the input."""
        first, last = self._passage.span(start, end)
        return self._passage.offset + first, self._passage.offset + last


def _excerpt(text: str, spot: Spot) -> Excerpt:
    """The lines of a contact."""
    begin = max(text.rfind("\n", 0, spot.start) + 1, spot.start - EXCERPT)
    newline = text.find("\n", spot.end)
    end = min(len(text) if newline < 0 else newline, spot.end + EXCERPT)
    return Excerpt(text[begin:end].rstrip("\r"), spot.start - begin, spot.end - begin)
