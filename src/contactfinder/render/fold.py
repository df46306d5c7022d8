"""Where a line may be folded: at blanks and between Chinese characters, never inside a word or a contact."""

import re
from collections.abc import Iterator

from rich.cells import cell_len

_BEGIN, _END = "\ue000", "\ue001"  # around what must stay whole; `plain` lets nobody else write them
_OPENING = "（「《【〔“‘"
_CLOSING = "，。；：！？、）」》】〕”’…～"
_WIDE = "\u2e80-\u303f\u3041-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uff60\U00020000-\U0003fffd"
_WORD = rf"(?:{_BEGIN}[^{_END}]*{_END}|[^\s{_BEGIN}{_WIDE}{_OPENING}{_CLOSING}])+"
_PIECE = re.compile(rf"[{_OPENING}]*(?:{_WORD}|(?![{_OPENING}{_CLOSING}])[{_WIDE}])?[{_CLOSING}]*\s*")


def whole(contact: str) -> str:
    """A contact inside a sentence, marked so that no fold goes through it."""
    return f"{_BEGIN}{contact}{_END}" if contact else ""


def bare(text: str) -> str:
    """Text without the marks of `whole`."""
    return text.replace(_BEGIN, "").replace(_END, "")


def folds(text: str, width: int) -> list[int]:
    """The places at which to fold `text`, so that lines are no wider than `width` unless one word alone is."""
    found: list[int] = []
    used = 0
    for start, piece in _pieces(text):
        if start and used + cell_len(bare(piece.rstrip())) > width:
            found.append(start)
            used = 0
        used += cell_len(bare(piece))
    return found


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    return ((match.start(), match[0]) for match in _PIECE.finditer(text) if match[0])
