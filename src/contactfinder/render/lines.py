"""A finding on one line, for tools that match lines; what every output says of one; and the closing sentence of a scan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contactfinder.errors import ExitCode
from contactfinder.render.plain import defanged, plain
from contactfinder.verify import EXIT_CODES, Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contactfinder.render.words import Words
    from contactfinder.scan.finding import Finding
    from contactfinder.verify import Verdict


def line(source: str, found: Finding, words: Words) -> str:
    """One finding as compilers write it: where, the code of the verdict, the contact, and what else is to say."""
    head = f"{place(source, found)}: {found.verdict.status} {contact(found)}"
    return with_details(head, [*about(found, words), *disguises(found, words)], words)


def place(source: str, found: Finding) -> str:
    """Where it stands: source, line and column."""
    return f"{named(source)}:{found.line}:{found.column}"


def named(source: str) -> str:
    """The name of a source as people read it."""
    return "stdin" if source == "-" else plain(source)


def contact(found: Finding) -> str:
    """The contact in canonical form, of which only an official one may be clicked."""
    value = found.contact.value
    return plain(value) if found.verdict.status is Status.OFFICIAL else defanged(value)


def about(found: Finding, words: Words) -> list[str]:
    """The part of the document in which it stands, whose it is said to be, and what it imitates."""
    part = words("scan.part", part=defanged(found.part)) if found.part else ""
    return list(filter(None, (part, claimed(found, words), imitating(found.verdict, words))))


def claimed(found: Finding, words: Words) -> str:
    """Whose contact it is said to be."""
    brand = found.claimed_for
    return words("scan.claimed", name=plain(brand.platform["name"])) if brand else ""


def imitating(verdict: Verdict, words: Words) -> str:
    """What it imitates."""
    return words("short.imitates", official=plain(verdict.imitates)) if verdict.imitates else ""


def posing(verdict: Verdict, words: Words) -> str:
    """As whom it was reported to pose."""
    if verdict.report is None or verdict.status is not Status.IMPOSTOR:
        return ""
    return words("short.posing", brands=", ".join(map(plain, verdict.report["brands"])))


def disguises(found: Finding, words: Words) -> list[str]:
    """How it is disguised."""
    return [words(f"disguise.{way}") for way in found.disguise]


def with_details(head: str, details: list[str], words: Words) -> str:
    """What was found, with the rest in brackets."""
    said = words("punctuation.semicolon").join(details)
    return words("scan.details", found=head, details=said) if said else head


def is_accused(found: Finding) -> bool:
    """Whether the verdict is that it is no contact of the platform."""
    return EXIT_CODES[found.verdict.status] is ExitCode.BAD


def is_doubted(found: Finding) -> bool:
    """Whether a reader needs something else to use: it is accused, or said to be a platform's and not known to be."""
    unproven = EXIT_CODES[found.verdict.status] is ExitCode.NOT_CONFIRMED
    return is_accused(found) or (unproven and found.claimed_for is not None)


def summary(
    words: Words, counts: Mapping[Status, int], sources: int, characters: int, notes: Mapping[str, int]
) -> str:
    """How much was read and what was found in it; below it, a line for each thing that went otherwise than expected."""
    verdicts = [
        words("stream.verdict", verdict=words(f"short.{status}"), count=f"{counts[status]:,}")
        for status in Status
        if counts.get(status)
    ]
    said = {
        "files": _counted(words, "files", sources),
        "characters": _counted(words, "characters", characters),
    }
    code = "scan.summary" if verdicts else "scan.nothing"
    odd = [words(f"scan.note.{code}", count=f"{notes[code]:,}") for code in notes if notes[code]]
    return "\n".join([words(code, **said, verdicts=words.join(verdicts)), *odd])


def _counted(words: Words, what: str, number: int) -> str:
    return words(f"scan.{what}.one" if number == 1 else f"scan.{what}", count=f"{number:,}")
