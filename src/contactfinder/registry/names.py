"""Names as people type them, folded so that case, width, accents, blanks and punctuation do not matter."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import category, normalize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contactfinder.registry.record import PlatformRecord

_ACCENTS = frozenset(
    map(chr, range(0x300, 0x370))
)  # of Latin, Greek and Cyrillic; other scripts' marks are letters


def folded(name: str) -> str:
    """The key under which a name is found: 'Ｃrypto.com', 'CRYPTO COM' and 'crypto-com' are one."""
    wide = normalize("NFKD", name).casefold()
    return normalize("NFKC", "".join(c for c in wide if category(c)[0] in "LNM" and c not in _ACCENTS))


def names_of(platform: PlatformRecord) -> Iterator[str]:
    """Every name of a platform, the main one first."""
    names = [
        platform["name"],
        *(n for group in platform["names"].values() for n in group),
        *platform["aliases"],
        *platform["former_names"],
    ]
    yield from dict.fromkeys(names)


def grams(key: str) -> set[str]:
    """The three-letter pieces of a folded name, with its ends marked: how a misspelt name is found."""
    padded = f"^{key}$"
    return {padded[i : i + 3] for i in range(len(padded) - 2)}
