"""Findings made by hand from the imaginary registry, plain and hostile ones, for the tests of every output."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from contactfinder.guidance.ranking import Ranked, rank
from contactfinder.guidance.ranking import instead as pick_instead
from contactfinder.guidance.situation import Situation
from contactfinder.registry.index import Index
from contactfinder.scan.finding import Brand, Cue, Disguise, Excerpt, Finding, Signal
from contactfinder.verify import Status, verify

BOLD = "𝟏-𝟖𝟒𝟒-𝟓𝟓𝟓-𝟎𝟏𝟗𝟗"
EXCHANGE = "Example Exchange"
SAID = f"{EXCHANGE} locked my account. Call support at "
HOSTILE = {
    "ansi": "\x1b[31mred\x1b[0m",
    "link": "\x1b]8;;https://evil.example\x1b\\here",
    "c1": "\x9b31m",
    "direction": "\u202eelpmaxe\u2066",
    "zero-width": "a\u200bb\ufeff",
    "private": "\ue000x\ue001",
    "surrogate": "\udcff",
    "breaks": "a\nb\r\nc\u2028d",
    "markup": "[red]x[/red] [/etc] {0} {name} %s",
    "markdown": "`` ` ``` | </details> [x](https://evil.example) **b** @everyone #1",
    "html": "<!-- x --><script>alert(1)</script>",
    "address": "https://evil.example/a help@evil.example www.evil.example ftp://evil.example",
    "combining": "z" + "\u0301" * 400,
    "long": "blah " * 20_000,
}


def finding(
    index: Index,
    raw: str,
    claim: str | None = None,
    *,
    before: str = "",
    behind: str = "",
    claimed: str | None = None,
    disguise: Iterable[Disguise] = (),
    signals: Iterable[Signal] = (),
    part: str = "",
) -> Finding:
    """A contact in a line, with the verdict that the registry gives on it; `claimed` stands at the line's beginning."""
    verdict = verify(raw if claim is None else claim, index, claimed=claimed)
    assert verdict.kind and verdict.contact
    platform = verdict.platform if claimed else None
    text, start, end = f"{before}{raw}{behind}", len(before), len(before) + len(raw)
    return Finding(
        start,
        end,
        before.count("\n") + 1,
        len(before.rpartition("\n")[2]) + 1,
        raw,
        verdict.kind,
        verdict.contact,
        tuple(disguise),
        verdict,
        Brand(platform, 0, len(EXCHANGE)) if platform else None,
        tuple(Cue(signal, 1, 5) for signal in signals),
        Excerpt(text, start, end),
        part,
    )


def impostor(index: Index, behind: str = " now!") -> Finding:
    """A reported number in mathematical digits, behind a brand and words that urge."""
    return finding(
        index,
        BOLD,
        "+18445550199",
        before=SAID,
        behind=behind,
        claimed=EXCHANGE,
        disguise=[Disguise.OTHER_DIGITS],
        signals=[Signal.CALL, Signal.URGENCY, Signal.CALL],
    )


def official(index: Index) -> Finding:
    """A number that the platform publishes."""
    return finding(index, "+1 844 555 0123", before="lock it: ", claimed=EXCHANGE)


def unknown(index: Index, claimed: str | None = EXCHANGE) -> Finding:
    """A number nobody knows, said to be a platform's or not."""
    return finding(index, "+1 202 555 0143", before=SAID, claimed=claimed)


def lookalike(index: Index, path: str = "") -> Finding:
    """A link that imitates a domain."""
    return finding(index, f"https://example-exchange.com.evil.net/{path}", before="see ")


def every_kind(index: Index) -> list[Finding]:
    """One finding of each kind of verdict that these tests need."""
    found = [impostor(index), official(index), unknown(index), unknown(index, None), lookalike(index)]
    assert [f.verdict.status for f in found[:3]] == [Status.IMPOSTOR, Status.OFFICIAL, Status.UNKNOWN]
    assert found[4].verdict.status is Status.LOOKALIKE
    return found


def instead(index: Index, found: Finding) -> Sequence[Ranked]:
    """What the finder would name in place of a contact."""
    platform = found.verdict.platform
    if platform is None:
        return []
    ranked = rank(platform, Situation(datetime(2026, 11, 22, 12, tzinfo=UTC)))
    return pick_instead(ranked, found.contact.value, found.kind, found.verdict.imitates)
