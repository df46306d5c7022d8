"""The command as authors call it, against a server on this machine: what it says, writes and ends with."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema
import msgspec
import pytest
from bad_server import Clock, Handler, Server

from contactfinder.cli import main, rechecking
from contactfinder.cli.session import Session
from contactfinder.recheck import Cause, Plan, State
from contactfinder.recheck.fetching import LONGEST_PAUSE, LONGEST_RETRY, MOST_REDIRECTS, PAUSE, Fetcher
from contactfinder.recheck.keeping import MOST, Cache
from contactfinder.recheck.wire import LIMITS, Wire
from contactfinder.registry import library
from contactfinder.registry.source import read
from contactfinder.render.outputs import OUTPUTS

ROOT = Path(__file__).resolve().parents[2]
REGISTRY = Path(__file__).parent / "registry"
REST = "<p>" + "We answer questions about accounts, deposits and cards every day. " * 5
FILE = "platforms/example-exchange.yaml"
RAW = "raw.githubusercontent.com/example-list-one/data/HEAD"


class Said(NamedTuple):
    """What a run printed, and its exit code."""

    code: int
    out: str
    err: str


Run = Callable[..., Said]


def says(text: str) -> Callable[[Handler], None]:
    return lambda handler: handler.answer((text + REST).encode())


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the example registry, in the folder where commands look for one."""
    shutil.copytree(REGISTRY, tmp_path / "registry")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "registry"


