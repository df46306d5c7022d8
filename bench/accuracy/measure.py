"""How often the verdicts on links and numbers are right, on public lists: python bench/accuracy/measure.py [--write]

The lists are fetched with your own npm and pip when this runs; nothing of them is kept in the project. docs/accuracy.md
says what the figures mean. Exits with 1 when a listed phishing domain is called official.
"""

import argparse
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from multiprocessing import Pool
from pathlib import Path
from typing import Any, NamedTuple

import lists
import phonenumbers
import yaml
from oracle import Mark, Oracle, letters

import contactfinder
from contactfinder.registry.index import BUILT_IN, Index
from contactfinder.registry.record import PlatformRecord
from contactfinder.verify import Status, verify

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "accuracy.md"
BEGIN, END = "<!-- accuracy:begin -->", "<!-- accuracy:end -->"
ACCUSED = {"lookalike", "impostor", "contradicted"}
NOTICED = {"lookalike", "impostor"}


class Answer(NamedTuple):
    """What was said of one claim: the status, and the platform that it concerns."""

    claim: str
    status: str
    platform: str = ""


class Row(NamedTuple):
    """One line of the table: how many of how many."""

    what: str
    found: int
    of: int

    def __str__(self) -> str:
        share = f"{self.found / self.of:.2%}" if self.of else "–"
        return f"| {self.what} | {self.of:,} | {self.found:,} | {share.replace('%', ' %')} |"


class Section(NamedTuple):
    """A part of the table, with the heading of its column of hits."""

    title: str
    column: str
    rows: list[Row]

    def __str__(self) -> str:
        head = f"| {self.title} | measured | {self.column} | share |\n| --- | ---: | ---: | ---: |"
        return "\n".join((head, *map(str, self.rows)))


_index: Index | None = None


def _judge(claim: tuple[str, str | None]) -> Answer:
    """One verdict, in a worker that opens the registry once."""
    global _index
    _index = _index or Index.open(BUILT_IN)
    text, country = claim
    verdict = verify(text, _index, country)
    return Answer(text, verdict.status.value, verdict.platform["id"] if verdict.platform else "")


def judged(claims: Iterable[tuple[str, str | None]]) -> list[Answer]:
    """The verdicts on these claims, each with the country of the user, on all cores."""
    with Pool(os.cpu_count()) as pool:
        return pool.map(_judge, claims, chunksize=200)


def judged_hosts(hosts: Iterable[str]) -> dict[str, Answer]:
    """The verdicts on these hosts, as the addresses of their home pages."""
    once = sorted(set(hosts))
    return dict(zip(once, judged((f"https://{host}/", None) for host in once), strict=True))


_oracle: Oracle | None = None


def _remember(oracle: Oracle) -> None:
    global _oracle
    _oracle = oracle


def _mark(host: str) -> Mark | None:
    return _oracle.mark(host) if _oracle else None


def marked(oracle: Oracle, hosts: Iterable[str]) -> dict[str, Mark]:
    """The hosts that show a name, each with its mark, on all cores."""
    once = sorted(set(hosts))
    with Pool(os.cpu_count(), _remember, (oracle,)) as pool:
        marks = pool.map(_mark, once, chunksize=500)
    return {host: mark for host, mark in zip(once, marks, strict=True) if mark}


def said(answers: Iterable[Answer], *statuses: str) -> int:
    """How many answers have one of these statuses."""
    return sum(a.status in statuses for a in answers)


def trusted(found: dict[str, list[str]], answers: dict[str, Answer]) -> Section:
    """Listed phishing domains that are called official, or lie on a platform's own domain."""
    every = [answers[h] for hosts in found.values() for h in hosts]
    rows = [
        Row(f"{name}: {status.value}", said((answers[h] for h in hosts), status.value), len(hosts))
        for name, hosts in found.items()
        for status in (Status.OFFICIAL, Status.OFFICIAL_DOMAIN)
    ]
    rows.append(Row("**official, in all lists**", said(every, Status.OFFICIAL.value), len(every)))
    return Section("Phishing domains taken for genuine", "so called", rows)


