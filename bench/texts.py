"""Speed, growth and memory of `scan`, side by side: python bench/texts.py [all|speed|jobs|growth|memory] [--folder FOLDER]

Anchors: phonenumbers' matcher (region US) line by line, and a pipe that does nothing but read and decode. The texts are
made here, the same in every run: chat in English and Chinese, with a date, a price or a link now and then and a phone
number in one of two hundred lines; the same with a date, a time, a price or a version in most lines, which is what the
matcher is slow with, and as a log keeps both; lists of numbers that nobody gives as support; and lines that each give
one. Growth: hostile texts, and what doubling does to the time that they take.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

import phonenumbers

from contactfinder.documents import Form, Notes, form_of, passages
from contactfinder.documents.sources import PIECE, sources
from contactfinder.registry.index import BUILT_IN, Index
from contactfinder.scan import Scanner
from streams import WORDS, piped, writings

SIZE = 600_000  # bytes of a text that goes round and round
RUNS = 3
PATIENCE = 1.5  # seconds; what takes longer is not tried again
MATCHED = 200_000  # bytes given to the matcher: enough for a rate
STEEP = 2.6  # times as long for twice the text
INSIDE, ACROSS = 24_000, 100_000  # characters: a text within one window, and one over several
WORTH_MEASURING = 0.004  # seconds; below, the clock and the machine say more than the text
SHORT, LONG = 10, 200  # MB through the pipe
WATCH = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
"""
COMMAND = [sys.executable, "-m", "contactfinder", "scan", "-", "--output", "line"]
PIPE = "import codecs, sys\nd = codecs.getincrementaldecoder('utf-8')('surrogateescape').decode\nread = sys.stdin.buffer.read1\nwhile b := read(65536): d(b)"

# -- texts

_WHO = ("I", "you", "we", "they", "she", "the team", "everybody", "my brother", "our bank")
_DID = (
    "think about",
    "know",
    "saw",
    "heard about",
    "asked about",
    "tried",
    "forgot",
    "paid for",
    "moved",
    "liked",
    "sold",
)
_WHAT = (
    *(
        "the new wallet update",
        "my last transaction",
        "that coin again",
        "the meeting",
        "the price",
        "dinner, honestly",
    ),
    *(
        "the exchange rate",
        "a refund",
        "how gas fees work",
        "nothing at all",
        "the support page",
        "the weather there",
    ),
    *("what he wrote in the other channel", "the same thing", "those two guys", "all of it, seriously"),
)
_NUMBERED = (
    *(
        "the meeting on 2026-11-03 at 10:45",
        "the price, $43,210.50 or so",
        "version 3.11.7 of the app",
        "order 4411-2093",
    ),
    *("the docs at https://docs.example.org/guide/start", "a refund after 14 days", "block 18734402"),
)
_HOW = (
    "",
    " yesterday",
    " lol",
    ", if you ask me",
    " for 3 hours",
    " and it works now",
    " twice",
    " :)",
    " again?",
    "!!",
)
_WHO_CHINESE = ("我", "你们", "他", "群主", "大家", "客服", "朋友")
_DID_CHINESE = ("觉得", "看了", "昨天买了", "卖掉了", "问过", "不太懂", "在等", "忘记了")
_WHAT_CHINESE = (
    *(
        "这个币",
        "新钱包的更新",
        "交易所的活动",
        "晚上吃什么",
        "他说的那件事",
        "别的群里的消息",
        "行情",
        "这个问题",
    ),
)
_NUMBERED_CHINESE = (
    *(
        "2026年11月3日的公告",
        "手续费，大概 12.5 USDT",
        "价格 43210 左右",
        "第 18734402 个区块",
        "提现要等 24 小时",
    ),
    *("https://docs.example.org/zh 的教程",),
)
_GIVEN = (
    "Call {brand} support {it} now",
    "{brand} helpline: {it}",
    "id {id} phone {it} paid {price}",
    "{brand} 客服电话 {it}",
    "tel {it} fax {it}",
    "{it},{id},2026-11-{day:02},{price}",
)
_LISTED = (
    "{it}",
    "{name} {it}",
    "{name};{it};{other}",
    "{it},{id},2026-11-{day:02},{price}",
    "order {id}, ship to {it}, total ${price}",
)
_BRANDS = ("Coinbase", "Kraken", "MetaMask", "Zentrovault", "Binance")
TELEPHONES, NUMBERS = 0.005, 0.06  # lines of chat with a phone number, clauses with another number or a link
MANY = 0.5  # the second, in chat full of them


