"""The rows of a comparison in words, the same for every way to lay them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contactfinder.guidance.comparing import KINDS
from contactfinder.render.plain import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contactfinder.guidance.comparing import Compared, Offered
    from contactfinder.registry.record import ResponseRecord
    from contactfinder.render.words import Words


def rows(found: Sequence[Compared], words: Words) -> list[tuple[str, list[str]]]:
    """A label and a cell for each platform, row by row; in a cell, what must not be folded stands on a line of its own."""
    described = [
        (words("compare.kind"), [words(f"kind.{c.platform['kind']}") for c in found]),
        (words("compare.status"), [words(f"status.{c.platform['status']['state']}") for c in found]),
        (words("compare.domains"), [_domains(c, words) for c in found]),
    ]
    offered = [
        (words(f"channel.{kind}"), [_offered(c.offered[place], words) for c in found])
        for place, kind in enumerate(KINDS)
    ]
    return [
        *described,
        *offered,
        (
            words("compare.lock"),
            [words("compare.yes" if c.locks_account else "compare.not-known") for c in found],
        ),
        (words("compare.hours"), [_hours(c, words) for c in found]),
        (words("compare.languages"), [_languages(c, words) for c in found]),
        (words("compare.answer"), [_claims(c.claimed, words) for c in found]),
        (words("compare.team"), [str(c.team or words("compare.not-known")) for c in found]),
        (words("compare.newest"), [c.newest or words("compare.undated") for c in found]),
        (words("compare.dated"), [f"{c.dated} / {c.official}" for c in found]),
    ]


def _domains(item: Compared, words: Words) -> str:
    found = [d["domain"] for d in item.platform["domains"] if d["rooted"] and not d["former"]]
    return "\n".join(plain(d) for d in found) or words("list.no-domain")


def _offered(item: Offered, words: Words) -> str:
    if item.official:
        return (
            words("compare.yes") if item.official == 1 else words("compare.several", count=str(item.official))
        )
    return words("compare.denied" if item.denied else "compare.not-known")


def _hours(item: Compared, words: Words) -> str:
    always = [words("compare.always", kind=words(f"channel.{kind}")) for kind in item.always_open]
    limited = [f"{words(f'channel.{kind}')} {value} {zone}" for kind, value, zone in item.hours]
    return words("punctuation.semicolon").join([*always, *limited]) or words("compare.not-known")


def _languages(item: Compared, words: Words) -> str:
    names = dict.fromkeys(words.language_called(tag) for tag in item.languages)
    return words.join(names) or words("compare.not-known")


def _claims(claimed: Sequence[ResponseRecord], words: Words) -> str:
    said = dict.fromkeys(_claim(response, words) for response in claimed)
    return words("punctuation.semicolon").join(said) or words("compare.not-known")


def _claim(response: ResponseRecord, words: Words) -> str:
    time = words.duration(response["time"])
    purposes = words.join(words(f"purpose.{p}") for p in response["purposes"])
    return words("compare.claim-for" if purposes else "compare.claim", time=time, purposes=purposes)