@pytest.fixture
def run(
    registry: Path,
    server: Server,
    wire: Wire,
    clock: Clock,
    capsysbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> Run:
    """Call the program, with a fetcher that reaches nothing but the server; all pages are as they were."""
    monkeypatch.setattr(Session, "now", datetime(2026, 11, 28, 12, tzinfo=UTC))
    monkeypatch.setattr(
        rechecking,
        "fetcher",
        lambda owner: Fetcher(wire, Cache(registry.parent / "pages"), owner, clock, clock.sleep),
    )
    server.routes |= {
        "help.example.com/contact": says("<h1>Contact</h1><p>Call 020 7946 0000 or mail help@example.com"),
        "www.example.com/legal": says("<p>Phone <a href=tel:+442079460000>us</a>"),
        "help.example.com/scams": says("<p>We <b>never</b> ask for your password!"),
        "www.example.com/old": says('<a href="https://x.com/examplehelp">X</a>'),
        "www.example.com/members": says("<p>Members"),
        "www.example.org/": says("<p>desk@example.org"),
        f"{RAW}/example.com.json": lambda h: h.answer(
            b'{"domain": "example.com"}', content_type="text/plain"
        ),
        f"{RAW}/example.org.json": lambda h: h.answer(
            b'{"domain": "example.org"}', content_type="text/plain"
        ),
    }

    def call(*arguments: str) -> Said:
        with pytest.raises(SystemExit) as left:
            main(["registry", "recheck", *arguments])
        out, err = capsysbinary.readouterr()
        return Said(int(left.value.code or 0), out.decode(), err.decode())

    return call


def lines(said: Said) -> list[Any]:
    """The objects of a run, each held against its schema."""
    found = [json.loads(line) for line in said.out.splitlines()]
    for item in found:
        jsonschema.validate(item, msgspec.json.schema(OUTPUTS["registry-recheck"]))
    return found


def states(said: Said) -> dict[tuple[str, str], str]:
    """What became of each source of each fact."""
    return {(item["fact"], item["source"]): item["state"] for item in lines(said)}


# -- what it says


def test_it_says_first_that_it_uses_the_network(run: Run, server: Server) -> None:
    """How many pages of how many hosts, on standard error; in JSON nothing of it on standard output."""
    said = run("--json")
    assert said.err.startswith("This uses the network. Pages to fetch: 8; hosts to ask: 4.\n")
    assert all(line.startswith("{") for line in said.out.splitlines())


def test_it_says_so_before_the_first_byte(run: Run, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    announce, results = rechecking.announce, Plan.results
    monkeypatch.setattr(rechecking, "announce", lambda *a: (order.append("said"), announce(*a))[1])
    monkeypatch.setattr(
        Plan, "results", lambda *a: (order.append(f"asked {len(server.asked)}"), results(*a))[1]
    )
    run()
    assert order == ["said", "asked 0"] and server.asked


def test_facts_that_still_stand_are_confirmed(run: Run) -> None:
    found = states(run("--json"))
    assert {state for (fact, source), state in found.items() if "http" in source} == {
        "confirmed",
        "not-tried",
    }
    assert found["domain", "pypi:example-list-two@1.2.3"] == "not-tried"
    assert found["domain", "github:example-list-one/data/example.com.json@0123abc"] == "confirmed"
    assert found["absence", "https://www.example.com/members"] == "not-tried"


def test_it_asks_each_page_once_and_each_host_for_its_rules(run: Run, server: Server) -> None:
    run()
    asked = [(a.host, a.path) for a in server.asked]
    assert len(asked) == len(set(asked)) == 8 + 4


def test_only_the_entries_that_are_named_are_looked_at(run: Run, server: Server) -> None:
    said = run("other-broker", "other-broker", "--json")
    assert {item["platform"] for item in lines(said)} == {"other-broker"} and said.code == 0
    assert {a.host for a in server.asked} == {"www.example.org", "raw.githubusercontent.com"}


@pytest.mark.parametrize(
    ("name", "hint"),
    [("example-exchang", "Did you mean: example-exchange"), ("zzz", "Ids are the names of the files")],
)
def test_an_unknown_id_is_an_error_with_names_like_it(run: Run, server: Server, name: str, hint: str) -> None:
    said = run(name)
    assert (said.code, said.out, server.asked) == (2, "", []) and hint in said.err


def test_another_folder_can_be_named(run: Run, registry: Path) -> None:
    registry.rename(registry.parent / "elsewhere")
    assert run().code == 5
    assert run("--registry", "elsewhere").code == 0


def test_a_registry_with_problems_is_not_looked_at(run: Run, registry: Path, server: Server) -> None:
    (registry / "platforms/bad.yaml").write_text("name: Bad\nkind: nothing\n")
    assert (run().code, server.asked) == (5, [])


# -- how it ends


@pytest.mark.parametrize(
    ("routes", "code"),
    [
        ({}, 0),
        ({"www.example.com/old": says("<p>Nothing.")}, 1),
        ({"www.example.com/old": None}, 1),
        ({"www.example.com/old": lambda h: h.answer(b"", 302, location="https://example.net/")}, 1),
        ({"www.example.com/old": lambda h: h.answer(b"", 500)}, 3),
        ({"www.example.com/old": lambda h: h.answer(b"", 403)}, 3),
        ({"www.example.com/old": lambda h: h.answer(b"", 500), "www.example.org/": None}, 1),
    ],
)
def test_the_exit_code_says_the_worst(
    run: Run, server: Server, routes: dict[str, Callable[[Handler], None]], code: int
) -> None:
    server.routes |= routes
    assert run().code == code


def test_ctrl_c_keeps_what_was_found(run: Run, server: Server, registry: Path, clock: Clock) -> None:
    """And what was confirmed until then is dated."""
    pages: list[str] = []

    def interrupt(seconds: float) -> None:
        clock.now += seconds
        pages.append("")
        if len(pages) == 2:
            raise KeyboardInterrupt

    clock.sleep = interrupt  # type: ignore[method-assign]
    said = run("--write")
    assert said.code == 130 and "confirmed" in said.out and "Stopped before the end." in said.err
    assert (
        "checked: 2026-11-28"
        in (registry / FILE).read_text() + (registry / "platforms/other-broker.yaml").read_text()
    )


# -- redirects, warnings and hostile text


def test_a_page_that_moved_to_somebody_else_is_shown_and_not_clickable(run: Run, server: Server) -> None:
    server.routes["www.example.com/old"] = lambda h: h.answer(b"", 301, location="https://example.net/x")
    said = run()
    assert "→ hxxps://example[.]net/x" in said.out and "somebody else's domain" in said.out
    assert "example.net" not in {a.host for a in server.asked}


def test_the_way_to_a_page_is_shown(run: Run, server: Server) -> None:
    server.routes["www.example.com/old"] = lambda h: h.answer(b"", 301, location="/legal")
    server.routes["www.example.com/legal"] = says("<p>+442079460000 https://x.com/examplehelp")
    assert "→ https://www.example.com/legal" in run().out


def test_text_from_outside_is_made_plain(run: Run, server: Server) -> None:
    """Neither a redirect nor a contact of a page steers the terminal."""
    hostile = "https://example.net/\x1b[31m\u202e[red]x"
    server.routes["www.example.com/old"] = lambda h: h.wfile.write(
        f"HTTP/1.1 302 Found\r\nLocation: {hostile}\r\nContent-Length: 0\r\n\r\n".encode()
    )
    server.routes["www.example.org/"] = says("<p>mail x\u202e@example.org now")
    said = run()
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", said.out)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_line_but_an_address_fits_the_screen(
    run: Run, server: Server, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rich.cells import cell_len

    monkeypatch.setenv("COLUMNS", "80")
    server.routes["www.example.com/old"] = says("<p>Nothing.")
    server.routes["help.example.com/robots.txt"] = lambda h: h.answer(b"", 503)
    out = run("--lang", language).out
    assert [line for line in out.splitlines() if cell_len(line) > 80 and "://" not in line] == []
    assert ("confirmed" in out) == (language == "en") and "recheck." not in out


# -- dates


def dates(path: Path) -> list[str]:
    return re.findall(r"checked: (\S+?)[,}\s]", path.read_text())


def test_without_write_no_file_changes(run: Run, registry: Path) -> None:
    run()
    assert (registry / FILE).read_bytes() == (REGISTRY / FILE).read_bytes()


def test_with_write_what_is_confirmed_bears_the_date(run: Run, registry: Path, server: Server) -> None:
    """And nothing else does: not what is gone, blocked or was not tried. Each other byte stays."""
    server.routes["www.example.com/legal"] = says("<p>No number.")
    server.routes["www.example.com/old"] = lambda h: h.answer(b"", 403)
    said = run("--write")
    before, after = (folder / FILE for folder in (REGISTRY, registry))
    changed = dict(zip(before.read_text().splitlines(), after.read_text().splitlines(), strict=False))
    dated = [line for line in after.read_text().splitlines() if "2026-11-28" in line]
    assert said.code == 1 and "Dated today: 7" in said.out
    assert len(dated) == 5 and not any(
        p in line for line in dated for p in ("legal", "/old", "pypi", "members")
    )
    assert changed["name: Example Exchange"] == "name: Example Exchange"


def test_what_was_written_passes_the_rules(run: Run, registry: Path) -> None:
    run("--write")
    found = library.read(registry)
    assert library.problems(found, library.world(found, datetime(2026, 11, 28).date())) == []  # noqa: DTZ001


def test_a_second_run_on_the_same_day_changes_nothing(run: Run, registry: Path) -> None:
    run("--write")
    first = (registry / FILE).read_bytes()
    run("--write")
    assert (registry / FILE).read_bytes() == first


def test_what_was_read_tomorrow_is_not_dated_today(
    run: Run, registry: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """East of here it is tomorrow already; a date before the reading would break a rule, so nothing is fetched."""
    monkeypatch.setattr(Session, "now", datetime(2026, 11, 21, 23, tzinfo=UTC))
    text = (registry / FILE).read_text().replace("checked: 2026-11-23", "checked: 2026-11-22")
    (registry / FILE).write_text(text)
    assert (run("--write").code, server.asked) == (5, [])
    assert (registry / FILE).read_text() == text


def test_every_entry_of_the_registry_can_be_dated() -> None:
    """In all the styles that authors use: each line is the old one with a date."""
    from contactfinder.recheck.writing import with_dates

    found = library.read(ROOT / "registry")
    for entry in found.entries.values():
        text = (ROOT / "registry" / entry.file).read_text(encoding="utf-8")
        places = [fact.where for fact in Plan([entry]).facts]
        after = with_dates(text, places, "2026-11-28")
        assert after.replace(", checked: 2026-11-28", "") == text
        assert len(re.findall("checked: 2026-11-28", after)) == len(places)
        assert read(after).data != entry.document.data


# -- nobody else uses the network


def test_without_the_packages_it_says_what_to_install(
    registry: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("contactfinder.recheck.fetching", "contactfinder.recheck.wire"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, "urllib3", None)
    monkeypatch.setitem(sys.modules, "urllib3.connection", None)
    monkeypatch.setitem(sys.modules, "protego", None)
    with pytest.raises(SystemExit) as left:
        main(["registry", "recheck"])
    assert left.value.code == 2 and "pip install '.[recheck]'" in capsys.readouterr().err


OTHERS = [
    ["lookup", "coinbase"],
    ["verify", "+18889087930", "https://example.org"],
    ["scan", "tests/messages"],
    ["emergency"],
    ["unreachable", "coinbase", "phone"],
    ["prepare", "coinbase", "--issue", "fraud"],
    ["compare", "coinbase", "binance"],
    ["list"],
    ["show", "coinbase", "--registry", "tests/fixtures/registry"],
    ["explain", "+18889087930"],
    ["case", "list"],
    ["registry", "check", "registry"],
    ["registry", "stats"],
    ["registry", "schema"],
    ["registry", "recheck", "--help"],
]


@pytest.mark.parametrize("arguments", OTHERS, ids=" ".join)
def test_no_other_command_loads_what_fetches(arguments: list[str], tmp_path: Path) -> None:
    """Nor opens a connection: each is run in a process of its own, where all of them are refused."""
    program = (
        "import sys, socket\n"
        "def refuse(*_): raise SystemExit(99)\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
        "from contactfinder.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit as left: code = left.code\n"
        "loaded = {'urllib3', 'protego', 'http.client', 'contactfinder.recheck'} & set(sys.modules)\n"
        "sys.exit(f'{code} {loaded}' if loaded or code == 99 else 0)\n"
    )
    environ = {**os.environ, "CONTACTFINDER_DATA": str(tmp_path), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", program, *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False, timeout=120
    )
    assert (done.returncode, done.stderr[-300:]) == (0, done.stderr[-300:])


# -- docs/recheck.md

PAGE = (ROOT / "docs/recheck.md").read_text(encoding="utf-8")


def table(section: str) -> set[str]:
    """What stands in code in the first cells of the table of a section."""
    text = PAGE.split(f"\n## {section}\n")[1].split("\n## ")[0]
    return set(re.findall(r"^\| `([\w-]+)`", text, re.MULTILINE))


def test_the_page_shows_what_the_program_prints(
    run: Run, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    server.routes |= {
        "www.example.com/legal": says("<p>Call our support: <a href=tel:+442079460111>us</a>"),
        "www.example.com/old": lambda h: h.answer(b"", 301, location="https://example.net/parked"),
        "www.example.org/": lambda h: h.answer(b"", 403),
    }
    said = run("--write")
    example = PAGE.split("<!-- example -->\n\n```text\n")[1].split("\n```")[0]
    assert said.code == 1
    assert "\n".join(line.rstrip() for line in (said.err + said.out).splitlines()) == example


def test_the_page_explains_every_state_and_cause() -> None:
    assert table("What becomes of a fact") == set(State)
    assert table("Causes") == set(Cause)


def test_the_page_names_every_limit() -> None:
    limits = {
        f"{LIMITS.connect:g} seconds", f"{LIMITS.piece:g} seconds", f"{LIMITS.total:g} seconds", f"{LIMITS.body >> 20} MB",
        f"{PAUSE:g} second", f"{LONGEST_PAUSE:g} seconds", f"{LONGEST_RETRY:g} seconds", f"{MOST_REDIRECTS} redirects",
        f"{MOST >> 20} MB",
    }  # fmt: skip
    assert {limit for limit in limits if limit not in PAGE} == set()
