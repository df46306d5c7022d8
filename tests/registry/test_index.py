"""The compiled index: built from a folder, looked up in a few pages, refused when it is not whole."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from contactfinder.contacts import web
from contactfinder.errors import ExitCode, RegistryError
from contactfinder.registry import build, library
from contactfinder.registry.index import Dialling, DomainHit, Index, NearHit
from contactfinder.registry.near import shortened

TODAY = date(2026, 11, 22)
EXAMPLES = Path(__file__).parent.parent / "examples"
EPOCH = "1795305600"  # 2026-11-22
ENTRY = """\
name: Crypto.example
kind: exchange
names:
  zh-Hans: [示例交易所]
  hi: [बिटकॉइन]
aliases: [Éxample Pay]
former_names: [Sample Exchange]
domains:
  - domain: example-exchange.com
    evidence:
      - {source: "https://register.example-regulator.org/1", read: 2026-11-20}
  - domain: example-exchange.net
    evidence:
      - {source: "https://example.org/links", read: 2026-11-20}
  - domain: example-exchange.co.uk
    former: true
    evidence:
      - {source: "https://www.example-exchange.com/legal", read: 2026-11-20}
channels:
  - kind: phone
    value: "+44 20 7946 0000"
    evidence:
      - {source: "https://www.example-exchange.com/contact", read: 2026-11-20, checked: 2026-11-21}
  - kind: phone
    value: "+44 20 7946 0500"
    evidence:
      - {source: "https://example.org/links", read: 2026-11-20}
  - kind: help-centre
    value: https://help.example-exchange.com/
    evidence:
      - {source: "https://www.example-exchange.com/contact", read: 2026-11-20}
  - kind: social
    network: x
    value: ExampleExHelp
    evidence:
      - {source: "https://www.example-exchange.com/contact", read: 2026-11-20}
absences:
  - kind: chat
    evidence:
      - {source: "https://www.example-exchange.com/contact", read: 2026-11-20}
