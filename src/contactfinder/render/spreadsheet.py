"""Findings as CSV (RFC 4180): a row of names, then a row a finding, in which no cell is a formula."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING
from unicodedata import normalize

from contactfinder.render.lines import named
from contactfinder.render.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contactfinder.scan.finding import Finding

COLUMNS = (
    "source",
    "line",
    "column",
    "start",
    "end",
    "verdict",
    "kind",
    "contact",
    "claimed_for",
    "disguise",
    "signals",
    "raw",
)
_FORMULA = tuple("=+-@")  # with one of these begins a formula, in their full-width and other forms too


def heading() -> str:
    """The names of the columns."""
    return line_of(COLUMNS)


def row(source: str, found: Finding) -> str:
    """One finding; several codes in one cell have blanks between them."""
    cells = (
        named(source),
        found.line,
        found.column,
        found.start,
        found.end,
        found.verdict.status.value,
        found.kind.value,
        found.contact.value,
        found.claimed_for.platform["id"] if found.claimed_for else "",
        " ".join(found.disguise),
        " ".join(dict.fromkeys(cue.signal for cue in found.signals)),
        found.raw,
    )
    return line_of(harmless(cell) if isinstance(cell, str) else cell for cell in cells)


def line_of(cells: Iterable[str | int]) -> str:
    """One row; text from outside must be `harmless`."""
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()


def harmless(text: str) -> str:
    """Text that a spreadsheet shows and does not compute: https://owasp.org/www-community/attacks/CSV_Injection."""
    shown = plain(text)
    begins = normalize("NFKC", shown.lstrip()[:1])
    return f"'{shown}" if begins.startswith(_FORMULA) else shown
