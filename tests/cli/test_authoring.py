"""`registry check`, `fmt`, `stats`, `stale` and `diff` as authors call them: exit codes, places, and files that stay whole."""

import io
import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from contactfinder.cli import main
from contactfinder.cli.authoring import ALL_RULES, replace
from contactfinder.cli.session import Session
from contactfinder.errors import RegistryError
from made_registry import PAGE, PHONE, channel, evidence, platform, registry

FILE = "registry/platforms/example.yaml"
WRONG = "name: [A]\nkind: bank\nchanels: []\n"
UNSTYLED = "kind: exchange # what\nname: 'A'\n"
STYLED = "name: A\nkind: exchange  # what\n"
IMPOSTORS = "registry/impostors/reported.yaml"
both_languages = pytest.mark.parametrize("lang", ["en", "zh"])
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has few links and no modes")

Said = tuple[int, str, str]
Run = Callable[..., Said]


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call `registry …` and give exit code, standard output and standard error."""
    monkeypatch.setattr(Session, "now", datetime(2026, 11, 28, 12, tzinfo=UTC))

    def call(*arguments: str | Path) -> Said:
        with pytest.raises(SystemExit) as left:
            main(["registry", *map(str, arguments)])
        out, err = capsysbinary.readouterr()
        return int(left.value.code or 0), out.decode(), err.decode()

    return call


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A registry named `registry` in the current folder, as authors have it."""
    monkeypatch.chdir(tmp_path)
    found = registry(Path("registry"), example=platform(channel()), other=platform(name="Other", domains=[]))
    (found / "advice/steps").mkdir(parents=True)
    (found / "README.md").write_text("# Registry\n")
    return found


def write(path: str, text: str | bytes) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(text.encode() if isinstance(text, str) else text)


def answer(said: Said) -> Any:
    return json.loads(said[1])


# -- check


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize(
    ("asked", "platforms"),
    [
        ([], 2),
        (["registry"], 2),
        ([FILE], 1),
        ([FILE, FILE], 1),
        ([FILE, f"./{FILE}", f"HERE/{FILE}"], 1),
        ([FILE, "registry"], 2),
        (["registry", "HERE/registry"], 2),
        (["registry/publishers.yaml"], 0),
    ],
)
def test_files_and_folders_are_checked_once_each(run: Run, asked: list[str], platforms: int) -> None:
    said = run("check", *(path.replace("HERE", os.getcwd()) for path in asked), "--json")  # noqa: PTH109
    assert (said[0], answer(said)["platforms"], answer(said)["rules"]) == (0, platforms, len(ALL_RULES))


