"""A mixed stream through `verify -`, beside its anchors, in one run: python bench/streams.py [CLAIMS]

A tenth official, a tenth impostors, the rest unknown; half of all are repeats; nineteen in twenty unknown ones are
numbers, in several writings.
Anchors: asking about one claim after the other in one process, and `jq -c .` copying the same answers.
"""

import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import phonenumbers

from contactfinder.finder import Finder
from contactfinder.render import machine

ONE_BY_ONE = 3000  # claims asked singly: enough for a rate
OTHERS = (
    "https://{0}.example.net/help/{1}",
    "support@{0}-{1}.example.org",
    "x:{0}_{1}",
    "t.me/{0}{1}",
    "{0}{1}.com",
)
TOLL_FREE = (800, 833, 844, 855, 866, 877, 888)
CITIES = (202, 212, 213, 305, 312, 404, 415, 416, 512, 604, 617, 646, 702, 713, 818, 917)
MOBILE = (
    447400,
    4915123,
    8613123,
    61412,
    33612,
    918123,
    5511961,
    6581,
    2348021,
    34612,
)  # but for the last six digits
WORDS = ("north", "river", "quick", "alpha", "garden", "silver", "harbor", "maple")


def writings(e164: str) -> list[str]:
    """The usual ways to write a number."""
    number = phonenumbers.parse(e164, None)
    international = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    national = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    found = [e164, international, international.replace(" ", "-"), international.replace("-", " ")]
    if number.country_code == 1:
        found += [national, f"1-{national[1:4]}-{national[6:]}", national[1:4] + e164[5:], f"{e164[1:]}"]
    return found


def unknown(dice: random.Random) -> str:
    """Something that stands in no list: nineteen in twenty are numbers."""
    if dice.random() < 0.05:
        return dice.choice(OTHERS).format(dice.choice(WORDS), dice.randrange(10**6))
    if dice.random() < 0.7:
        area = dice.choice(TOLL_FREE if dice.random() < 0.3 else CITIES)
        return f"+1{area}{dice.randint(2_000_000, 9_999_999)}"
    return f"+{dice.choice(MOBILE)}{dice.randrange(10**6):06}"


def official(finder: Finder) -> Iterator[str]:
    """The contacts that platforms publish themselves."""
    for summary in finder.platforms():
        for channel in finder.platform(summary.id)["channels"]:
            if channel["contact"] and channel["trust"] == "official" and not channel["withdrawn"]:
                yield channel["contact"]


def claims(size: int, finder: Finder) -> Iterator[str]:
    """The stream; the same in every run."""
    dice = random.Random(1)
    listed = list(official(finder))
    reported = sorted(finder.index.impostor_keys())
    distinct: list[str] = []
    for _ in range(size):
        kind = dice.random()
        if kind < 0.2:
            contact = dice.choice(listed if kind < 0.1 else reported)
        elif distinct and dice.random() < 0.44:  # with the listed ones, half of all come again
            yield dice.choice(distinct[-50_000:])
            continue
        else:
            contact = unknown(dice)
        text = dice.choice(writings(contact)) if contact.startswith("+") else contact
        distinct.append(text)
        yield text


def one_by_one(path: Path, finder: Finder) -> float:
    """Claims a second, each asked and encoded for itself."""
    lines = path.read_text().splitlines()
    part = lines[len(lines) // 2 :][:ONE_BY_ONE]
    begun = time.process_time()
    for line in part:
        machine.dumped(finder.to_json(finder.verify(line)))
    return len(part) / (time.process_time() - begun)


def piped(command: list[str], source: Path, target: Path) -> tuple[float, float, int]:
    """Seconds of processors and of the clock that a command took, and its largest memory in KiB."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    with source.open("rb") as file, target.open("wb") as out:
        process = subprocess.Popen(command, stdin=file, stdout=out, stderr=subprocess.DEVNULL)
        _, _, used = os.wait4(process.pid, 0)
    clock = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, clock, used.ru_maxrss


def row(name: str, rate: float, unit: float, memory: int = 0) -> None:
    """One line of the table."""
    shown = f"{memory / 1024:8.0f}" if memory else " " * 8
    print(f"{name:34}{rate:12,.0f}{rate / unit:10.2f}{shown}")


def main() -> None:
    """Print the table."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 300_000
    finder = Finder.open()
    program = [sys.executable, "-m", "contactfinder", "verify", "-", "--json"]
    with tempfile.TemporaryDirectory() as folder:
        source, half, answers, copy = (Path(folder) / n for n in ("in", "half", "out", "copy"))
        lines = [f"{claim}\n" for claim in claims(size, finder)]
        source.write_text("".join(lines))
        half.write_text("".join(lines[: size // 2]))
        print(f"{size:,} claims, {len(set(lines)):,} distinct; rates by processor time, * by the clock")
        print(f"{'':34}{'claims/s':>12}{'ratio':>10}{'MiB':>8}")
        single = one_by_one(source, finder)
        row("one by one", single, single)
        cpu, clock, memory = piped(program, source, answers)
        row("verify - --json", size / cpu, single, memory)
        cpu, _, memory_ = piped(program, half, copy)
        row("  half as long", size / 2 / cpu, single, memory_)
        _, both, memory = piped([*program, "--jobs", "2"], source, copy)
        row("verify - --json *", size / clock, single)
        row("verify - --json --jobs 2 *", size / both, single, memory)
        if jq := shutil.which("jq"):
            row("jq -c . over the same answers", size / piped([jq, "-c", "."], answers, copy)[0], single)
        else:
            print("jq is not installed (apt-get install jq)")


if __name__ == "__main__":
    main()