def english(dice: Random, numbered: tuple[str, ...] = _NUMBERED, share: float = NUMBERS) -> str:
    """A line of chat in English."""
    if dice.random() < TELEPHONES:
        return f"my number is {_number(dice)}"
    said = [
        f"{dice.choice(_WHO)} {dice.choice(_DID)} {_about(dice, _WHAT, numbered, share)}{dice.choice(_HOW)}"
        for _ in range(dice.randint(1, 3))
    ]
    if dice.random() < 0.5:  # half of the writers begin sentences with a capital
        said = [f"{clause[0].upper()}{clause[1:]}" for clause in said]
    return f"{dice.choice(WORDS)}: {'. '.join(said)}"


def numbered(dice: Random) -> str:
    """The same with numbers that are something else in most lines, and no links."""
    return english(dice, tuple(said for said in _NUMBERED if "://" not in said), MANY)


def dated(dice: Random, line: Callable[[Random], str] = english) -> str:
    """The same as a log keeps it, with day and time before each line."""
    return (
        f"[2026-11-{dice.randint(1, 30):02} {dice.randint(0, 23):02}:{dice.randint(0, 59):02}] {line(dice)}"
    )


def logged(dice: Random) -> str:
    """Both: numbers in most lines, and day and time before each."""
    return dated(dice, numbered)


def chinese(dice: Random) -> str:
    """A line of chat in Chinese."""
    if dice.random() < TELEPHONES:
        return f"我的号码是 {_number(dice)}"
    said = (
        dice.choice(_WHO_CHINESE)
        + dice.choice(_DID_CHINESE)
        + _about(dice, _WHAT_CHINESE, _NUMBERED_CHINESE, NUMBERS)
        for _ in range(dice.randint(1, 3))
    )
    return f"{dice.choice(WORDS)}：{'，'.join(said)}。"


def _about(dice: Random, plain: tuple[str, ...], numbered: tuple[str, ...], share: float) -> str:
    return dice.choice(numbered if dice.random() < share else plain)


def listed(dice: Random) -> str:
    """A row of a list of numbers, as shops and offices keep them."""
    return _filled(dice, _LISTED)


def dense(dice: Random) -> str:
    """A line that gives a number, as lists and impostors do."""
    return _filled(dice, _GIVEN)


def _filled(dice: Random, forms: tuple[str, ...]) -> str:
    return dice.choice(forms).format(
        brand=dice.choice(_BRANDS),
        name=dice.choice(WORDS),
        it=_number(dice),
        other=_number(dice),
        id=dice.randrange(10**8),
        day=dice.randint(1, 30),
        price=f"{dice.random() * 1000:.2f}",
    )


def _number(dice: Random) -> str:
    area = dice.choice((800, 833, 888, 206, 305, 415, 713))
    return dice.choice(writings(f"+1{area}{dice.randint(2_000_000, 9_999_999)}"))


def text(line: Callable[[Random], str], size: int) -> str:
    """Lines of one kind, together of this size in bytes or somewhat more."""
    dice, lines, length = Random(1), list[str](), 0
    while length < size:
        lines.append(line(dice) + "\n")
        length += len(lines[-1].encode())
    return "".join(lines)


TEXTS: dict[str, Callable[[Random], str]] = {
    "English chat": english,
    "English chat, day and time before each line": dated,
    "English chat, numbers in most lines": numbered,
    "English chat, both": logged,
    "Chinese chat": chinese,
    "list of numbers": listed,
    "dense with numbers given as support": dense,
}
SIZES: dict[Callable[[Random], str], int] = {dense: 100_000, listed: 300_000}  # bytes; else
USUAL_SIZE = 3_000_000
# MB: some seconds of work, so that the start of the processes matters little.
WORK = {
    "English chat": 60,
    "English chat, numbers in most lines": 50,
    "dense with numbers given as support": 2,
}


# -- speed


def seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """The processor time of the best of some runs."""
    found = []
    for _ in range(runs):
        begun = time.process_time()
        work()
        found.append(time.process_time() - begun)
        if sum(found) > PATIENCE:
            break
    return min(found)


def match(lines: Iterable[str]) -> int:
    """What phonenumbers' matcher finds line by line."""
    return sum(1 for line in lines for _ in phonenumbers.PhoneNumberMatcher(line, "US"))


def pieces(data: bytes) -> Iterator[bytes]:
    """The bytes as a pipe gives them."""
    return (data[at : at + PIECE] for at in range(0, len(data), PIECE))


