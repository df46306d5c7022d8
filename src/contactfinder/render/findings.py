"""Findings for people: where each contact stands, what it is, the words around it, and what to use instead."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from contactfinder.guidance.advice import official_of
from contactfinder.render import lines
from contactfinder.render.excerpt import around
from contactfinder.render.fold import bare, whole
from contactfinder.render.plain import plain
from contactfinder.render.rows import Rows
from contactfinder.render.terminal import VERDICT_MARKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contactfinder.guidance.ranking import Ranked
    from contactfinder.render.words import Words
    from contactfinder.scan.finding import Excerpt, Finding

WIDTH = 80  # columns where no terminal ends
LONGEST_CONTACT = 200  # characters of a contact; the rest would be a screen of its own
_UNDER, _DEEPER = 2, 4  # columns by which is indented what belongs to a finding
_GAP = "  "


class Findings(Rows):
    """Writes a finding on some lines: where it is, its verdict, its words, how it hides, and the way out."""

    def __init__(self, words: Words, width: int | None = None, colours: bool = False) -> None:
        """`width` is where a terminal ends."""
        super().__init__(words, width, colours)
        self._out = io.StringIO()
        self._console.size = (width or WIDTH, 1)  # with a height too, no terminal is asked

    def finding(self, source: str, found: Finding, instead: Sequence[Ranked] = ()) -> str:
        """One finding, below an empty line. `instead` are channels to use in its place."""
        mark, style = VERDICT_MARKS[found.verdict.status]
        self._gap()
        self._flow(
            Text(lines.place(source, found), style="dim"),
            Text(f"{mark} {self.words(f'short.{found.verdict.status}')}", style=style),
            Text(_cut(lines.contact(found)), style="bold"),
        )
        if about := self._about(found):
            self._line(about, _UNDER)
        self._excerpt(found.excerpt, style)
        self._hints(found)
        if official := official_of(instead) if lines.is_doubted(found) else []:
            self._genuine(found, official[0])
        return self._taken()

    def _about(self, found: Finding) -> str:
        """Whose it is said to be, whose it is or what it imitates, and why that is the verdict."""
        claimed, owner = found.claimed_for, found.verdict.platform
        same = claimed is not None and owner is not None and claimed.platform["id"] == owner["id"]
        known = [] if same or found.verdict.imitates else [self._whose(found.verdict)]
        return " · ".join(filter(None, [*lines.about(found, self.words), *known, self._why(found.verdict)]))

    def _excerpt(self, excerpt: Excerpt, style: str) -> None:
        """The words around it; the contact is underlined, by marks on a line of their own where there are no colours."""
        shown = around(excerpt, self._console.width - _DEEPER)
        line = Text(shown.before) + Text(shown.contact, style=f"{style} underline") + Text(shown.behind)
        line.rstrip()
        self._contact(line, _DEEPER)
        if not self._colours:
            self._contact(Text(" " * cell_len(shown.before) + "^" * cell_len(shown.contact)), _DEEPER)

    def _hints(self, found: Finding) -> None:
        """How it is disguised, and what the words around it do."""
        semicolon = self.words("punctuation.semicolon")
        signals = [self.words(f"signal.{s}") for s in dict.fromkeys(cue.signal for cue in found.signals)]
        if ways := semicolon.join(lines.disguises(found, self.words)):
            self._bullet(self.words("scan.disguise", ways=ways))
        if signals:
            self._bullet(self.words("scan.signals", signals=semicolon.join(signals)))

    def _genuine(self, found: Finding, best: Ranked) -> None:
        """The best official channel of the platform."""
        platform = found.verdict.platform or (found.claimed_for and found.claimed_for.platform)
        name = plain(platform["name"]) if platform else ""
        said, way = self.words("scan.instead", name=name, kind=self._kind(best.channel)), self._way(best)
        line = Text.assemble((f"▶ {said}", "bold"), _GAP, bare(way))
        if _UNDER + line.cell_len <= self._console.width:
            self._contact(line, _UNDER)
            return
        self._bullet(said, "▶", _UNDER, "bold")
        self._line(way, _DEEPER)

    def _way(self, item: Ranked) -> str:
        """Its address, or the way through the menus to it."""
        paths = item.channel["menu_path"]
        steps = [" › ".join(map(plain, paths[language])) for language in self.words.preferred(paths)]
        return whole(plain(item.channel["display"] or "")) or "".join(steps) or self.words("lookup.inside")

    # -- lines

    def _flow(self, *parts: Text) -> None:
        """On one line what fits there; the rest below it."""
        line, indent = parts[0], 0
        for part in parts[1:]:
            if indent + line.cell_len + len(_GAP) + part.cell_len <= self._console.width:
                line = Text.assemble(line, _GAP, part)
            else:
                self._contact(line, indent)
                line, indent = part, _UNDER
        self._contact(line, indent)

    def _contact(self, text: Text, indent: int = 0) -> None:
        """One line, with colours if they are wanted; no stream is asked."""
        parts = (self._painted(s.text, str(s.style or "none")) for s in text.render(self._console))
        self._out.write(f"{' ' * indent}{''.join(parts)}\n")

    def _gap(self) -> None:
        self._out.write("\n")

    def _taken(self) -> str:
        """What was written since it was last taken."""
        written = self._out.getvalue()
        self._out.seek(0)
        self._out.truncate()
        return written


def _cut(contact: str) -> str:
    return contact if len(contact) <= LONGEST_CONTACT else f"{contact[:LONGEST_CONTACT]}…"
