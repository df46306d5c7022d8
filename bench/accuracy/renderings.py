"""How many disguised contacts `scan` finds, style by style: python bench/accuracy/renderings.py [--cases N] [--jsonl FILE]

The numbers of the registry as they were posted, and numbers, links, addresses and accounts written in every style of
styles.py and places.py; beside them what phonenumbers' matcher finds, in the same run. A contact is found when it is
read as the right one. Exits with 1 when fewer than 98 % of all are found, or fewer than 90 % of a style.
"""

import argparse
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from multiprocessing import Pool
from pathlib import Path
from typing import Any, NamedTuple

import phonenumbers
import places
import styles
import yaml
from carriers import SEED, Case, Expected

from contactfinder.contacts import parse
from contactfinder.documents import passages_of
from contactfinder.errors import UnreadableContact
from contactfinder.registry.index import BUILT_IN, Index
from contactfinder.scan import Scanner

ROOT = Path(__file__).parents[2]
CASES = 120  # texts of each style
LEAST_OF_ALL, LEAST_OF_A_STYLE = 0.98, 0.90
POSTED, SILENT = "as posted", "nothing to find"
SENTENCES = {
    "English": (
        "Call {brand} customer support at {it} to unlock your account.",
        "{brand} helpline number: {it}",
        "I could not log in to {brand}. Then I dialed {it}\nand a live agent restored my wallet.",
    ),
    "Chinese": (
        "{brand} 客服电话：{it}，请立即联系。",
        "账户被冻结？拨打 {brand} 官方热线 {it} 解冻",
        "{brand} 人工客服 {it} 在线，资产找回",
    ),
    "Spanish": (
        "Llame al soporte de {brand} al {it} ahora mismo.",
        "Atención al cliente de {brand}: {it}",
        "¿Cuenta bloqueada en {brand}? Marque {it} y recupere sus fondos",
    ),
}


class Outcome(NamedTuple):
    """Which of the expected contacts were found, and by the matcher; and all that was found."""

    case: Case
    found: tuple[bool, ...]
    by_matcher: tuple[bool, ...]
    contacts: tuple[str, ...]


class Row(NamedTuple):
    """One line of the table; the matcher has no part in a style without numbers."""

    style: str
    of: int
    found: int
    by_matcher: int | None

    @property
    def share(self) -> float:
        """How much of it was found."""
        return self.found / self.of if self.of else 1

    def __str__(self) -> str:
        matched = "–" if self.by_matcher is None else _percent(self.by_matcher, self.of)
        return (
            f"| {self.style} | {self.of:,} | {self.found:,} | {_percent(self.found, self.of)} | {matched} |"
        )


def _percent(part: int, of: int) -> str:
    return f"{part / of:.1%}".replace("%", " %") if of else "–"


# -- what is measured


def posted() -> Iterator[Case]:
    """The numbers of the registry as they were posted, each in sentences of three languages."""
    for path in sorted((ROOT / "registry" / "impostors").glob("*.yaml")):
        for record in yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader):
            yield from _posted(record)


def _posted(record: dict[str, Any]) -> Iterator[Case]:
    brand = record["brands"][0].title() if record.get("brands") else "Crypto"
    for rendering in record.get("renderings", []):
        for language, sentences in SENTENCES.items():
            for sentence in sentences:
                text = sentence.replace("{brand}", brand).replace("{it}", rendering)
                yield Case(f"{POSTED}, {language}", text, (Expected("phone", record["contact"]),))


def cases_in(lines: Iterable[str]) -> Iterator[Case]:
    """Cases in JSON Lines: {"text", "expect": [{"kind", "contact"}], "style"}."""
    for line in lines:
        if line.strip():
            record = json.loads(line)
            expect = tuple(Expected(e["kind"], e["contact"]) for e in record.get("expect", []))
            yield Case(record.get("style") or "–", record["text"], expect)


# -- measuring


def canonical(expected: Expected) -> tuple[str, str]:
    """Kind and contact as findings tell them."""
    with suppress(UnreadableContact):
        for reading in parse(expected.contact).readings:
            if reading.contact.kind.value == expected.kind:
                return expected.kind, reading.contact.value
    return expected.kind, expected.contact


def matched(text: str) -> set[str]:
    """The numbers that phonenumbers' matcher finds line by line."""
    return {
        phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
        for line in text.splitlines()
        for match in phonenumbers.PhoneNumberMatcher(line, "US")
    }


_scanner: Scanner | None = None


def measured(case: Case) -> Outcome:
    """One text, scanned and matched; a worker opens the registry once."""
    global _scanner
    _scanner = _scanner or Scanner(Index.open(BUILT_IN))
    found = {(f.kind.value, f.contact.value) for f in _scanner.findings(passages_of(case.text))}
    numbers = matched(case.text)
    return Outcome(
        case,
        tuple(canonical(expected) in found for expected in case.expect),
        tuple(expected.contact in numbers for expected in case.expect),
        tuple(sorted(value for _, value in found)),
    )