"""


def folder(root, entry=ENTRY):
    """A registry with one platform and the reported contacts of the examples."""
    shutil.copytree(EXAMPLES / "clean/impostors/impostors", root / "impostors")
    shutil.copy(EXAMPLES / "publishers.yaml", root)
    (root / "platforms").mkdir()
    (root / "platforms/crypto-example.yaml").write_text(entry, encoding="utf-8")
    (root / "platforms/other-exchange.yaml").write_text("name: Other Exchange\nkind: exchange\n")
    return root


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    room = tmp_path_factory.mktemp("index")
    build.build(folder(room / "registry"), room / "data/registry.sqlite", TODAY)
    with closing(Index.open(room / "data/registry.sqlite")) as found:
        yield found


@pytest.mark.parametrize(
    "name",
    [
        "Crypto.example",
        "CRYPTO EXAMPLE",
        "crypto-example",
        "Ｃｒｙｐｔｏ．ｅｘａｍｐｌｅ",
        "example pay",
        "ÉXAMPLE-PAY",
        "e\u0301xample pay",
        "示例交易所",
        "sample exchange",
        "बिटकॉइन",
    ],
)
def test_a_name_is_found_however_it_is_written(index, name):
    """Case, width, accents, blanks and punctuation do not matter; names of other scripts and of old count."""
    assert index.named(name) == ["crypto-example"]


@pytest.mark.parametrize("name", ["", "crypto", "बटकइन", "\udcff", "\0", "' OR 1=1 --", "x" * 100_000])
def test_a_name_that_nobody_bears_finds_nothing(index, name):
    """Not even by its beginning, nor by the letters of a Hindi name without its vowels."""
    assert index.named(name) == []


@pytest.mark.parametrize(
    ("typed", "first"), [("cripto example", "cryptoexample"), ("othr exchange", "otherexchange")]
)
def test_a_misspelt_name_is_offered_the_nearest(index, typed, first):
    """The key shares the most three-letter pieces with what was typed."""
    assert index.like(typed, 3)[0][0] == first
    assert len(index.like(typed, 1)) == 1


@pytest.mark.parametrize("typed", ["", "!?", "x" * 100_000, "\udcff"])
def test_any_text_may_be_misspelt(index, typed):
    """Empty, endless or broken: the answer is a list."""
    assert isinstance(index.like(typed, 3), list)


@pytest.mark.parametrize(
    ("key", "channels"),
    [
        ("+442079460000", [("crypto-example", 0)]),
        ("+442079460001", []),
        ("help.example-exchange.com", [("crypto-example", 2)]),
        ("x:exampleexhelp", [("crypto-example", 3)]),
        ("\udcff", []),
    ],
)
def test_a_contact_is_found_by_its_key(index, key, channels):
    """The canonical form, an address without its scheme."""
    assert index.listed(key) == channels


@pytest.mark.parametrize(
    ("host", "hit"),
    [
        ("a.b.example-exchange.com", DomainHit("example-exchange.com", "crypto-example", True)),
        ("example-exchange.com", DomainHit("example-exchange.com", "crypto-example", True)),
        ("www.example-exchange.co.uk", DomainHit("example-exchange.co.uk", "crypto-example", True)),
        ("www.example-exchange.net", DomainHit("example-exchange.net", "crypto-example", False)),
        ("notexample-exchange.com", None),
        ("example-exchange.com.example.org", None),
    ],
)
def test_a_host_belongs_to_the_domain_above_it(index, host, hit):
    """Whole labels count; a domain that nobody vouches for says so."""
    assert index.domain(web.parents(host)) == hit


@pytest.mark.parametrize(
    "key",
    ["+12125550199", "x:exampleexchelp", "help@example-exchange-support.com", "example-exchange-support.com"],
)
def test_an_impostor_of_any_kind_is_found_by_its_key(index, key):
    """A reported address is found without its scheme, as `verify` asks for it."""
    assert index.impostor(key)["brands"] == ["example-exchange"]


@pytest.mark.parametrize(
    ("kind", "text", "hits"),
    [
        ("phone", "442079460000", ["+442079460000"]),
        ("phone", "442079460009", ["+442079460000"]),  # changed
        ("phone", "44207946000", ["+442079460000"]),  # dropped
        ("phone", "442079640000", ["+442079460000"]),  # swapped
        ("phone", "442079641000", []),  # swapped and changed
        ("phone", "442079460501", []),  # near one that is not official
        ("handle", "x:exampleexhelp1", ["x:exampleexhelp"]),
        ("handle", "x:examplexhelp", ["x:exampleexhelp"]),
    ],
)
def test_what_is_official_is_found_by_one_edit(index, kind, text, hits):
    """Only what is official can be imitated."""
    assert index.near(shortened(kind, text)) == [NearHit(hit, "crypto-example") for hit in hits]


@pytest.mark.parametrize(
    ("region", "row"),
    [
        ("US", Dialling(1, "011")),
        ("GB", Dialling(44, "00")),
        ("JP", Dialling(81, "010")),
        ("AU", Dialling(61, "0011")),
        ("HK", Dialling(852, "001")),
        ("ZZ", None),
    ],
)
def test_every_country_dials_out_in_its_own_way(index, region, row):
    """Its calling code, and what precedes a foreign number."""
    assert index.dialling(region) == row


def test_a_number_without_country_code_is_found_by_its_digits(index):
    """Listed and reported numbers alike."""
    assert index.national("2079460000") == ["+442079460000"]
    assert index.national("2125550199") == ["+12125550199"]
    assert index.is_known_number("+12125550199")


def test_the_index_says_what_it_holds(index):
    """The figures of `registry stats`."""
    assert index.counts() == {
        "platforms": 2,
        "channels": 4,
        "absences": 1,
        "by_kind": {"help-centre": 1, "phone": 2, "social": 1},
        "by_trust": {"official": 3, "unconfirmed": 1},
        "impostors": 4,
    }


def test_the_index_says_what_it_was_built_from(index, tmp_path):
    """Schema, newest date of anything read or checked, and a digest over all files."""
    meta = index.meta
    assert (meta["schema_version"], meta["version"]) == ("4", "2026-11-21")
    assert meta["digest"] == library.digest(folder(tmp_path / "registry"))


def test_a_platform_is_listed_with_the_domains_it_uses(index):
    """Rooted ones, and none it has given up."""
    summary = next(s for s in index.summaries() if s.id == "crypto-example")
    assert summary == ("crypto-example", "Crypto.example", "exchange", "active", ("example-exchange.com",))
    assert index.platform("crypto-example")["name"] == "Crypto.example"
    assert index.platform("nobody") is index.platform("\udcff") is None


@pytest.mark.parametrize("example", sorted((EXAMPLES / "clean").iterdir()), ids=lambda path: path.name)
def test_every_clean_example_can_be_built(example, tmp_path):
    """Whatever passes the rules compiles."""
    root = Path(shutil.copytree(example, tmp_path / "registry"))
    shutil.copy(EXAMPLES / "publishers.yaml", root)
    build.build(root, tmp_path / "registry.sqlite", TODAY)
    with closing(Index.open(tmp_path / "registry.sqlite")) as found:
        assert found.counts()["platforms"] == len(list(root.glob("platforms/*.yaml")))


def test_the_same_input_gives_the_same_bytes(tmp_path):
    """Whatever the order of sets in this process: anybody can build the index again and compare."""
    root = folder(tmp_path / "registry")
    code = "import sys; from datetime import date; from pathlib import Path; from contactfinder.registry import build;"
    code += "build.build(Path(sys.argv[1]), Path(sys.argv[2]), date(2026, 11, 22))"
    for seed in "12":
        target = str(tmp_path / seed)
        variables = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "PYTHONHASHSEED": seed}
        variables["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
        subprocess.run([sys.executable, "-c", code, str(root), target], env=variables, check=True)
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()


def test_a_reproducible_build_bears_the_day_it_is_told(tmp_path, monkeypatch):
    """SOURCE_DATE_EPOCH as reproducible-builds.org has it."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    build.build(folder(tmp_path / "registry"), tmp_path / "registry.sqlite", TODAY)
    with closing(Index.open(tmp_path / "registry.sqlite")) as found:
        assert found.meta["built"] == "2026-11-22"


