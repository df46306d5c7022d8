"""Asking for one's own language, in the language of the support."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contactfinder.registry.index import Index
    from contactfinder.registry.record import ChannelRecord


def primary(tag: str) -> str:
    """The language of a tag (BCP 47), whatever its script and country: zh of zh-Hant-TW."""
    return tag.split("-")[0].lower()


def same_language(first: str, second: str) -> bool:
    """Whether two tags name the same language."""
    return primary(first) == primary(second)


def asking(channel: ChannelRecord, own: Sequence[str], index: Index) -> dict[str, str] | None:
    """How to ask for one's language at a channel that does not list it: `language` is the one to speak, `meaning` the same in one's own."""
    tags = channel["languages"]
    if not tags or any(same_language(a, b) for a in tags for b in own):
        return None
    for spoken in map(primary, tags):
        phrase = index.advice([f"phrase:{spoken}"]).get(f"phrase:{spoken}")
        wanted = next((tag for tag in map(primary, own) if phrase and tag in phrase["names"]), None)
        if phrase and wanted:
            said = f"{phrase['ask'].format(language=phrase['names'][wanted])} {phrase['answer_in']}"
            return {"language": spoken, "phrase": said, "meaning": _meaning(wanted, index)}
    return None


def _meaning(language: str, index: Index) -> str:
    """The same said in the user's own language, so that nobody says what he does not understand."""
    own = index.page(f"phrase:{language}")
    return f"{own['ask'].format(language=own['names'][language])} {own['answer_in']}"
