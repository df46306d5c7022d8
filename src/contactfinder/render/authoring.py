"""Answers for those who write the registry."""

from __future__ import annotations

import re
from shlex import quote
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from contactfinder.registry.coverage import KINDS, Known
from contactfinder.render.markdown import code_span
from contactfinder.render.plain import defanged, plain
from contactfinder.render.terminal import Screen, padded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from contactfinder.registry.ages import Stale
    from contactfinder.registry.changes import Change
    from contactfinder.registry.coverage import Row
    from contactfinder.registry.source import Problem

SIGNS = {  # one column wide in every terminal, and different without colour
    Known.OFFICIAL: ("✔", "green"),
    Known.LISTED: ("~", "yellow"),
    Known.DENIED: ("✘", "cyan"),
    Known.DISPUTED: ("≠", "magenta"),
    Known.NOT_FOUND: ("?", "dim"),
    Known.NOTHING: ("·", "dim"),
}
_LABEL = 36  # columns of what stands before a number


class AuthorScreen(Screen):
    """A screen for authors."""

    def problems(self, problems: Sequence[Problem], root: Path, checked: Mapping[str, str]) -> None:
        """`registry check`: one line a problem, as compilers write it, or what was looked at."""
        for p in problems:
            place = plain((root / p.file).as_posix())
            self._contact(Text(f"{place}:{p.line}:{p.column}: {p.rule}: {self._told(p)}"))
        if problems:
            self.say("stats.problem" if len(problems) == 1 else "stats.problems", count=str(len(problems)))
        else:
            self.say("stats.checked.files" if "files" in checked else "stats.checked", **checked)

    # -- stats

    def statistics(
        self, counts: Mapping[str, object], ages: Mapping[str, int], known: Mapping[str, Mapping[str, int]]
    ) -> None:
        """The figures of `registry stats`."""
        for key in ("platforms", "channels", "absences", "impostors"):
            self._figure(self.words(f"stats.{key}"), counts[key])
        self._figures("trust", counts["by_trust"])
        self._figures("stats.age", ages)
        self._figures("channel", counts["by_kind"])
        self._heading("stats.coverage")
        self._legend()
        self._line(self._signs(" " * _LABEL, [SIGNS[known][0] for known in Known], 6))
        for kind in KINDS:
            numbers = [str(known[kind][state.value]) for state in Known]
            self._line(self._signs(padded(self.words(f"channel.{kind}"), _LABEL), numbers, 6))

    def _figures(self, group: str, found: object) -> None:
        assert isinstance(found, dict)
        self._gap()
        for code, number in found.items():
            self._figure(self.words(f"{group}.{code}"), number)

    def _figure(self, label: str, number: object) -> None:
        self._line(f"{padded(label, _LABEL)}{number}")

    def _signs(self, label: str, cells: Iterable[str], width: int) -> Text:
        return Text(label + "".join(" " * (width - cell_len(cell)) + cell for cell in cells))

    def _legend(self) -> None:
        for known, (sign, style) in SIGNS.items():
            self._line(Text(f"{sign} ", style=style) + Text(self.words(f"stats.known.{known}")), 1)
        self._gap()

    def table(self, found: Sequence[Row]) -> None:
        """The same platform by platform: a column for each kind, numbered below."""
        self._legend()
        for number, kind in enumerate(KINDS, 1):
            self._line(f"{number:2} {self.words(f'channel.{kind}')}", 1)
        self._gap()
        width = max((cell_len(row.id) for row in found), default=0) + 1
        heads = "".join(f"{number:>3}" for number in range(1, len(KINDS) + 1))
        self._contact(Text(" " * width + heads, style="dim"))
        for row in found:
            self._contact(self._row(row, width))

    def _row(self, row: Row, width: int) -> Text:
        line = Text(padded(plain(row.id), width), style="" if row.status == "active" else "dim")
        for kind in KINDS:
            sign, style = SIGNS[row.known[kind]]
            line.append(f"  {sign}", style=style)
        return line.append(f"  {row.official}/{row.facts}  {row.newest or '—'}")

    # -- stale, diff, fmt, new

    def stale(self, found: Sequence[Stale], days: int) -> None:
        """`registry stale`: what nobody has looked at for long."""
        for fact in found:
            what = self.words(f"channel.{fact.kind}")
            code = f"stale.{fact.section}"
            shown = self.words(code, what=what, contact=defanged(plain(fact.contact or "")))
            self._line(f"{fact.seen or '—'}  {plain(fact.platform)}  {shown}")
        code = "stale.some" if found else "stale.none"
        self.say(code, count=str(len(found)), days=str(days))

    def changes(self, found: Sequence[Change]) -> None:
        """`registry diff` as the text of a review: Markdown that reads well as it is."""
        platform = None
        for change in found:
            if change.fact.platform != platform:
                platform = change.fact.platform
                self._gap()
                self._contact(Text(f"## {_called(platform) or self.words('stats.impostors')}", style="bold"))
            self._change(change)
        if found:
            self._gap()
        two = sum(change.needs_two for change in found)
        self.say("diff.some" if found else "diff.none", count=str(len(found)))
        if two:
            self._bullet(self.words("diff.two", count=str(two)), mark="!", indent=0, style="bold")

    def _change(self, change: Change) -> None:
        fact = change.fact
        value = f" {code_span(defanged(fact.value))}" if fact.value and fact.section != "platform" else ""
        grade = self._grade(change)
        mark = " **!**" if change.needs_two else ""
        what = self.words(f"diff.section.{fact.section}", kind=self._kind_of(fact.kind))
        # Never folded: a line that began with a piece of a fact could be anything to Markdown.
        self._contact(Text(f"- {self.words(f'diff.{change.sort}')} {what}{value}{grade}{mark}"))
        if change.fields:
            self._contact(Text(self.words("diff.fields", fields=", ".join(change.fields))), 2)
        for source in change.sources:
            self._contact(Text(f"- {code_span(source)}"), 2)

    def _kind_of(self, kind: str) -> str:
        return self.words(f"channel.{kind}") if f"channel.{kind}" in self.words else kind

    def _grade(self, change: Change) -> str:
        after, before = change.fact.trust, change.before
        if after is None:
            return ""
        shown = self.words(f"trust.{after}")
        if before and before != after:
            shown = self.words("diff.grade", before=self.words(f"trust.{before}"), after=shown)
        return " " + self.words("diff.trust", trust=shown)

    def formatted(self, changed: Sequence[Path], count: int, is_check: bool) -> None:
        """`registry fmt`: which files were, or with --check would be, written anew."""
        for path in changed:
            self._contact(Text(plain(path.as_posix())))
        code = ("fmt.would" if is_check else "fmt.done") if changed else "fmt.clean"
        self.say(code, changed=str(len(changed)), count=str(count))

    def refusal(self, problem: Problem) -> None:
        """Why an answer is not taken."""
        self._bullet(self._told(problem), mark="✘", indent=0)

    def _told(self, problem: Problem) -> str:
        values = {key: plain(value) for key, value in problem.values.items()}
        return self.words(f"problem.{problem.rule}.{problem.case}", **values)

    def founded(self, path: Path, problems: Sequence[Problem], rooted: Sequence[str]) -> None:
        """`registry new`: what was written, and what to do with it."""
        self.say("new.written", path=plain(path.as_posix()))
        for found in problems:
            self.refusal(found)
        if not rooted:
            self._bullet(self.words("new.not-official"), mark="!", indent=0, style="bold")
        self._line(self.words("new.next"))
        self._contact(Text(plain(f"contactfinder registry check {quote(path.as_posix())}")), 2)


def _called(platform: str) -> str:
    """An id as it is; what a folder may hold that no rule has seen is shown as code."""
    return platform if re.fullmatch("[a-z0-9-]*", platform) else code_span(platform)