def test_a_registry_with_problems_is_never_built(tmp_path):
    """The error names the first problem, and an index that stood there stays as it was."""
    root, target = (
        folder(tmp_path / "registry", "name: Example\nkind: pigeon\n"),
        tmp_path / "registry.sqlite",
    )
    target.write_bytes(b"what was there")
    with pytest.raises(RegistryError) as caught:
        build.build(root, target, TODAY)
    place = "registry/platforms/crypto-example.yaml:2:7"
    assert caught.value.code == "registry-problems"
    assert caught.value.values == {"count": "1", "place": place, "rule": "form"}
    assert target.read_bytes() == b"what was there"


def broken(path: Path, how: str) -> Path:
    """An index that is not what it should be."""
    with closing(sqlite3.connect(path)) as db:
        build.create(db)
        build.finish(db, "digest", library.Publishers(publishers=[], shared_hosts=[]))
        if how == "older":
            db.execute("UPDATE meta SET value = '0' WHERE key = 'schema_version'")
        elif how == "other-database":
            db.execute("DROP TABLE meta")
        db.commit()
    if how == "text":
        path.write_text("name: Example Exchange\n" * 100)
    elif how == "cut-off":
        path.write_bytes(path.read_bytes()[:6000])
    elif how == "overwritten":
        path.write_bytes(path.read_bytes()[:100] + b"\xff" * 4000)
    elif how == "empty":
        path.write_bytes(b"")
    return path


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ("text", "registry-damaged"),
        ("cut-off", "registry-damaged"),
        ("overwritten", "registry-damaged"),
        ("other-database", "registry-damaged"),
        ("empty", "registry-damaged"),
        ("older", "registry-outdated"),
    ],
)
def test_an_index_that_is_not_whole_is_refused(tmp_path, how, code):
    """At once and with a code of its own: no look-up runs on a broken index."""
    with pytest.raises(RegistryError) as caught:
        Index.open(broken(tmp_path / "registry.sqlite", how))
    assert (caught.value.code, caught.value.exit_code) == (code, ExitCode.REGISTRY)


