"""What is asked of every claim of a stream: enough to answer it in any process."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from contactfinder.errors import ExitCode
from contactfinder.registry.held import Held
from contactfinder.stream.answers import Answers, Judge
from contactfinder.stream.numbers import Numbers
from contactfinder.stream.shapes import Json, Text
from contactfinder.verify import EXIT_CODES, Verdict, verify
from contactfinder.verify.claimed import regions, the_platform

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from contactfinder.finder import Finder
    from contactfinder.guidance.ranking import Ranked
    from contactfinder.registry.index import Index
    from contactfinder.stream.answers import Shape
    from contactfinder.stream.formats import Form


MOST_KEYS = 500_000  # of a table, held in memory; a larger registry is asked about each claim


class Look(NamedTuple):
    """How people want to see answers: language, encoding, where the terminal ends, and whether it has colours."""

    language: str
    encoding: str
    width: int | None
    colours: bool


class Question(NamedTuple):
    """Is each of these contacts genuine? `claimed` is the platform all of them name, `look` None for JSON."""

    finder: Finder
    form: Form
    look: Look | None
    at: datetime
    country: str | None = None
    languages: tuple[str, ...] = ()
    claimed: str | None = None
    incoming: bool = False

    def answers(self) -> Answers:
        """Everything that answering takes, in this process."""
        index = Held.over(self.finder.index, MOST_KEYS)
        return Answers(self.form, self.shape(), self._judge(index), self._numbers(index))

    def _judge(self, index: Index) -> Judge:
        return Judge(partial(self._verdict, index), self._instead)

    def _verdict(self, index: Index, claim: str) -> Verdict:
        return verify(claim, index, self.country, self.claimed, incoming=self.incoming)

    def _instead(self, verdict: Verdict) -> Sequence[Ranked]:
        """What to use instead of what is not official; people get one line, in which there is no room for it."""
        if self.look or EXIT_CODES[verdict.status] is ExitCode.OK:
            return ()
        return self.finder.instead(verdict, country=self.country, languages=self.languages, at=self.at)

    def shape(self) -> Shape:
        """How the answers are printed."""
        if self.look is None:
            return Json(self.finder.index)
        from contactfinder.render.rows import Rows
        from contactfinder.render.words import Words

        language, encoding, width, colours = self.look
        return Text(Rows(Words(language), width, colours), encoding)

    def _numbers(self, index: Held) -> Numbers | None:
        """The numbers that the registry knows, unless they are too many to be held in memory."""
        known = index.numbers()
        owner = the_platform([self.claimed], index) if self.claimed else None
        return Numbers(*known, regions(self.country, owner)) if known else None
