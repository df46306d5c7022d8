"""Near misses: shortened spellings under which two texts that differ by one edit meet in the index."""

from collections.abc import Iterator

# Symmetric deletes (Garbe, SymSpell): two texts within one insertion, deletion, substitution or swap of neighbours share
# a spelling after deleting at most one character from each.


def shortened(kind: str, text: str) -> Iterator[str]:
    """The text and every spelling of it that lacks one character, as keys of the index."""
    seen = {text, *(text[:i] + text[i + 1 :] for i in range(len(text)))}
    for spelling in sorted(seen):
        yield f"{kind}:{spelling}"


def edit(first: str, second: str) -> str | None:
    """What one edit made `second` of `first`: changed, swapped, dropped, added; None when it takes more than one."""
    if first == second:
        return None
    start = next(
        (i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b),
        min(len(first), len(second)),
    )
    rest, other = first[start:], second[start:]
    if len(first) == len(second):
        if rest[1:] == other[1:]:
            return "changed"
        return "swapped" if rest[:2] == other[1::-1] and rest[2:] == other[2:] else None
    if rest[1:] == other:
        return "dropped"
    return "added" if rest == other[1:] else None