def test_a_file_can_be_named_from_its_own_folder(
    run: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(FILE, WRONG)
    monkeypatch.chdir(root / "platforms")
    assert [line.split(": ")[0] for line in run("check", "example.yaml")[1].splitlines()[:3]] == [
        *("../platforms/example.yaml:1:7", "../platforms/example.yaml:2:7", "../platforms/example.yaml:3:10"),
    ]


@pytest.mark.usefixtures("root")
@both_languages
@pytest.mark.parametrize(
    "path", ["none", "none.yaml", "registry/README.md", "registry/platforms/none.yaml", "elsewhere.yaml", ""]
)
def test_what_belongs_to_no_registry_exits_5_and_says_what_to_give(run: Run, path: str, lang: str) -> None:
    write("elsewhere.yaml", STYLED)
    code, out, err = run("check", path, "--lang", lang)
    assert (code, out) == (5, "") and "platforms/" in err.splitlines()[1]


@posix
def test_a_link_from_elsewhere_is_no_file_of_the_registry(run: Run, root: Path) -> None:
    Path("link.yaml").symlink_to(FILE)
    assert (run("check", "link.yaml")[0], run("fmt", "link.yaml")[0]) == (5, 5)


@pytest.mark.usefixtures("root")
def test_all_mistakes_of_a_file_are_told_with_line_and_column(run: Run) -> None:
    write(FILE, WRONG)
    code, out, err = run("check", FILE)
    assert (code, err) == (5, "")
    assert out.splitlines() == [
        f"{FILE}:1:7: form: name: one text must stand here, no list and no fields.",
        f"{FILE}:2:7: form: kind: bank is none of: exchange, broker, wallet, hardware-wallet, payment, swap, atm.",
        f"{FILE}:3:10: form: chanels is no field here. Did you mean: channels?",
        "3 problems",
    ]


@pytest.mark.usefixtures("root")
def test_only_what_is_named_is_told(run: Run) -> None:
    write(FILE, WRONG)
    assert [run("check", path)[0] for path in (FILE, "registry/platforms/other.yaml", "registry")] == [
        5,
        0,
        5,
    ]


@pytest.mark.usefixtures("root")
def test_a_clash_with_a_file_that_is_not_named_is_told(run: Run) -> None:
    """What is named is held against everything else."""
    write("registry/platforms/twin.yaml", Path(FILE).read_bytes())
    rules = {problem["rule"] for problem in answer(run("check", FILE, "--json"))["problems"]}
    assert rules == {"claimed-twice", "name-claimed-twice"}


@pytest.mark.usefixtures("root")
def test_an_id_that_is_a_name_of_another_platform_is_told_of_both(run: Run) -> None:
    write("registry/platforms/exex.yaml", "name: Something\nkind: exchange\n")
    write(FILE, "name: Example\nkind: exchange\naliases: [ExEx]\n")
    files = [problem["file"] for problem in answer(run("check", "--json"))["problems"]]
    assert files == ["platforms/example.yaml", "platforms/exex.yaml"]


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize(
    ("path", "text", "place"),
    [
        ("registry/advice/steps/a.yaml", "- {id: A}\n", "1:3"),
        ("registry/waivers.yaml", "- {rule: hours, where: example, why: x, until: 2026-12-31}\n", "1:1"),
        (IMPOSTORS, "- {contact: hello, brands: [A], sightings: []}\n", "1:13"),
        ("registry/publishers.yaml", "publishers: []\n", "1:1"),
        (FILE, b"name: \xff\n", "1:7"),
        (FILE, "", "1:1"),
        (FILE, "# nothing\n", "1:1"),
        (FILE, "name: A\n\tkind: exchange\n", "2:1"),
        (FILE, "name: &a A\n", "1:7"),
    ],
)
def test_every_kind_of_file_can_be_named(run: Run, path: str, text: str | bytes, place: str) -> None:
    write(path, text)
    code, out, _ = run("check", path)
    assert code == 5 and out.startswith(f"{path}:{place}: ")


@posix
@pytest.mark.usefixtures("root")
@pytest.mark.parametrize("command", ["check", "fmt", "build"])
def test_what_cannot_be_read_is_a_problem_and_no_fault(run: Run, command: str) -> None:
    """A folder named like a file, and a link to nothing."""
    Path("registry/platforms/folder.yaml").mkdir()
    Path("registry/platforms/link.yaml").symlink_to("nowhere")
    code, out, err = run(command, *(["registry", "x.sqlite"] if command == "build" else []))
    assert code == 5 and "fault" not in err
    assert command != "check" or out.count("The file cannot be read") == 2


@both_languages
@pytest.mark.usefixtures("root")
def test_messages_for_programs_are_english_whatever_the_language(run: Run, lang: str) -> None:
    write(FILE, WRONG)
    forms = [["--json"], ["--output", "json"], ["--output", "sarif"]]
    assert all(run("check", *form, "--lang", lang)[1].isascii() for form in forms)
    assert run("check", "--lang", lang)[1].isascii() == (lang == "en")


@pytest.mark.usefixtures("root")
def test_json_may_be_asked_for_in_two_ways(run: Run) -> None:
    assert run("check", "--json") == run("check", "--output", "json")


@pytest.mark.usefixtures("root")
def test_sarif_has_what_code_hosts_need(run: Run) -> None:
    """SARIF 2.1.0: each result names its rule by id and place, and a relative file, a line and a column from one."""
    write("registry/platforms/a b#c.yaml", "name: A\nkind: exchange\n")
    write(FILE, WRONG)
    code, out, err = run("check", "--output", "sarif")
    log = json.loads(out)
    (one,) = log["runs"]
    rules = [rule["id"] for rule in one["tool"]["driver"]["rules"]]
    places = [result["locations"][0]["physicalLocation"] for result in one["results"]]
    assert (code, err, log["version"], one["columnKind"]) == (5, "", "2.1.0", "unicodeCodePoints")
    assert log["$schema"].endswith("sarif-2.1.0.json") and rules == list(ALL_RULES)
    assert [rules[result["ruleIndex"]] for result in one["results"]] == [
        result["ruleId"] for result in one["results"]
    ]
    assert {place["artifactLocation"]["uri"] for place in places} == {
        FILE,
        "registry/platforms/a%20b%23c.yaml",
    }
    assert [place["region"] for place in places][-1] == {"startLine": 3, "startColumn": 10}
    assert all(result["message"]["text"] and result["level"] == "error" for result in one["results"])


@pytest.mark.usefixtures("root")
def test_sarif_without_problems_is_a_log_without_results(run: Run) -> None:
    code, out, _ = run("check", FILE, "--output", "sarif")
    assert (code, json.loads(out)["runs"][0]["results"]) == (0, [])


# -- fmt


@pytest.mark.usefixtures("root")
def test_a_file_is_written_anew_once(run: Run) -> None:
    write(FILE, UNSTYLED)
    assert [answer(run("fmt", FILE, "--json"))["changed"] for _ in range(2)] == [[FILE], []]
    assert Path(FILE).read_text() == STYLED


@pytest.mark.usefixtures("root")
@both_languages
def test_with_check_nothing_is_written_and_the_exit_code_is_5(run: Run, lang: str) -> None:
    write(FILE, UNSTYLED)
    before = {path: path.read_bytes() for path in Path("registry").rglob("*.yaml")}
    code, out, err = run("fmt", FILE, "--check", "--lang", lang)
    assert (code, out.splitlines()[0], err) == (5, FILE, "")
    assert {path: path.read_bytes() for path in Path("registry").rglob("*.yaml")} == before


@pytest.mark.usefixtures("root")
def test_what_is_in_the_style_already_is_not_touched(run: Run) -> None:
    write(FILE, STYLED)
    os.utime(FILE, (1, 1))
    assert (run("fmt", FILE)[0], run("fmt", FILE, "--check")[0]) == (0, 0)
    assert Path(FILE).stat().st_mtime == 1


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize("text", [STYLED.replace("\n", "\r\n"), STYLED.rstrip(), "\ufeff" + STYLED])
def test_line_breaks_and_marks_of_order_are_part_of_the_style(run: Run, text: str) -> None:
    write(FILE, text)
    assert run("fmt", FILE, "--check")[0] == 5
    assert run("fmt", FILE)[0] == 0 and Path(FILE).read_bytes() == STYLED.encode()


@pytest.mark.usefixtures("root")
@both_languages
def test_one_bad_file_keeps_all_from_being_written_and_its_place_is_told(run: Run, lang: str) -> None:
    write("registry/platforms/a.yaml", UNSTYLED)
    write(FILE, "name: &a A\nkind: *a\n")
    code, out, err = run("fmt", "--lang", lang)
    assert (code, out) == (5, "") and f"{FILE}:1:7" in err
    assert Path("registry/platforms/a.yaml").read_text() == UNSTYLED


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize("text", ["", "# nothing\n", b"name: \xff\n", "name: A\n\t- b\n", "a: " + "[" * 99])
def test_what_is_no_yaml_is_refused_and_stays_as_it_is(run: Run, text: str | bytes) -> None:
    write(FILE, text)
    assert run("fmt", FILE)[0] == 5
    assert Path(FILE).read_bytes() == (text if isinstance(text, bytes) else text.encode())


@pytest.mark.usefixtures("root")
def test_mistakes_of_form_do_not_stand_in_the_way(run: Run) -> None:
    """An author may put a file in order before it is right."""
    write(FILE, WRONG)
    assert run("fmt", FILE)[0] == 0


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever dies midway leaves the old text, and beside it a file that nobody reads."""
    path = tmp_path / "a.yaml"
    path.write_text("old")

    def died(self: Path, target: Path) -> None:
        assert (path.read_text(), self.read_text()) == ("old", "new")
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", died)
    with pytest.raises(KeyboardInterrupt):
        replace(path, "new")
    assert path.read_text() == "old" and list(tmp_path.glob("*.yaml")) == [path]


@posix
def test_a_file_that_cannot_be_written_is_an_error_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").mkdir()
    with pytest.raises(RegistryError) as caught:
        replace(tmp_path / "a.yaml", "new")
    assert (caught.value.code, list(tmp_path.iterdir())) == ("registry-write", [tmp_path / "a.yaml"])


@posix
def test_a_link_goes_on_leading_to_its_file_and_modes_stay(tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_text("old")
    (tmp_path / "real.yaml").chmod(0o640)
    (tmp_path / "link.yaml").symlink_to("real.yaml")
    replace(tmp_path / "link.yaml", "new")
    assert (tmp_path / "link.yaml").is_symlink()
    assert ((tmp_path / "real.yaml").read_text(), (tmp_path / "real.yaml").stat().st_mode & 0o777) == (
        "new",
        0o640,
    )


# -- stats, stale


@pytest.fixture
def built(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A registry of its own in the place of the built-in one: what one may trust, and what a waiver excuses."""
    registry(
        root,
        example=platform(
            channel(), channel("email", "a@example-exchange.com", evidence=evidence(PAGE, read="2025"))
        ),
    )
    registry(root, other=platform(channel("in-app", None, evidence=[]), name="<Other> & 'Co'", domains=[]))
    write("registry/waivers.yaml", "- {rule: evidence-missing, where: other, why: seen, until: 2026-12-31}\n")
    with pytest.raises(SystemExit):
        main(["registry", "build", "registry", "registry.sqlite"])
    monkeypatch.setattr("contactfinder.finder.BUILT_IN", Path("registry.sqlite"))
    return root


@pytest.mark.usefixtures("built")
def test_figures_are_those_of_the_registry(run: Run) -> None:
    found = answer(run("stats", "--by-platform", "--json"))
    assert (found["platforms"], found["channels"], found["by_age"]) == (
        2,
        3,
        {"dated": 0, "old": 0, "undated": 3},
    )
    assert found["coverage"]["phone"]["official"] == 1 and found["coverage"]["chat"]["nothing"] == 2
    assert [(row["id"], row["official"], row["facts"]) for row in found["by_platform"]] == [
        ("example", 2, 2),
        ("other", 0, 1),
    ]


@pytest.mark.usefixtures("built")
def test_without_being_asked_there_is_no_row_for_each_platform(run: Run) -> None:
    assert "by_platform" not in answer(run("stats", "--json"))
    assert run("stats", "--output", "json")[1] == run("stats", "--json")[1]


@pytest.mark.usefixtures("built")
@both_languages
def test_the_picture_is_xml_whatever_the_names(run: Run, lang: str) -> None:
    code, out, err = run("stats", "--output", "svg", "--lang", lang)
    texts = [element.text for element in ElementTree.fromstring(out).iter("{http://www.w3.org/2000/svg}text")]
    assert (code, err) == (0, "") and "<Other> & 'Co'" in texts


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize(
    ("days", "seen"), [("0", [None, "2025", "2026-11-22"]), ("100", [None, "2025"]), ("36500", [None])]
)
def test_what_is_stale_is_told_the_oldest_first(run: Run, days: str, seen: list[str | None]) -> None:
    found = answer(run("stale", "--days", days, "--json"))
    assert ([fact["seen"] for fact in found["facts"]], found["days"]) == (seen, int(days))


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("days", ["-1", "36501", "many", "1.5"])
def test_a_number_of_days_that_is_none_exits_2(run: Run, days: str) -> None:
    assert run("stale", "--days", days)[0] == 2


# -- diff


@pytest.mark.usefixtures("root")
@both_languages
def test_nothing_differs_from_itself(run: Run, lang: str) -> None:
    code, out, err = run("diff", "registry", "registry", "--lang", lang)
    assert (code, err) == (0, "") and out in ("No fact changed.\n", "没有任何事实变动。\n")


@pytest.mark.usefixtures("root")
def test_a_phone_number_that_came_needs_two(run: Run) -> None:
    registry(Path("old"), example=platform(), other=platform(name="Other", domains=[]))
    (change,) = answer(run("diff", "old", "--json"))["changes"]
    assert (change["change"], change["kind"], change["value"], change["needs_two"]) == (
        "added",
        "phone",
        PHONE.replace(" ", ""),
        True,
    )
    assert "**!**" in run("diff", "old")[1]


@pytest.mark.usefixtures("root")
@both_languages
def test_what_is_no_state_exits_5(run: Run, lang: str) -> None:
    code, out, err = run("diff", "--lang", lang, "--", "--output=written", "registry")
    assert (code, out) == (5, "") and "--output=written" in err and not Path("written").exists()


def test_help_of_every_command_is_in_words(run: Run) -> None:
    for command in ("check", "new", "fmt", "stats", "stale", "diff"):
        code, out, _ = run(command, "--help")
        assert code == 0 and "help." not in out and io.StringIO(out).readline()