def scan(scanner: Scanner, data: bytes, form: Form = Form.TEXT) -> int:
    """What the library finds."""
    return sum(1 for _ in scanner.findings(passages(pieces(data), form, Notes())))


def best(command: list[str], source: Path, out: Path, runs: int = RUNS) -> float:
    """The processor time of the best of some runs of a whole process."""
    found = list[float]()
    while len(found) < runs and sum(found) <= PATIENCE:
        found.append(piped(command, source, out)[0])
    return min(found)


class Speed(NamedTuple):
    """MB of UTF-8 a second of processor time, in four ways."""

    matcher: float
    library: float
    process: float
    pipe: float


def speed(documents: list[tuple[bytes, Form]], scanner: Scanner, runs: int = RUNS) -> Speed:
    """How fast these documents are read in each way."""
    mb = sum(len(data) for data, _ in documents) / 1e6
    whole = b"\n".join(data for data, _ in documents)
    part = whole[:MATCHED].decode(errors="replace").splitlines()
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder, "in"), Path(folder, "out")
        source.write_bytes(whole)
        process, pipe = (best(c, source, out, runs) for c in (COMMAND, [sys.executable, "-c", PIPE]))
    return Speed(
        len(whole[:MATCHED]) / 1e6 / seconds(lambda: match(part), runs),
        mb / seconds(lambda: [scan(scanner, data, form) for data, form in documents], runs),
        mb / process,
        mb / pipe,
    )


def speeds(folder: str | None) -> None:
    """The first table."""
    scanner = Scanner(Index.open(BUILT_IN))
    scan(scanner, text(dense, 10_000).encode())  # what is read once is told by the rate of the whole process
    documents = {
        name: [(text(line, SIZES.get(line, USUAL_SIZE)).encode(), Form.TEXT)] for name, line in TEXTS.items()
    }
    if folder:
        files = [s.name for s in sources([folder], Notes())]
        documents[folder] = [(Path(name).read_bytes(), form_of(name)) for name in files]
    print("MB a second of processor time, in brackets the ratio to the matcher\n")
    print(
        "| text | MB | PhoneNumberMatcher, by lines | scan, library | scan, process | pipe alone, process |"
    )
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name, of in documents.items():
        found = speed(of, scanner)
        cells = (f"{rate:.2f} ({rate / found.matcher:.1f})" for rate in found)
        print(f"| {name} | {sum(len(data) for data, _ in of) / 1e6:.1f} | {' | '.join(cells)} |")


def jobs() -> None:
    """The table of two processes beside one, by the clock."""
    print("| text | MB | s | with two processes | times as fast |\n| --- | ---: | ---: | ---: | ---: |")
    for name, megabytes in WORK.items():
        whole = text(TEXTS[name], 1_000_000).encode() * megabytes
        with tempfile.TemporaryDirectory() as folder:
            source, out = Path(folder, "in"), Path(folder, "out")
            source.write_bytes(whole)
            one, two = (
                min(piped([*COMMAND, "--jobs", count], source, out)[1] for _ in range(RUNS))
                for count in ("1", "2")
            )
        print(f"| {name} | {len(whole) / 1e6:.0f} | {one:.1f} | {two:.1f} | {one / two:.2f} |")


# -- growth

Make = Callable[[int], str]


