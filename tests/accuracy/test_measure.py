"""The figures count what they say they count, and a package is read as it lies in its archive."""

import io
import tarfile
import zipfile
from pathlib import Path

import lists
import measure
import phonenumbers
import pytest
from measure import Answer, Row
from oracle import Mark

from contactfinder.registry.index import Index

ANSWERS = {
    "a.test": Answer("a.test", "official"),
    "b.test": Answer("b.test", "lookalike", "kraken"),
    "c.test": Answer("c.test", "unknown"),
    "d.test": Answer("d.test", "official-domain"),
}


def test_trusted_counts_official_and_official_domain_apart():
    section = measure.trusted({"one": ["a.test", "b.test"], "two": ["d.test"]}, ANSWERS)
    assert [(r.found, r.of) for r in section.rows] == [(1, 2), (0, 2), (0, 1), (1, 1), (1, 3)]


def test_doubtful_marks_are_counted_apart():
    marks = {
        "b.test": Mark("kraken", "1-slip"),
        "c.test": Mark("kraken", "1-slip"),
        "a.test": Mark("gate", "1-slip", True),
    }
    assert measure.noticed(marks, ANSWERS).rows == [
        Row("1-slip", 1, 2),
        Row("**all sure marks**", 1, 2),
        Row("doubtful marks, not counted", 0, 1),
    ]


def test_an_honest_domain_in_two_lists_counts_once_in_the_end():
    section = measure.accused({"one": ["b.test", "c.test"], "two": ["b.test"]}, ANSWERS)
    assert [(r.found, r.of) for r in section.rows] == [(1, 2), (1, 1), (1, 2)]


def test_numbers_are_counted_by_the_kind_of_their_writing():
    found = [("E.164", "+1", None), ("E.164", "+2", None), ("as posted", "+3", None)]
    answers = [Answer("+1", "impostor"), Answer("+2", "unknown"), Answer("+3", "impostor")]
    rows = measure.numbers("Numbers", "impostor", found, answers).rows
    assert rows == [Row("E.164", 1, 2), Row("as posted", 1, 1), Row("**all**", 2, 3)]


def test_a_row_without_anything_to_measure_has_no_share():
    assert str(Row("nothing", 0, 0)) == "| nothing | 0 | 0 | – |"
    assert str(Row("some", 1, 2000)) == "| some | 2,000 | 1 | 0.05 % |"


def test_a_number_is_written_in_every_way():
    writings = list(measure.writings(phonenumbers.parse("+442079460000")))
    assert writings == [
        ("E.164", "+442079460000", None),
        ("international", "+44 20 7946 0000", None),
        ("tel: link", "tel:+44-20-7946-0000", None),
        ("national, at home", "020 7946 0000", "GB"),
        ("national, digits only", "02079460000", "GB"),
    ]


def test_only_official_numbers_in_force_are_asked_about(index: Index):
    texts = {text for _, text, _ in measure.official_writings(measure.platforms(index))}
    listed = {
        c["contact"]: (c["trust"], c["withdrawn"])
        for p in measure.platforms(index)
        for c in p["channels"]
        if "phone" in c and c["contact"]
    }
    expected = {
        number for number, (trust, withdrawn) in listed.items() if trust == "official" and not withdrawn
    }
    assert expected and expected == texts & set(listed)


def test_the_oracle_knows_every_platform_of_the_registry(index: Index):
    records = measure.platforms(index)
    oracle = measure.oracle_of(records, set())
    assert set(oracle.domains.values()) == {r["id"] for r in records if r["domains"]}


def test_the_tables_stand_between_the_markers():
    page = f"before\n{measure.BEGIN}\nold\n{measure.END}\nafter"
    once = measure.written(page, "new")
    assert once == f"before\n{measure.BEGIN}\n\nnew\n\n{measure.END}\nafter" == measure.written(once, "new")


def test_the_page_has_the_markers():
    page = measure.PAGE.read_text(encoding="utf-8")
    assert page.count(measure.BEGIN) == page.count(measure.END) == 1


def test_hosts_are_read_from_lines_and_addresses():
    assert lists.hosts(["B.test", "*.a.test", "", "# no", "1.2.3.4", "b.test."]) == ["a.test", "b.test"]
    assert lists.addresses(['x = "https://a.test/path" # http://b.test:80']) == ["a.test", "b.test"]


def archives(folder: Path) -> list[Path]:
    """The same file in a wheel and in an npm tarball."""
    data = b'{"list": ["a.test"]}'
    with zipfile.ZipFile(folder / "one-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("one/list.json", data)
    with tarfile.open(folder / "one-1.0.tgz", "w:gz") as tarball:
        member = tarfile.TarInfo("package/list.json")
        member.size = len(data)
        tarball.addfile(member, io.BytesIO(data))
    return sorted(folder.iterdir())


def test_a_package_is_read_in_its_archive(tmp_path: Path):
    found = [lists.Package(path) for path in archives(tmp_path)]
    assert [p.data(r"list\.json$") for p in found] == [{"list": ["a.test"]}] * 2
    assert [p.label for p in found] == ["one-1.0", "one-1.0"]


def test_a_package_that_lies_there_is_not_fetched_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    archives(tmp_path)
    monkeypatch.setattr(lists.subprocess, "run", None)
    assert lists.npm("one", tmp_path).archive.suffix == ".tgz"
    assert lists.pip("one", tmp_path).archive.suffix == ".whl"


def test_without_npm_the_message_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(lists.NotFetched, match="npm is not installed"):
        lists.npm("one", tmp_path)


def test_without_network_the_message_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PIP_INDEX_URL", str(tmp_path))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(lists.NotFetched, match="check the network"):
        lists.pip("no-such-package", tmp_path)