def noticed(marks: dict[str, Mark], answers: dict[str, Answer]) -> Section:
    """Of the phishing domains that bear a platform's name, those that are called look-alikes, by kind of mark."""
    rules = sorted({m.rule for m in marks.values()})
    rows = [_rule_row(rule, marks, answers) for rule in rules]
    sure = [answers[h] for h, m in marks.items() if not m.doubtful]
    doubtful = [answers[h] for h, m in marks.items() if m.doubtful]
    return Section(
        "Phishing domains that bear a platform's name",
        "called look-alike",
        [
            *rows,
            Row("**all sure marks**", said(sure, *NOTICED), len(sure)),
            Row("doubtful marks, not counted", said(doubtful, *NOTICED), len(doubtful)),
        ],
    )


def _rule_row(rule: str, marks: dict[str, Mark], answers: dict[str, Answer]) -> Row:
    of = [answers[h] for h, m in marks.items() if m.rule == rule and not m.doubtful]
    return Row(rule, said(of, *NOTICED), len(of))


def accused(found: dict[str, list[str]], answers: dict[str, Answer]) -> Section:
    """Honest domains that are called look-alike, impostor or contradicted, list by list and each once in the last row."""
    rows = [
        Row(name, said((answers[h] for h in hosts), *ACCUSED), len(hosts)) for name, hosts in found.items()
    ]
    once = [answers[h] for h in sorted({h for hosts in found.values() for h in hosts})]
    return Section(
        "Honest domains", "accused", [*rows, Row("**each once**", said(once, *ACCUSED), len(once))]
    )


def impostor_writings(records: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str, str | None]]:
    """Reported numbers as they were posted and as programs write them: kind of writing, text, country."""
    for record in records:
        number = phonenumbers.parse(record["contact"])
        for text in record.get("renderings", []):
            yield "as posted", text, None
        yield from writings(number)


def writings(number: phonenumbers.PhoneNumber) -> Iterator[tuple[str, str, str | None]]:
    """A number as programs and people write it: kind of writing, text, country."""
    formats = phonenumbers.PhoneNumberFormat
    national = phonenumbers.format_number(number, formats.NATIONAL)
    yield "E.164", phonenumbers.format_number(number, formats.E164), None
    yield "international", phonenumbers.format_number(number, formats.INTERNATIONAL), None
    yield "tel: link", phonenumbers.format_number(number, formats.RFC3966), None
    region = phonenumbers.region_code_for_number(number)
    if region and region != "001":
        yield "national, at home", national, region
        yield "national, digits only", "".join(c for c in national if c.isdigit()), region


def official_writings(platforms: Iterable[PlatformRecord]) -> Iterator[tuple[str, str, str | None]]:
    """Official numbers in force, in the same writings."""
    for platform in platforms:
        for channel in platform["channels"]:
            contact = channel["contact"]
            if "phone" in channel and contact and channel["trust"] == "official" and not channel["withdrawn"]:
                yield from writings(phonenumbers.parse(contact))


def numbers(
    title: str, status: str, found: list[tuple[str, str, str | None]], answers: list[Answer]
) -> Section:
    """How many numbers got the right status, by kind of writing."""
    of = Counter(kind for kind, _, _ in found)
    right = Counter(kind for (kind, _, _), a in zip(found, answers, strict=True) if a.status == status)
    rows = [Row(kind, right[kind], count) for kind, count in of.items()]
    return Section(title, f"called {status}", [*rows, Row("**all**", right.total(), of.total())])


def platforms(index: Index) -> list[PlatformRecord]:
    """Every platform of the registry."""
    return [record for s in index.summaries() if (record := index.platform(s.id))]


def oracle_of(records: list[PlatformRecord], words: set[str]) -> Oracle:
    """The oracle for these platforms: names, former names and labels of domains; by-names; domains."""
    names: dict[str, str] = {}
    aliases: dict[str, str] = {}
    domains: dict[str, str] = {}
    for record in records:
        domains |= {d["domain"]: record["id"] for d in record["domains"]}
        labels = (d["domain"].partition(".")[0] for d in record["domains"])
        names |= {letters(n): record["id"] for n in (*record["former_names"], *labels) if n not in words}
        aliases |= {letters(n): record["id"] for n in record["aliases"]}
    names |= {letters(record["name"]): record["id"] for record in records}
    return Oracle(names, aliases, domains, words)