def outcomes(cases: Iterable[Case]) -> list[Outcome]:
    """All of them, on all cores."""
    with Pool(os.cpu_count()) as pool:
        return pool.map(measured, cases, chunksize=50)


# -- what is told


def rows(found: Iterable[Outcome]) -> list[Row]:
    """A line for each style, in their order; texts in which nothing is to be found stand apart."""
    by_style: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in found:
        if outcome.case.expect:
            by_style[outcome.case.style].append(outcome)
    return [_row(style, of) for style, of in by_style.items()]


def _row(style: str, of: list[Outcome]) -> Row:
    has_numbers = any(expected.kind == "phone" for o in of for expected in o.case.expect)
    return Row(
        style,
        sum(len(o.case.expect) for o in of),
        sum(sum(o.found) for o in of),
        sum(sum(o.by_matcher) for o in of) if has_numbers else None,
    )


def total(what: str, of: Iterable[Row]) -> Row:
    """The lines together."""
    lines = list(of)
    numbers = [row.by_matcher for row in lines if row.by_matcher is not None]
    return Row(
        f"**{what}**",
        sum(r.of for r in lines),
        sum(r.found for r in lines),
        sum(numbers) if len(numbers) == len(lines) else None,
    )


def is_enough(lines: list[Row]) -> bool:
    """Whether neither all together nor any style fell below its limit."""
    whole = total("all", lines)
    return whole.share >= LEAST_OF_ALL and all(r.share >= LEAST_OF_A_STYLE for r in lines)


def report(found: list[Outcome]) -> str:
    """The table with its totals, and texts in which something was found that is not there."""
    lines = rows(found)
    with_numbers = [r for r in lines if r.by_matcher is not None]
    totals = [total("all numbers", with_numbers)]
    if others := [r for r in lines if r.by_matcher is None]:
        totals += [total("all others", others), total("all", lines)]
    head = "| style | measured | found | share | PhoneNumberMatcher |\n| --- | ---: | ---: | ---: | ---: |"
    quiet = [o for o in found if not o.case.expect]
    loud = sum(bool(o.contacts) for o in quiet)
    more = [f"\n{SILENT}: {len(quiet):,} texts, something found in {loud:,}"] if quiet else []
    return "\n".join((head, *map(str, (*lines, *totals)), *more))


def misses(found: Iterable[Outcome]) -> Iterator[str]:
    """A line for each contact that was not found, with what was found instead; and for each that is not there."""
    for outcome in found:
        case, instead = outcome.case, ", ".join(outcome.contacts) or "nothing"
        for expected, was_found in zip(case.expect, outcome.found, strict=True):
            if not was_found:
                yield f"missed\t{case.style}\t{expected.contact}\t{instead}\t{case.text!r}"
        if not case.expect and outcome.contacts:
            yield f"false\t{case.style}\t–\t{instead}\t{case.text!r}"


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure how many disguised contacts scan finds, by style.")
    parser.add_argument("--cases", type=int, default=CASES, help=f"texts of each style ({CASES})")
    parser.add_argument("--seed", type=int, default=SEED, help=f"of what is drawn ({SEED})")
    parser.add_argument("--style", action="append", help="only styles whose names begin so; may be repeated")
    parser.add_argument("--jsonl", type=Path, help="measure these cases of your own instead")
    parser.add_argument("--details", type=Path, help="a file for every miss, one a line")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="show N misses of each style")
    return parser.parse_args(arguments)


def _cases(options: argparse.Namespace) -> list[Case]:
    if options.jsonl:
        cases = list(cases_in(options.jsonl.read_text(encoding="utf-8").splitlines()))
    else:
        count, seed = options.cases, options.seed
        cases = [*posted(), *styles.number_cases(count, seed), *places.place_cases(count, seed)]
    wanted = tuple(options.style or [""])
    return [case for case in cases if case.style.startswith(wanted)]


def _shown(found: list[Outcome], most: int) -> Iterator[str]:
    """The first misses of each style."""
    count: dict[str, int] = defaultdict(int)
    for line in misses(found):
        style = line.split("\t")[1]
        count[style] += 1
        if count[style] <= most:
            yield line


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and say by the exit code whether enough was found."""
    options = _options(arguments)
    found = outcomes(_cases(options))
    print(report(found))
    for line in _shown(found, options.show):
        print(line)
    if options.details:
        options.details.write_text("".join(f"{line}\n" for line in misses(found)), encoding="utf-8")
    return 0 if is_enough(rows(found)) else 1


if __name__ == "__main__":
    sys.exit(main())