def test_a_missing_index_is_said_to_be_missing(tmp_path):
    """With the place where it should be; a folder is no index either."""
    for path in (tmp_path / "nothing.sqlite", tmp_path):
        with pytest.raises(RegistryError) as caught:
            Index.open(path)
        assert (caught.value.code, caught.value.values) == ("registry-missing", {"path": str(path)})


def test_a_damaged_record_is_no_answer(tmp_path):
    """What does not read as JSON is reported as damage, not as a fault of the program."""
    path = broken(tmp_path / "registry.sqlite", "not at all")
    with closing(sqlite3.connect(path)) as db:
        db.execute("INSERT INTO platform VALUES ('x', 'X', 'exchange', 'active', '[]', '{\"id\": ')")
        db.commit()
    with closing(Index.open(path)) as found, pytest.raises(RegistryError, match="registry-damaged"):
        found.platform("x")


def test_an_opened_index_is_never_written(tmp_path):
    """It may lie in a folder that is read only, and two processes may read it."""
    path = broken(tmp_path / "registry.sqlite", "not at all")
    before = path.read_bytes()
    with closing(Index.open(path)) as found, pytest.raises(sqlite3.OperationalError):
        found._db.execute("DELETE FROM meta")
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_writing_a_platform_again_replaces_it(tmp_path):
    """An overlay's entry takes the place of the built-in one, with all its contacts and names."""
    found = library.read(folder(tmp_path / "registry"))
    record = library.records(found, library.world(found, TODAY))[0]
    with closing(sqlite3.connect(":memory:")) as db:
        build.create(db)
        build.write(db, [record], [])
        build.write(db, [{**record, "channels": [], "aliases": []}], [])
        build.finish(db, "digest", found.publishers)
        index = Index(db)
        assert (index.listed("+442079460000"), index.named("Éxample Pay")) == ([], [])
        assert index.named("Crypto.example") == ["crypto-example"]


def test_an_overlay_lies_over_the_built_in_registry(index, tmp_path):
    """The user's own entry is found beside the others, weighed by the built-in publishers."""
    root = Path(shutil.copytree(EXAMPLES / "clean/overlay", tmp_path / "mine"))
    with closing(sqlite3.connect(":memory:")) as db:
        build.overlay(index, root, TODAY, db)
        merged = Index(db)
        assert merged.listed("+12125550123") == [("my-broker", 0)]
        assert merged.platform("my-broker")["channels"][0]["trust"] == "unconfirmed"
        assert merged.counts()["platforms"] == index.counts()["platforms"] + 1


def test_an_overlay_cannot_take_the_contact_of_a_built_in_platform(index, tmp_path):
    """The same number under another name is refused."""
    root = Path(shutil.copytree(EXAMPLES / "clean/overlay", tmp_path / "mine"))
    path = root / "platforms/my-broker.yaml"
    path.write_text(path.read_text().replace("+1 212 555 0123", "+44 20 7946 0000"))
    with closing(sqlite3.connect(":memory:")) as db, pytest.raises(RegistryError) as caught:
        build.overlay(index, root, TODAY, db)
    assert caught.value.values["rule"] == "claimed-twice"
