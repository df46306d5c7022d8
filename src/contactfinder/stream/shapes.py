"""What goes out: a line of JSON, or a line for people, for every claim."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from contactfinder.contacts import Contact, Kind
from contactfinder.render import machine
from contactfinder.render.plain import plain
from contactfinder.stream.answers import Frame

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from contactfinder.guidance.ranking import Ranked
    from contactfinder.registry.index import Index
    from contactfinder.render.rows import Rows
    from contactfinder.verify import Verdict

_NUMBER = "\ue001"  # of Unicode's private use: it stands where the contact is put in


def _json(value: object) -> bytes:
    return machine.dumped(value).encode()


class Json:
    """One JSON object a line, the same as `verify --json` prints."""

    bare = True

    def __init__(self, index: Index) -> None:
        self._index = index
        self._before = _json(machine.envelope(index)).removesuffix(b"}") + b',"claim":'

    def frame(self, verdict: Verdict, instead: Sequence[Ranked]) -> Frame:
        """The object but for its claim, and open at its end for the line."""
        output = _json(machine.verdict(self._index, verdict._replace(text=""), instead))
        _, before, behind = output.removesuffix(b"}").partition(self._before)
        return Frame(before, behind.removeprefix(_json("")))

    def of_numbers(self, verdict: Verdict, instead: Sequence[Ranked]) -> Callable[[str, bytes], bytes]:
        """The same object with any number in it."""
        if verdict.contact is None:
            before, behind = self.frame(verdict, instead)
            return lambda _, line: b'%b"%b"%b' % (before, line, behind)
        before, behind = self.frame(verdict._replace(contact=Contact(Kind.PHONE, _NUMBER)), instead)
        left, right = behind.split(_NUMBER.encode(), 1)
        return lambda e164, line: b'%b"%b"%b%b%b' % (before, line, left, e164.encode(), right)

    def claim(self, text: str) -> bytes:
        """As JSON."""
        return _json(text)

    def plain(self, line: bytes) -> bytes:
        """The same; nothing in it needs an escape."""
        return b'"%b"' % line

    def line(self, body: bytes, number: int, name: bytes | None) -> bytes:
        """The object, closed."""
        if name is None:
            return b'%b,"line":%d}\n' % (body, number)
        return b'%b,"line":%d,"id":%b}\n' % (body, number, name)


class Text:
    """One line a claim, in columns."""

    bare = False

    def __init__(self, rows: Rows, encoding: str) -> None:
        self._rows, self._encoding = rows, encoding

    def frame(self, verdict: Verdict, instead: Sequence[Ranked]) -> Frame:  # noqa: ARG002  too much for one line
        """Everything, since a claim that can be read is shown in its canonical form."""
        return Frame(self._encoded(self._rows.row(verdict)), b"")

    def of_numbers(self, verdict: Verdict, instead: Sequence[Ranked]) -> Callable[[str, bytes], bytes]:
        """The same line with any number in it."""
        return lambda e164, _: self.frame(verdict._replace(contact=Contact(Kind.PHONE, e164)), instead).before

    def claim(self, text: str) -> bytes:  # noqa: ARG002
        """It stands in its column."""
        return b""

    def plain(self, line: bytes) -> bytes:  # noqa: ARG002
        """The same."""
        return b""

    def line(self, body: bytes, number: int, name: bytes | None) -> bytes:
        """The line, led by what tells it from others: its id, or else its number in the input."""
        label = str(number) if name is None else _shown(name)
        return self._encoded(self._rows.label(label)) + body + b"\n"

    def _encoded(self, text: str) -> bytes:
        return text.encode(self._encoding, "backslashreplace")


def _shown(name: bytes) -> str:
    """An id as text."""
    value = json.loads(name)
    return plain(value if isinstance(value, str) else name.decode())
