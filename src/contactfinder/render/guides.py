"""Screens of guidance for people: emergencies, dead lines, preparation, comparison. The last line is what matters most."""

from __future__ import annotations

from itertools import groupby, zip_longest
from typing import TYPE_CHECKING

from rich.text import Text

from contactfinder.guidance.situation import LOCKABLE
from contactfinder.render.comparison import rows
from contactfinder.render.fold import folds, whole
from contactfinder.render.markdown import markdown
from contactfinder.render.plain import defanged, plain
from contactfinder.render.terminal import Screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contactfinder.guidance.advice import Advice
    from contactfinder.guidance.comparing import Compared
    from contactfinder.guidance.emergency import Emergency
    from contactfinder.guidance.preparing import Detail, Message, Preparation
    from contactfinder.guidance.unreachable import Unreachable

LABELS = 18  # columns of the labels of a comparison
GUTTER = 2  # columns between two columns
NARROWEST = 22  # columns of one platform; on narrower screens they stand below one another
_MARKS = {"safe": "□", "ask-first": "!", "never": "✘"}
_STYLES = {"safe": "", "ask-first": "yellow", "never": "red"}


class Guide(Screen):
    """A screen that also guides."""

    # -- emergency

    def emergency(self, found: Emergency) -> None:
        """First steps, in the order of their time."""
        self._heading("emergency.title")
        if found.platform:
            self._identity(found.platform)
        elif found.name is not None:
            self._line(self.words("emergency.unknown", name=defanged(found.name)))
            self._suggestions(found.suggestions, "emergency")
        number = 0
        for when, steps in groupby(found.advice, key=lambda step: step.when):
            self._heading(f"due.{when}")
            for step in steps:
                number += 1
                self._step(step, number)
        if found.platform:
            self._never_asks(found.platform)
        self._last("emergency.last", found.advice[0])

    # -- a dead line

    def unreachable(self, found: Unreachable) -> None:
        """The way out, step by step."""
        self._identity(found.platform)
        tried = defanged(found.tried) if found.verdict else plain(found.tried)
        self._heading("unreachable.title", tried=whole(tried))
        for number, step in enumerate(found.advice, 1):
            self._step(step, number)
        best = next((r for step in found.advice if step.id == "next-channel" for r in step.channels), None)
        if best:
            self._once_more("unreachable.next", best)

    # -- preparation

    def question(self, detail: Detail) -> None:
        """What is asked for on a terminal."""
        self._line(self._said(detail.label), style="bold")
        if detail.hint:
            self._line(self._said(detail.hint), 2, "dim")

    def ask(self, code: str) -> None:
        """A question on a terminal, in one sentence."""
        self._line(self.words(code), style="bold")

    def enough(self) -> None:
        """No more questions: what follows begins on a line of its own."""
        self._gap()

    def preparation(self, found: Preparation, as_markdown: bool = False) -> None:
        """The checklist and the message."""
        if as_markdown:
            for line in markdown(found, self.words).split("\n"):
                self._contact(Text(line))
            return
        self._identity(found.platform)
        if found.issue in LOCKABLE:
            self._bullet(
                self._copyable(self.words("prepare.emergency", id=found.platform["id"])), mark="▶", indent=0
            )
        self._where_to_send(found)
        self._heading("prepare.questions")
        for _, ask in found.questions:
            self._bullet(self._said(ask), mark="□")
        self._at_hand(found)
        for message in found.messages:
            self._message(message)
        self._call(found)
        self._heading("prepare.notes")
        for _, say in found.notes:
            self._bullet(self._said(say), mark="□")
        values = {"id": found.platform["id"], "issue": found.issue}
        self._line(self._copyable(self.words("prepare.record", **values)), 2)
        self._reminders(found)
        never = [self._said(d.label) for d in found.details if d.send == "never"]
        self._gap()
        self._line(self.words("prepare.last", secrets=self.words.join(never)), style="bold")

    def _where_to_send(self, found: Preparation) -> None:
        if found.channel is None:
            self._gap()
            self._bullet(self.words("prepare.nowhere"), mark="!", indent=0, style="yellow")
            return
        self._heading("prepare.channel", issue=self.words(f"purpose.{found.issue}"))
        self._line(self._kind(found.channel.channel), 2)
        self._address(found.channel.channel)
        if found.channel.channel["kind"] == "help-centre":
            self._line(self.words("prepare.door"), 4)

    def _at_hand(self, found: Preparation) -> None:
        for send in _MARKS:
            group = [d for d in found.details if d.send == send]
            if group:
                self._heading(f"prepare.details.{send}")
            for detail in group:
                self._detail(detail)

    def _detail(self, detail: Detail) -> None:
        label = self._said(detail.label)
        if detail.value:
            self._bullet(self.words("prepare.given", label=label, value=plain(detail.value)), mark="☑")
            return
        self._bullet(label, mark=_MARKS[detail.send], style=_STYLES[detail.send])
        about = detail.why if detail.send == "never" else detail.hint
        if about:
            self._line(self._said(about), 4, "dim")
        if detail.send == "safe":
            example = detail.example or self.words("prepare.example")
            self._contact(Text(f'--field {detail.id}="{example}"', style="dim"), 4)

    def _message(self, message: Message) -> None:
        self._heading("prepare.message", language=self.words.language_called(message.language))
        self._as_it_is(self.words("prepare.subject", subject=message.subject), "bold")
        self._gap()
        self._as_it_is(message.body)

    def _as_it_is(self, text: str, style: str = "") -> None:
        """A text to be sent: for a person folded between words; into a pipe or file with its lines whole."""
        for line in text.split("\n"):
            if line and self._console.is_terminal:
                self._line(plain(line), style=style)
            else:
                self._contact(Text(plain(line), style=style))

    def _call(self, found: Preparation) -> None:
        if found.call:
            self._heading("prepare.call")
            self._address(found.call.channel, 2)
            self._as_it_is(found.messages[0].opening_line)
        if found.asking:
            language = self.words.language_called(found.asking["language"])
            self._heading("prepare.asking", language=language)
            self._as_it_is(found.asking["phrase"])
            self._line(self.words("prepare.meaning", meaning=found.asking["meaning"]), style="dim")

    def _reminders(self, found: Preparation) -> None:
        if found.follow_up is None:
            return
        self._heading("prepare.reminder", date=self._day(found.follow_up))
        self._as_it_is("\n\n".join(message.reminder for message in found.messages))

    # -- comparison

    def comparison(self, found: Sequence[Compared]) -> None:
        """Platforms side by side, or below one another where the screen is narrow."""
        table = rows(found, self.words)
        self._gap()
        if (self._console.width - LABELS) // len(found) >= NARROWEST:
            self._side_by_side(found, table)
        else:
            self._below_one_another(found, table)
        self._gap()
        self._line(self.words("compare.last"), style="dim")

    def _side_by_side(self, found: Sequence[Compared], table: list[tuple[str, list[str]]]) -> None:
        """Cells folded like everything else; no line ends in blanks."""
        width = (self._console.width - LABELS) // len(found) - GUTTER
        heads = ("", [Text(plain(item.platform["name"]), style="bold") for item in found])
        body = [(label, [Text(cell) for cell in cells]) for label, cells in table]
        for label, cells in (heads, *body):
            columns = [
                _folded(Text(label, style="dim"), LABELS - GUTTER),
                *(_folded(c, width) for c in cells),
            ]
            for parts in zip_longest(*columns, fillvalue=Text()):
                self._row(parts, [LABELS, *[width + GUTTER] * (len(parts) - 1)])

    def _row(self, parts: Sequence[Text], widths: list[int]) -> None:
        line = Text()
        for part, width in zip(parts, widths, strict=True):
            line.append_text(part)
            line.append(" " * (width - part.cell_len))
        line.rstrip()
        self._contact(line)

    def _below_one_another(self, found: Sequence[Compared], table: list[tuple[str, list[str]]]) -> None:
        for column, item in enumerate(found):
            self._line(plain(item.platform["name"]), style="bold")
            for label, cells in table:
                said = self.words.join(cells[column].split("\n"))
                self._line(self.words("prepare.given", label=label, value=said), 2)
            if item is not found[-1]:
                self._gap()

    # -- all of them

    def _step(self, step: Advice, number: int) -> None:
        self._advice(step, mark=f"{number:2}.", indent=0)

    def _last(self, code: str, step: Advice) -> None:
        """What must still be on the screen when everything else has scrolled away."""
        self._gap()
        self._line(self.words(code, step=self._sentence_of(step)), style="bold", lead="▶ ")


def _folded(text: Text, width: int) -> list[Text]:
    """A cell as lines."""
    lines = [
        line for part in text.split("\n") for line in part.divide([n for n in folds(part.plain, width) if n])
    ]
    for line in lines:
        line.rstrip()
    return lines
