"""Tables of the index that come from published data, not from the registry: public suffixes and look-alike letters."""

import importlib.resources
import json
from collections.abc import Iterator
from importlib.metadata import version
from unicodedata import combining, name, normalize

_PRIVATE = "===BEGIN PRIVATE DOMAINS==="


def suffix_rows() -> Iterator[tuple[str, bool]]:
    """The rules of the Public Suffix List in ASCII, each with whether a private company keeps it (publicsuffix.org/list)."""
    private = False
    text = importlib.resources.files("publicsuffixlist") / "public_suffix_list.dat"
    for line in text.read_text(encoding="utf-8").splitlines():
        private = private or _PRIVATE in line
        if line and not line.startswith("//"):
            yield _ascii(line.split()[0]), private


def _ascii(rule: str) -> str:
    mark = "!" if rule.startswith("!") else ""
    return mark + ".".join(
        label if label.isascii() else f"xn--{label.encode('punycode').decode()}"
        for label in rule.removeprefix("!").split(".")
    )


def suffix_date() -> str:
    """The day of the list: the last part of the package's version, as in 1.1.2.20261023."""
    day = version("publicsuffixlist").rpartition(".")[2]
    return f"{day[:4]}-{day[4:6]}-{day[6:]}"


def letter_rows() -> Iterator[tuple[str, str]]:
    """Every foreign letter with the plain small letters that it is taken for (Unicode TS 39, confusables.txt)."""
    text = importlib.resources.files("confusable_homoglyphs") / "confusables.json"
    data = json.loads(text.read_text(encoding="utf-8"))
    shown = ((foreign, _plain(found[0]["c"])) for foreign, found in data.items() if len(foreign) == 1)
    alike = {foreign: letters for foreign, letters in shown if letters}
    # A small letter is also taken for what its capital looks like: the data know no plain letter for к and т.
    small = {foreign.lower(): letters for foreign, letters in alike.items()}
    for letter, letters in {**small, **_SMALL_CAPITALS, **alike}.items():
        if _stands_in_hosts(letter):
            yield letter, letters


_SMALL_CAPITALS = {
    c: n[-1].lower()
    for c in map(chr, (*range(0x250, 0x2B0), *range(0x1D00, 0x1D23)))
    if (n := name(c, "")).startswith("LATIN LETTER SMALL CAPITAL ") and n[-2] == " "
}


def _stands_in_hosts(letter: str) -> bool:
    """Whether a browser leaves the letter as it is; all others it maps to plain ones before they are compared (UTS 46)."""
    is_letter = not letter.isascii() and (letter.isalnum() or combining(letter) > 0)
    return is_letter and normalize("NFKC", letter.casefold()) == letter


def _plain(shown: str) -> str:
    """What the letter is shown as, in small plain letters; empty when it is like none."""
    bare = "".join(c for c in normalize("NFKD", shown.lower()) if not combining(c)).replace("rn", "m")
    return bare if bare.isascii() and bare.isalnum() else ""
