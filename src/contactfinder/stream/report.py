"""What is told of a stream beside its answers: how far it is, and in the end how much there was of what."""

from __future__ import annotations

import sys
import time
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING

from contactfinder.render.words import Words
from contactfinder.stream.answers import BAD, CUT, ESCAPED
from contactfinder.verify import Status

if TYPE_CHECKING:
    from contactfinder.stream.answers import Answered

PAUSE = 0.2  # seconds between two looks at how far it is
_ODD = {BAD: "stream.bad", ESCAPED: "stream.escaped", CUT: "stream.cut"}


class Report:
    """Writes answers to standard output, and to standard error what there is to say of them all."""

    def __init__(self, language: str) -> None:
        self.counts: Counter[str] = Counter()
        self._words = Words(language)
        self._begun = self._told = time.monotonic()
        self._shown = ""
        self._shows_progress = sys.stderr.isatty() and not sys.stdout.isatty()
        sys.stdout.flush()

    def take(self, answered: Answered) -> None:
        """Write the answers to one batch, all of them at once."""
        _write(b"".join(answered.lines))
        self.counts.update(answered.counts)
        if self._shows_progress and time.monotonic() - self._told > PAUSE:
            self._progress()

    def end(self) -> None:
        """Say how much there was of what."""
        if self._shown:
            self._tell(f"{' ' * 2 * len(self._shown)}\r")  # a Chinese character is two columns wide
        if self.counts:
            self._tell(f"{self._summary()}\n")

    @property
    def _claims(self) -> int:
        return sum(self.counts[status] for status in Status)

    def _progress(self) -> None:
        now = time.monotonic()
        rate = self._claims / (now - self._begun)
        shown = self._words("stream.progress", claims=f"{self._claims:,}", rate=f"{rate:,.0f}")
        self._tell(f"{shown:{len(self._shown)}}\r")  # over what stood there before
        self._told, self._shown = now, shown

    def _summary(self) -> str:
        verdicts = [
            self._words(
                "stream.verdict", count=f"{self.counts[status]:,}", verdict=self._words(f"short.{status}")
            )
            for status in Status
            if self.counts[status]
        ]
        odd = [
            self._words(code, count=f"{self.counts[word]:,}")
            for word, code in _ODD.items()
            if self.counts[word]
        ]
        parts = [self._words.join(verdicts), self._words.join(odd)]
        said = self._words("punctuation.semicolon").join(filter(None, parts))
        return self._words("stream.summary", claims=f"{self._claims:,}", parts=said)

    def _tell(self, text: str) -> None:
        with suppress(OSError):  # nobody listens; the answers matter
            sys.stderr.write(text)
            sys.stderr.flush()


def _write(data: bytes) -> None:
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(data.decode(errors="replace"))
        return
    buffer.write(data)
    buffer.flush()
