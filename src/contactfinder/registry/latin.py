"""Chinese names in Latin letters, made when an index is built: a search aid that is never shown and claims no name."""

from collections.abc import Iterator, Mapping, Sequence

_INITIALS_FROM = 3  # syllables; the initials of fewer are too short to name one platform


def in_pinyin(names: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The Chinese names of a platform in Hanyu Pinyin without tones: all syllables, and of longer names the initials.

    Characters with several readings are read as the dictionary of pypinyin reads the whole word.
    """
    for tag, spellings in names.items():
        if tag.split("-")[0] == "zh":
            for name in spellings:
                yield from _readings(name)


def _readings(name: str) -> Iterator[str]:
    from pypinyin import lazy_pinyin  # a second to import, and only where an index is built

    syllables = lazy_pinyin(name, v_to_u=False)
    if "".join(syllables) != name:
        yield " ".join(syllables)
        if len(syllables) >= _INITIALS_FROM and all(part.isalpha() and part.islower() for part in syllables):
            yield "".join(part[0] for part in syllables)
