"""What the registry knows, as one picture: a row for each platform, a column for each kind of channel."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from contactfinder.registry.coverage import KINDS, Known

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contactfinder.registry.coverage import Row
    from contactfinder.render.words import Words

_COLOURS = {  # told apart by those who see no red or green (Okabe and Ito's palette)
    Known.OFFICIAL: "#009e73",
    Known.LISTED: "#f0e442",
    Known.DENIED: "#0072b2",
    Known.DISPUTED: "#cc79a7",
    Known.NOT_FOUND: "#999999",
    Known.NOTHING: "#e8e8e8",
}
_CELL, _NAME, _HEAD, _FOOT = 9, 96, 116, 24  # pixels
_PER_COLUMN = 75  # platforms below each other, then the next block begins


def svg(found: Sequence[Row], words: Words) -> str:
    """A picture that loads nothing; text that readers and search engines can read."""
    blocks = [found[i : i + _PER_COLUMN] for i in range(0, len(found), _PER_COLUMN)]
    block = _NAME + len(KINDS) * _CELL + 16
    width, height = block * max(len(blocks), 1), _HEAD + _CELL * min(len(found), _PER_COLUMN) + _FOOT
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="7">',
        f"<title>{escape(words('stats.coverage'))}</title>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]
    for number, rows in enumerate(blocks):
        lines += _heads(number * block, words)
        lines += (line for place, row in enumerate(rows) for line in _row(row, number * block, place))
    return "\n".join([*lines, *_legend(height, words), "</svg>", ""])


def _heads(left: int, words: Words) -> Iterator[str]:
    for number, kind in enumerate(KINDS):
        x, y = left + _NAME + number * _CELL + 7, _HEAD - 4
        yield f'<text x="{x}" y="{y}" transform="rotate(-60 {x} {y})">{escape(words(f"channel.{kind}"))}</text>'


def _row(row: Row, left: int, place: int) -> Iterator[str]:
    y = _HEAD + place * _CELL
    faded = "" if row.status == "active" else ' fill="#888888"'
    yield f'<text x="{left + _NAME - 4}" y="{y + 7}" text-anchor="end"{faded}>{escape(row.name)}</text>'
    for number, kind in enumerate(KINDS):
        x, colour = left + _NAME + number * _CELL, _COLOURS[row.known[kind]]
        yield f'<rect x="{x}" y="{y}" width="{_CELL - 1}" height="{_CELL - 1}" fill="{colour}"/>'


def _legend(height: int, words: Words) -> Iterator[str]:
    for number, (known, colour) in enumerate(_COLOURS.items()):
        x, y = 8 + number * 110, height - 14
        yield f'<rect x="{x}" y="{y}" width="8" height="8" fill="{colour}"/>'
        yield f'<text x="{x + 12}" y="{y + 7}">{escape(words(f"stats.known.{known}"))}</text>'
