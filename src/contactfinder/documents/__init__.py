"""Documents: the text that people read in files of many forms, piece by piece, with the place of each character."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from contactfinder.documents.decoding import BOM, decoded
from contactfinder.documents.form import Form, form_of
from contactfinder.documents.notes import Notes
from contactfinder.documents.passage import Passage, Run
from contactfinder.documents.tape import Tape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from contactfinder.documents.plain import Reader

__all__ = ["Form", "Notes", "Passage", "Run", "form_of", "passages", "passages_of"]


def passages(
    chunks: Iterable[bytes],
    form: Form,
    notes: Notes,
    *,
    encoding: str | None = None,
    fields: tuple[str, ...] = (),
) -> Iterator[Passage]:
    """What people read in a document. An empty chunk says that the input pauses: what can be given out then, is.

    Raises UsageError for an unknown encoding, and for a field that is no column.
    """
    # Whether the bytes of a mail can be decoded is for each of its parts to say.
    counted = Notes() if form is Form.EML else notes
    blocks = decoded(chunks, counted, encoding, meta=form is Form.HTML)
    return _read(blocks, lambda tape: _reader(form, tape, notes, fields))


def passages_of(text: str) -> Iterator[Passage]:
    """The same of a text that is at hand."""
    return _read(iter([text]), lambda tape: _reader(Form.TEXT, tape, Notes(), ()))


def _read(blocks: Iterator[str], opened: Callable[[Tape], Reader]) -> Iterator[Passage]:
    """A byte order mark counts as a character, but is no part of the text."""
    first = next(blocks, "")
    reader = opened(Tape(len(BOM) if first.startswith(BOM) else 0))
    for block in chain([first.removeprefix(BOM)], blocks):
        yield from reader.feed(block) if block else reader.pause()
    yield from reader.end()


def _reader(form: Form, tape: Tape, notes: Notes, fields: tuple[str, ...]) -> Reader:
    """The reader of a form; the others are not loaded."""
    match form:
        case Form.TEXT:
            from contactfinder.documents.plain import PlainReader

            return PlainReader(tape)
        case Form.MARKDOWN:
            from contactfinder.documents.markdown import MarkdownReader

            return MarkdownReader(tape)
        case Form.HTML:
            from contactfinder.documents.hypertext import HtmlReader

            return HtmlReader(tape)
        case Form.EML:
            from contactfinder.documents.mail import MailReader

            return MailReader(tape, notes)
        case Form.CSV:
            from contactfinder.documents.cells import CsvReader

            return CsvReader(tape, fields)
        case _:
            from contactfinder.documents.values import JsonReader

            return JsonReader(tape, form, notes, fields)