def copies(*units: str) -> Make:
    """The units one after the other, again and again."""
    whole = "".join(units)
    return lambda size: (whole * (size // len(whole) + 1))[:size]


def drawn(alphabet: str, every: int = 0) -> Make:
    """Characters at random, with a line end behind so many."""

    def made(size: int) -> str:
        signs = "".join(Random(1).choices(alphabet, k=size))
        return "\n".join(signs[at : at + every] for at in range(0, size, every)) if every else signs

    return made


def _counted(size: int) -> str:
    """Numbers, all of them different, where numbers are believed."""
    dice = Random(1)
    return "Call Coinbase support: " + "".join(
        f"+1{dice.choice((800, 305, 415))}{dice.randint(2_000_000, 9_999_999)} " for _ in range(size // 13)
    )


HEX, BASE64 = "0123456789abcdef", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
HOSTILE: dict[str, Make] = {
    "one number, many times": copies("+1 202 555 0143 "),
    "the same without blanks": copies("+12025550143"),
    "the same, a line each": copies("1-888-383-2936\n"),
    "different numbers": _counted,
    "nearly a number": copies("+1 202 555 014 "),
    "digits": drawn("0123456789"),
    "one digit": copies("1"),
    "digits and blanks": drawn("0123456789 "),
    "digits apart": copies("1 8 3 3 3 2 6 6 6 3 1 "),
    "digits and dashes": copies("1-"),
    "digits and symbols": copies("1✦8✦3✦3✦"),
    "digits and dots": copies("1.2.3.4."),
    "digits, a line each": copies("8\n3\n3\n"),
    "digits of other alphabets": drawn("𝟎𝟏𝟐𝟑𝟒①②③④⑳٣٤٥"),
    "plus signs": copies("+"),
    "plus and a digit": copies("+1"),
    "<": copies("<"),
    "<<<<1": copies("<<<<1"),
    "<a": copies("<a "),
    "<!--": copies("<!-- "),
    "&": copies("&"),
    "&#": copies("&#"),
    "&#49;": copies("&#49;"),
    "&amp": copies("&amp"),
    "%": copies("%"),
    "%31": copies("%31"),
    "%25": copies("%25"),
    "@": copies("@"),
    "a@": copies("a@"),
    "@a ": copies("@a "),
    "a@a.": copies("a@a."),
    ".": copies("."),
    "a.": copies("a."),
    "com.": copies("com."),
    "a.com ": copies("a.com "),
    ".com": copies(".com"),
    " . ": copies(" . "),
    " dot ": copies("a dot "),
    "a at b dot ": copies("a at b dot com "),
    "://": copies("://"),
    "http://": copies("http://"),
    "h t t p": copies("h t t p "),
    "h t t p s : / / a . c o m": copies("h t t p s : / / a . c o m "),
    "hxxps://a[.]": copies("hxxps://a[.]"),
    "t.me/": copies("t.me/"),
    "telegram": copies("telegram: @a "),
    "[": copies("["),
    "([{": copies("([{"),
    "()[]": copies("()[]{}"),
    "(1)": copies("(1)"),
    "[a](": copies("[a]("),
    "backslashes": copies("\\"),
    "slashes": copies("/"),
    "dashes": copies("-"),
    "blanks": copies(" "),
    "line ends": copies("\n"),
    "zero-width spaces": copies("\u200b"),
    "zero-width spaces between digits": copies("1\u200b\u200b"),
    "zero-width floods in a number": copies("+1", "\u200b" * 300, "202 555 0143 "),
    "direction marks between letters": copies("a\u202e\u202c"),
    "combining marks": copies("a" + "\u0336\u0301" * 40),
    "combining marks alone": copies("\u0301"),
    "digits with combining marks": copies("8\u0336"),
    "keycaps": copies("1\ufe0f\u20e3"),
    "number words": copies("eight three "),
    "number words glued": copies("eightthree"),
    "hundreds": copies("hundred thousand double "),
    "Chinese digits": copies("八三六"),
    "Chinese digits and signs": copies("八杠三点"),
    "brand names": copies("Coinbase "),
    "brand names glued": copies("coinbase"),
    "brands and numbers": copies("Coinbase support +1 202 555 0143 Kraken "),
    "call words": copies("call support now "),
    "Chinese call words": copies("客服电话冻结"),
    "letters like digits": copies("oOlI1"),
    "letters like digits, drawn": drawn("oOlI1|sSbBzZ0"),
    "letters like digits, blanks": copies("o O l I 1 "),
    "vanity": copies("1-800-COINBASE"),
    "vanity begun": copies("800-A"),
    "hex": drawn(HEX),
    "hex, by lines": drawn(HEX, 64),
    "base64": drawn(BASE64),
    "base64, by lines": drawn(BASE64, 76),
    "one letter": copies("a"),
    "Chinese": copies("中"),
    "emoji": copies("👩‍💻📞"),
    "private use": copies("\ue064\ue065\ue071"),
    "no characters": copies("\x00"),
}


class Growth(NamedTuple):
    """A hostile text: how the time grows within a window and over several, and how fast it is read there."""

    name: str
    inside: float
    across: float
    speed: float

    @property
    def is_steep(self) -> bool:
        """Whether twice the text takes much more than twice the time."""
        return max(self.inside, self.across) > STEEP


def growth(name: str, make: Make, runs: int = RUNS) -> Growth:
    """A text at one length and at twice that, by fresh scanners each time: as usual, and one that tells everything."""
    index = Index.open(BUILT_IN)

    def taken(size: int) -> float:
        data = make(size).encode()
        # Also with all that is let go before it is read where nobody calls for a call.
        usual = seconds(lambda: scan(Scanner(index), data), runs)
        return usual + seconds(lambda: scan(Scanner(index, everything=True), data), runs)

    taken(1000)
    base = taken(0)  # a scanner without any text

    def ratio(size: int) -> tuple[float, float]:
        once, twice = taken(size) - base, taken(2 * size) - base
        return (twice / once if once > WORTH_MEASURING else 0.0), twice

    inside, _ = ratio(INSIDE)
    across, longest = ratio(ACROSS)
    return Growth(name, inside, across, 2 * len(make(2 * ACROSS).encode()) / 1e6 / max(longest, 1e-6))


def growths(only: str = "") -> bool:
    """The second table, steepest and slowest first; whether all are about linear."""
    chosen = {name: make for name, make in HOSTILE.items() if only in name}
    measured = list[Growth]()
    for name, make in chosen.items():
        measured.append(growth(name, make))
        print(*measured[-1], file=sys.stderr, flush=True)
    again = [growth(g.name, HOSTILE[g.name], 2 * RUNS) if g.is_steep else g for g in measured]
    told = [
        Growth(g.name, min(g.inside, h.inside), min(g.across, h.across), max(g.speed, h.speed))
        for g, h in zip(measured, again, strict=True)
    ]
    print(
        f"twice the text; within a window {INSIDE:,} characters, over several {ACROSS:,}; – too fast to say\n"
    )
    print(
        "| hostile text | times as long, within a window | over several | MB a second |\n| --- | ---: | ---: | ---: |"
    )
    for g in sorted(told, key=lambda g: (not g.is_steep, g.speed)):
        cells = (f"{ratio:.1f}" if ratio else "–" for ratio in (g.inside, g.across))
        print(f"| `{g.name}`{' **steep**' if g.is_steep else ''} | {' | '.join(cells)} | {g.speed:.2f} |")
    return not any(g.is_steep for g in told)


# -- memory


def memory(command: list[str], block: bytes, megabytes: int) -> float:
    """The largest memory in MiB of a process while so much goes through it."""
    # Linux counts to a process what its parent held when it began; so a small parent starts it.
    watched = subprocess.Popen(
        [sys.executable, "-c", WATCH, *command], stdin=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert watched.stdin and watched.stderr
    with watched.stdin:  # a process that does not read to its end is told by an error
        for _ in range(megabytes * 1_000_000 // len(block)):
            watched.stdin.write(block)
    told = watched.stderr.read()
    watched.stderr.close()
    watched.wait()
    return int(told) / 1024


def memories(short: int, long: int) -> None:
    """The third table: chat up to the long stream, hostile texts up to the short one."""
    chat = {"English chat": text(english, SIZE), "Chinese chat": text(chinese, SIZE)}
    hostile = {
        "one line": copies("no line ends here, +1 202 555 0143 and on ")(SIZE),
        "digits, one line": drawn("0123456789")(SIZE),
        "zero-width spaces": "\u200b" * (SIZE // 3),
        "one word": "a" * SIZE,
    }
    print("| through the pipe | MB | MiB | MB | MiB | ratio |\n| --- | ---: | ---: | ---: | ---: | ---: |")
    for name, made in {**chat, **hostile}.items():
        few, many = (short, long) if name in chat else (max(1, short // 5), short)
        held, held_in_the_end = (memory(COMMAND, made.encode(), size) for size in (few, many))
        ratio = held_in_the_end / held
        print(f"| {name} | {few} | {held:.0f} | {many} | {held_in_the_end:.0f} | {ratio:.2f} |", flush=True)


def main() -> None:
    """Print the tables that are asked for; exit with 1 when some hostile text is not linear."""
    parser = argparse.ArgumentParser(description="Measure the speed, growth and memory of scan.")
    parser.add_argument(
        "table", nargs="?", choices=("all", "speed", "jobs", "growth", "memory"), default="all"
    )
    parser.add_argument("--folder", help="measure the speed also on the texts in this folder")
    parser.add_argument("--only", default="", help="growth: only texts whose names have this in them")
    parser.add_argument("--long", type=int, default=LONG, help=f"memory: MB of the long stream ({LONG})")
    options = parser.parse_args()
    is_linear = True
    if options.table in ("all", "speed"):
        speeds(options.folder)
    if options.table in ("all", "jobs"):
        jobs()
    if options.table in ("all", "growth"):
        is_linear = growths(options.only)
    if options.table in ("all", "memory"):
        memories(SHORT, options.long)
    sys.exit(not is_linear)


if __name__ == "__main__":
    main()
