"""CSV, as spreadsheets and databases write it: a row of names first, fields that may hold line breaks."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, NamedTuple

from contactfinder.errors import UsageError
from contactfinder.render.machine import dumped
from contactfinder.stream.formats import ID, LONGEST_RECORD, Bad, Escaped, blocks, readable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from contactfinder.stream.formats import Batch, Record, Said

DELIMITERS = ",;\t"
_END = "\x00"  # stands behind the last line: alone in a row when no quotes are open there


class Row(NamedTuple):
    """Where a row begins among its lines, and its fields; None for one that cannot be split."""

    place: int
    fields: list[str] | None


class Heading(NamedTuple):
    """What the first row says: how many columns there are, and which ones hold the claim and the id."""

    columns: int
    claim: int
    id: int | None


def heading(names: list[str], claim: str | None, name: str | None) -> Heading:
    """Find the columns. Raises UsageError for one that is not there, or not the only one of its name."""
    if claim is None and len(names) > 1:
        raise UsageError("field-not-said", names=", ".join(names))
    wanted = [names[0] if claim is None else claim, *([] if name is None else [name])]
    for one in wanted:
        if names.count(one) != 1:
            raise UsageError("no-such-field", value=one, names=", ".join(names))
    id_ = ID if name is None else name
    return Heading(len(names), names.index(wanted[0]), names.index(id_) if id_ in names else None)


class Csv:
    """Fields between commas, semicolons or tabs, whichever make the most of the first line."""

    def __init__(self, field: str | None, name: str | None = None) -> None:
        self._wanted = field, name

    def batches(self, chunks: Iterable[bytes]) -> Iterator[Batch]:
        """The rows that are whole. Raises UsageError when the first one lacks a name."""
        found, delimiter, rest, line = None, "", list[bytes](), 1
        for first, block in blocks(chunks, LONGEST_RECORD):
            lines, line = [*rest, *block.split(b"\n")], first - len(rest)
            delimiter = delimiter or _delimiter(lines[0])
            rows = list(_rows([*lines, _END.encode()], delimiter))
            last = rows.pop()
            rest = [] if last.fields == [_END] else lines[last.place :]
            found, records = self._records(found, rows, lines, line)
            line += len(lines) - len(rest)
            yield line, records
        yield line, self._records(found, list(_rows(rest, delimiter)), rest, line)[1] if rest else []

    def records(self, batch: Batch) -> list[Record]:
        """The rows, which were split already."""
        records: list[Record] = batch[1]
        return records

    def _records(
        self, found: Heading | None, rows: list[Row], lines: list[bytes], line: int
    ) -> tuple[Heading | None, list[Record]]:
        """The records of some rows, of which the first of all is the heading."""
        rows = [row for row in rows if row.fields != []]
        if found is None and rows:
            found = heading([name.strip() for name in rows.pop(0).fields or [""]], *self._wanted)
        if found is None:
            return None, []
        ends = [row.place for row in rows[1:]] + [len(lines)]
        return found, [
            (line + row.place, *_read(row, found, lines[row.place : end]))
            for row, end in zip(rows, ends, strict=False)
        ]


def _delimiter(line: bytes) -> str:
    text, _ = readable(line)
    return max(DELIMITERS, key=lambda d: len(next(csv.reader([text], delimiter=d), [])))


def _rows(lines: list[bytes], delimiter: str) -> Iterator[Row]:
    reader = csv.reader((f"{readable(line)[0]}\n" for line in lines), delimiter=delimiter)
    while True:
        place = reader.line_num
        try:
            yield Row(place, next(reader))
        except csv.Error:  # a field beyond the limit of the library, as after quotes that nobody closed
            yield Row(place, None)
        except StopIteration:
            return


def _read(row: Row, found: Heading, lines: list[bytes]) -> tuple[Said, bytes | None]:
    text, _ = readable(lines[0])
    if row.fields is None:
        return Bad("line-not-csv", text), None
    if len(row.fields) != found.columns:
        return Bad("line-columns", text), None
    name = None if found.id is None else dumped(row.fields[found.id]).encode()
    claim = row.fields[found.claim]
    return Escaped(claim) if any(readable(line)[1] for line in lines) else claim, name
