"""What became of facts at their sources, for people: entry by entry, with the pages and the way to them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.text import Text

from contactfinder.recheck import Part, State
from contactfinder.render.fold import whole
from contactfinder.render.plain import defanged, plain
from contactfinder.render.terminal import Screen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from contactfinder.recheck import Fact, Result

MARKS = {
    State.CONFIRMED: ("✔", "green"),
    State.GONE: ("✘", "bold red"),
    State.CHANGED: ("✘", "bold red"),
    State.UNREACHABLE: ("?", "yellow"),
    State.BLOCKED: ("?", "yellow"),
    State.NOT_TRIED: ("–", "dim"),
}


class Rechecked(Screen):
    """Writes the results of `registry recheck`."""

    def entry(self, name: str, results: Iterable[Result]) -> None:
        """All of one entry in the order of its file; what was not tried is only counted."""
        self._gap()
        self._line(plain(name), style="bold")
        untried: Counter[str] = Counter()
        for result in sorted(results, key=lambda result: result.fact.line):
            if result.state is State.NOT_TRIED:
                untried[f"recheck.cause.{result.cause}"] += 1
            else:
                self._result(result)
        for cause, count in untried.items():
            mark, style = MARKS[State.NOT_TRIED]
            said = self.words("recheck.untried", count=str(count), cause=self.words(cause))
            self._bullet(said, mark, style=style)

    def _result(self, result: Result) -> None:
        mark, style = MARKS[result.state]
        said = f"{self.words(f'recheck.state.{result.state}')}  {self._fact(result.fact)}"
        self._bullet(said, mark, style=style)
        if result.cause:
            status = f" ({result.status})" if result.status else ""
            self._line(self.words(f"recheck.cause.{result.cause}") + status, 4)
        self._contact(Text(plain(result.fact.source), style="dim"), 6)
        shown = plain if result.state is State.CONFIRMED else defanged
        for hop in result.hops[1:]:
            self._contact(Text(f"→ {shown(hop)}"), 6)
        for other in result.instead:
            self._contact(Text(self.words("recheck.instead", contact=defanged(other))), 6)

    def _fact(self, fact: Fact) -> str:
        """What an entry states: its part, and what is to be found."""
        kind = f"channel.{fact.kind}" if fact.kind else f"recheck.part.{fact.part}"
        named = self.words(f"recheck.part.{fact.part}") if fact.kind and fact.part is not Part.CHANNEL else ""
        what = [fact.contact.value] if fact.contact else [fact.place] if fact.place else fact.phrases[:1]
        return "  ".join(filter(None, (named, self.words(kind), *(whole(plain(w or "")) for w in what))))

    def summary(self, counts: Mapping[State, int], dated: int | None) -> None:
        """How many there are in each state; `dated` is how many bear the date of today."""
        self._gap()
        found = [
            self.words(
                "stream.verdict", verdict=self.words(f"recheck.state.{state}"), count=f"{counts[state]:,}"
            )
            for state in State
            if counts[state]
        ]
        self.say("recheck.summary", facts=f"{sum(counts.values()):,}", states=self.words.join(found))
        if dated is not None:
            self.say("recheck.dated", count=f"{dated:,}")