def more(paths: list[Path]) -> dict[str, list[str]]:
    """Further lists of the user's own, one host a line, called by their file names."""
    return {path.stem: lists.hosts(path.read_text(encoding="utf-8").splitlines()) for path in paths}


def measured(options: argparse.Namespace) -> tuple[list[Section], list[str]]:
    """All sections, and one line for each miss and each false alarm."""
    index = Index.open(BUILT_IN)
    records = platforms(index)
    bad = {**lists.phishing(options.cache), **more(options.bad)}
    good = {**lists.honest(options.cache), **more(options.honest)}
    oracle = oracle_of(records, lists.words(options.cache))
    marks = marked(oracle, (h for hosts in bad.values() for h in hosts))
    answers = judged_hosts([h for hosts in (*bad.values(), *good.values()) for h in hosts])
    sections = [trusted(bad, answers), noticed(marks, answers), accused(good, answers), *_numbers(records)]
    return sections, list(_details(marks, good, answers))


def _numbers(records: list[PlatformRecord]) -> Iterator[Section]:
    texts = (p.read_text(encoding="utf-8") for p in sorted((ROOT / "registry" / "impostors").glob("*.yaml")))
    reported = [r for text in texts for r in yaml.load(text, yaml.BaseLoader) if r["contact"].startswith("+")]
    for title, status, found in (
        ("Numbers reported as impostors", "impostor", list(impostor_writings(reported))),
        ("Official numbers", "official", list(official_writings(records))),
    ):
        yield numbers(title, status, found, judged((text, country) for _, text, country in found))


def _details(marks: dict[str, Mark], good: dict[str, list[str]], answers: dict[str, Answer]) -> Iterator[str]:
    for host, mark in sorted(marks.items(), key=lambda item: (item[1].rule, item[0])):
        if not mark.doubtful and answers[host].status not in NOTICED:
            yield f"missed\t{mark.rule}\t{host}\t{mark.platform}\t{answers[host].status}"
    for name, hosts in good.items():
        for host in hosts:
            if answers[host].status in ACCUSED:
                yield f"accused\t{name}\t{host}\t{answers[host].platform}\t{answers[host].status}"


def report(sections: Iterable[Section], today: str) -> str:
    """The tables with what they were measured on."""
    with_registry = Index.open(BUILT_IN)
    made_with = (
        f"Measured on {today} with contactfinder {contactfinder.__version__} and the registry of"
        f" {with_registry.meta['version']} ({len(list(with_registry.summaries()))} platforms)."
    )
    return "\n\n".join((made_with, *map(str, sections)))


def written(page: str, tables: str) -> str:
    """The page with the tables between its markers replaced."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{tables}\n\n{END}{after}"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure how often the verdicts are right, on public lists.")
    folder = Path(tempfile.gettempdir()) / "contactfinder-accuracy"
    parser.add_argument("--write", action="store_true", help="put the tables into docs/accuracy.md")
    parser.add_argument(
        "--bad", type=Path, nargs="*", default=[], help="more phishing lists, one host a line"
    )
    parser.add_argument(
        "--honest", type=Path, nargs="*", default=[], help="more honest lists, one host a line"
    )
    parser.add_argument("--details", type=Path, help="a file for every miss and every false alarm")
    parser.add_argument("--cache", type=Path, default=folder, help=f"where fetched packages lie ({folder})")
    return parser.parse_args()


def main() -> None:
    """Measure, print, and fail when a phishing domain is called official."""
    options = _options()
    try:
        sections, details = measured(options)
    except lists.NotFetched as error:
        sys.exit(str(error))
    tables = report(sections, datetime.now(UTC).date().isoformat())
    print(tables)
    if options.details:
        options.details.write_text("".join(f"{line}\n" for line in details), encoding="utf-8")
    if options.write:
        PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), tables), encoding="utf-8")
    if sections[0].rows[-1].found:
        sys.exit("a listed phishing domain is called official")


if __name__ == "__main__":
    main()
