"""No secret is ever in a file of the journal, nor of the user's home, whatever it is typed into; what was deleted is in none."""

import atexit
import io
import json
import random
import re
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from mnemonic import Mnemonic

from contactfinder.cli import main
from contactfinder.errors import UsageError
from contactfinder.journal import Case, CaseLine, Journal, Note, Promise, Seen, exchange
from contactfinder.secrets import SecretRefused

LISTS = sorted(Mnemonic.list_languages())
FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
HASH = "0x5c504ed432cb51138bcf09aa5e8a410dd4a1e204ef84bfed1be16dfba1b22060"


def phrase(language: str) -> list[str]:
    """Twelve words from everywhere in the list."""
    return Mnemonic(language).to_mnemonic(bytes((i * 37 + 5) % 256 for i in range(16))).split()


def layouts(language: str) -> Iterator[tuple[str, str]]:
    words = phrase(language)
    yield "numbered", "\n".join(f"{n}. {word}" for n, word in enumerate(words, 1))
    yield "lines", "\n".join(words)
    yield "capitals", " ".join(words).upper()
    yield "full-width", " ".join(words).translate(FULL_WIDTH)
    if language.startswith("chinese"):
        yield "without-blanks", "".join(words)


PHRASES = {f"{language}-{layout}": text for language in LISTS for layout, text in layouts(language)}
OTHERS = {  # published examples that hold nothing
    "wif": "5HpHagT65TZzG1PH3CSu63k8DbpvD8s5ip4nEB3kEsreAnchuDf",
    "xprv": "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi",
    "hex": "e8f32e723decf4051aefac8e2c93c9c5b214313817cdb01a1494b917c8436b35",
    "hex-0x": f"my key is {HASH}",
    "solana": "4NMwxzmYj2uvHuq8xoqhY8RXg63KSVJM1DXkpbmkUY7YQWuoyQgFnnzn6yo3CMnqZasnNPNuAT2TLwQsCaKkUddp",
    "pem": "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g",
    "card": "paid with 4111 1111 1111 1111 yesterday",
    "card-hyphens": "4111-1111-1111-1111",
    "card-full-width": "４１１１１１１１１１１１１１１１",
    "code": "they sent me the verification code: 482913",
    "code-chinese": "验证码：482913",
    "code-behind": "482913 is your Coinbase verification code",
    "pin": "my pin is 804617",
    "password": "my password is Tr0ub4dor&3",
    "password-chinese": "登录密码为 Tr0ub4dor&3",
}
SECRETS = PHRASES | OTHERS
KINDS = {
    name: SECRETS[name] for name in ("english-numbered", "chinese_simplified-without-blanks", "wif", "card")
} | {name: SECRETS[name] for name in ("code", "pin", "password")}
_PLAIN = {
    "they",
    "sent",
    "verification",
    "code",
    "your",
    "coinbase",
    "paid",
    "with",
    "yesterday",
    "minute",
    "password",
    "private",
}


def telling(secret: str) -> set[str]:
    """What gives a secret away: all of it, and each word that nothing else is likely to hold; as it is kept or searched."""
    words = {
        word
        for word in re.split(r"[\s:：,]+", secret)
        if len(word) >= 4 or (word[:1] > "\u2fff" and len(word) > 1)
    }
    found = {
        form
        for text in {secret, *words}
        for form in (text, normalize("NFKC", text), normalize("NFKC", text).casefold())
    }
    hexadecimal = re.compile("[0-9a-f]{1,5}", re.IGNORECASE)  # stands in many a UUID
    return {text for text in found if text.casefold() not in _PLAIN and not hexadecimal.fullmatch(text)}


def leaks(secret: str, *places: Path | bytes) -> list[tuple[str, str]]:
    """Where anything telling of a secret stands: in texts, and in all files below folders."""
    datas = [("output", place) for place in places if isinstance(place, bytes)]
    for folder in places:
        if isinstance(folder, Path):
            datas += [(str(path), path.read_bytes()) for path in folder.rglob("*") if path.is_file()]
            datas += [(str(path), path.name.encode()) for path in folder.rglob("*")]
    needles = [(word, word.encode().lower()) for word in telling(secret)]
    return [(where, word) for where, data in datas for word, needle in needles if needle in data.lower()]


every_secret = pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS)
every_kind = pytest.mark.parametrize("secret", KINDS.values(), ids=KINDS)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where HOME points in tests."""
    return tmp_path / "home"


def test_the_search_for_leaks_finds_one(
    journal: Journal, case: CaseLine, folder: Path, now: datetime
) -> None:
    """In the log, in the file, in an attachment, in a name: or else the tests below would prove nothing."""
    said = "a mail from nowhere@example.com"
    journal.log(case.number, Note(now, said), now)
    assert {Path(where).name for where, _ in leaks("NOWHERE@example.com", folder)} == {"journal.sqlite-wal"}
    journal._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert {Path(where).name for where, _ in leaks("NOWHERE@example.com", folder)} == {"journal.sqlite"}
    (folder / "nowhere@example.com").write_bytes(b"")
    assert {Path(where).name for where, _ in leaks("NOWHERE@example.com", folder)} > {"nowhere@example.com"}


# -- notes and cases

FIELDS: dict[str, Callable[[datetime, str], Note]] = {
    "said": lambda at, text: Note(at, text),
    "channel": lambda at, text: Note(at, "x", channel=text),
    "contact": lambda at, text: Note(at, "x", contact=Seen(text)),
    "canonical": lambda at, text: Note(at, "x", contact=Seen("x", text, "handle")),
    "canonical-phone": lambda at, text: Note(at, "x", contact=Seen("x", text, "phone")),
    "contact-phone": lambda at, text: Note(at, "x", contact=Seen(text, "+14155550100", "phone")),
    "kind": lambda at, text: Note(at, "x", contact=Seen("x", "x", text)),
    "imitates": lambda at, text: Note(at, "x", contact=Seen("x", imitates=text)),
    "reason": lambda at, text: Note(at, "x", contact=Seen("x", reasons=("listed", text))),
    "agent": lambda at, text: Note(at, "x", agent=text),
    "ticket": lambda at, text: Note(at, "x", ticket=text),
    "promise": lambda at, text: Note(at, "x", promise=Promise(text)),
}


@every_secret
def test_no_field_of_a_note_takes_a_secret(
    journal: Journal, case: CaseLine, folder: Path, home: Path, now: datetime, secret: str
) -> None:
    """Whether it is written down or changed, in any writing."""
    kept = journal.log(case.number, Note(now, "honest"), now)
    for field, note in FIELDS.items():
        for text in (secret, f"I was asked for this: {secret} and I said so."):
            with pytest.raises(SecretRefused):
                journal.log(case.number, note(now, text), now)
                pytest.fail(field)
            with pytest.raises(SecretRefused):
                journal.rewrite(case.number, kept.number, note(now, text), now)
                pytest.fail(field)
    assert journal.case(case.number, now).entries == (kept,)
    assert leaks(secret, folder, home) == []


@every_secret
def test_no_case_takes_a_secret(
    journal: Journal, case: CaseLine, folder: Path, home: Path, now: datetime, secret: str
) -> None:
    """Neither as its title nor as the name of its platform."""
    for begin in (
        lambda: journal.new(secret, "fraud", None, None, now),
        lambda: journal.new("Coinbase", "fraud", secret, "coinbase", now),
        lambda: journal.change(case.number, now, title=secret),
        lambda: journal.change(case.number, now, name=secret, platform=None),
        lambda: journal.change(case.number, now, issue=secret),
    ):
        with pytest.raises(SecretRefused):
            begin()
    assert journal.cases(now) == [case]
    assert leaks(secret, folder, home) == []


@pytest.mark.parametrize(
    ("first", "second"), [*permutations(("said", "contact", "agent", "ticket", "promise"), 2)]
)
def test_a_phrase_in_two_fields_of_one_entry_is_refused(
    journal: Journal, case: CaseLine, folder: Path, now: datetime, first: str, second: str
) -> None:
    """Each half alone is too short to be told."""
    words = phrase("english")
    halves = {first: " ".join(words[:6]), second: " ".join(words[6:])}
    notes = {field: FIELDS[field](now, text)._asdict() for field, text in halves.items()}
    with pytest.raises(SecretRefused) as refused:
        journal.log(case.number, Note(now, **{field: notes[field][field] for field in halves}), now)
    assert {*refused.value.field.split(", ")} == {first, second}
    assert leaks(" ".join(words), folder) == []


def test_a_phrase_is_refused_that_an_edit_completes(
    journal: Journal, case: CaseLine, folder: Path, now: datetime
) -> None:
    """The half that is there already counts."""
    words = phrase("english")
    kept = journal.log(case.number, Note(now, " ".join(words[:6])), now)
    with pytest.raises(SecretRefused):
        journal.rewrite(case.number, kept.number, kept.note._replace(agent=" ".join(words[6:])), now)
    assert leaks(" ".join(words[6:]), folder) == []


def test_a_phrase_in_title_and_name_is_refused(journal: Journal, folder: Path, now: datetime) -> None:
    words = phrase("english")
    with pytest.raises(SecretRefused):
        journal.new(" ".join(words[:6]), "fraud", " ".join(words[6:]), None, now)
    assert leaks(" ".join(words), folder) == []


def test_what_stands_in_another_field_makes_no_secret_of_a_number(
    journal: Journal, case: CaseLine, now: datetime
) -> None:
    """A ticket is a ticket, also when somebody asked for a code."""
    note = Note(now, "He asked for the verification code:", ticket="482913")
    assert journal.log(case.number, note, now).note == note


HONEST = [
    Note(datetime.fromisoformat("2026-11-22T12:00:00Z"), text)
    for text in (
        f"tx {HASH} is still pending",
        f"https://etherscan.io/tx/{HASH}",
        f"交易哈希：{HASH}",
        "call +4915112345678 or +49 151 1234 5678",
        "+4111111111111111 called",
        "He wanted my seed phrase and a code; I gave him neither. I changed my password.",
        "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
    )
]
NUMBERS = [
    ("+49 151 1234 5678", "+4915112345678"),
    ("4915112345678", "+4915112345678"),
    ("0049 151 12345678", "+4915112345678"),
]


@pytest.mark.parametrize("note", HONEST, ids=lambda note: note.said[:30])
def test_what_people_have_to_write_down_is_not_refused(
    journal: Journal, case: CaseLine, now: datetime, note: Note
) -> None:
    assert journal.log(case.number, note, now).note == note


@pytest.mark.parametrize(("written", "number"), NUMBERS)
def test_a_number_that_can_be_dialled_is_no_card(
    journal: Journal, case: CaseLine, now: datetime, written: str, number: str
) -> None:
    """One in ten German mobile numbers passes the check of an old Visa card."""
    note = Note(now, contact=Seen(written, number, "phone"))
    assert journal.log(case.number, note, now).note == note


# -- files

ENCODINGS = {"utf-8": b"", "utf-8-sig": b"", "utf-16": b"", "utf-16-le": b"", "utf-16-be": b""}
OLD_ENCODINGS = {
    "chinese_simplified": ["gb18030"],
    "chinese_traditional": ["big5"],
    "french": ["latin-1", "cp1252"],
    "japanese": ["cp932", "euc_jp"],
    "korean": ["cp949"],
    "russian": ["cp1251"],
    "spanish": ["latin-1"],
    "turkish": ["cp1254"],
}


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A folder with files of the user's own."""
    (tmp_path / "mine").mkdir()
    return tmp_path / "mine"


@every_kind
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_no_text_with_a_secret_is_attached(
    journal: Journal,
    case: CaseLine,
    folder: Path,
    home: Path,
    mine: Path,
    now: datetime,
    secret: str,
    encoding: str,
) -> None:
    """Also with a mark of its encoding, or in wide characters without one."""
    text = mine / "notes.txt"
    text.write_text(f"my notes\n{secret}\n", encoding=encoding)
    with pytest.raises(SecretRefused):
        journal.attach(case.number, text, now)
    assert not (folder / "attachments").exists()
    assert journal.case(case.number, now).attachments == ()
    assert leaks(secret, folder, home) == []


@pytest.mark.parametrize(
    ("language", "encoding"), [(name, e) for name in OLD_ENCODINGS for e in OLD_ENCODINGS[name]]
)
def test_no_text_of_an_old_system_with_a_phrase_is_attached(
    journal: Journal, case: CaseLine, mine: Path, now: datetime, language: str, encoding: str
) -> None:
    text = mine / "notes.txt"
    text.write_bytes(" ".join(normalize("NFC", word) for word in phrase(language)).encode(encoding))
    with pytest.raises(SecretRefused):
        journal.attach(case.number, text, now)


def test_no_text_with_a_broken_letter_and_a_phrase_is_attached(
    journal: Journal, case: CaseLine, mine: Path, now: datetime
) -> None:
    """Cut off in the middle of one, it is no UTF-8 any more."""
    text = mine / "notes.txt"
    text.write_bytes(" ".join(phrase("japanese")).encode() + "字".encode()[:2])
    with pytest.raises(SecretRefused):
        journal.attach(case.number, text, now)


@every_kind
def test_no_file_is_attached_whose_name_is_a_secret(
    journal: Journal, case: CaseLine, folder: Path, home: Path, mine: Path, now: datetime, secret: str
) -> None:
    """And the refusal does not repeat it."""
    named = mine / f"{' '.join(secret.split())}.txt"
    named.write_text("nothing")
    with pytest.raises(SecretRefused) as refused:
        journal.attach(case.number, named, now)
    assert leaks(secret, str(refused.value.values).encode()) == []
    assert not (folder / "attachments").exists()
    assert leaks(secret, folder, home) == []


# -- imports


def exported(journal: Journal, now: datetime, mine: Path) -> dict[str, Any]:
    """An honest case as a file says it, with everything in it."""
    case = journal.new("Kraken", "deposit", "Deposit", "kraken", now)
    seen = Seen(
        "@kraken_help",
        "x:kraken_help",
        "handle",
        "unknown",
        None,
        "kraken",
        ("near",),
        "2026-11-22",
        "a" * 64,
    )
    note = Note(now, "They called.", "x", seen, True, "Ann", "A-1", Promise("an answer", now))
    journal.log(case.number, note, now)
    (mine / "letter.txt").write_text("Dear customer")
    journal.attach(case.number, mine / "letter.txt", now, 1)
    found = json.loads(json.dumps(exchange.whole(journal.case(case.number, now))))
    journal.delete(case.number)
    return {"case": found}


PLACES = [
    *(
        ("title",),
        ("name",),
        ("platform",),
        ("uid",),
        ("issue",),
        ("attachments", 0, "name"),
        ("attachments", 0, "uid"),
    ),
    *(
        ("entries", 0, field)
        for field in ("said", "agent", "ticket", "promise", "contact", "contact_written")
    ),
    *(
        ("entries", 0, field)
        for field in ("contact_kind", "imitates", "verdict", "verdict_platform", "channel", "uid")
    ),
    *(("entries", 0, "reasons", 0), ("entries", 0, "judged", "version"), ("entries", 0, "judged", "digest")),
]


def put(record: Any, place: tuple[str | int, ...], value: object) -> None:
    """Change one field of the case in a file."""
    *way, last = ("case", *place)
    for step in way:
        record = record[step]
    record[last] = value


def brought_in(journal: Journal, record: object, now: datetime) -> Case:
    case = exchange.read(json.dumps(record).encode())
    return journal.case(journal.take_in(case, now, None).case.number, now)


@every_kind
def test_no_import_brings_a_secret_in(
    journal: Journal, folder: Path, home: Path, mine: Path, now: datetime, secret: str
) -> None:
    """In none of its fields, not even in those that nobody types; what is not kept of it does no harm."""
    honest = exported(journal, now, mine)
    for place in PLACES:
        for text in (secret, "-".join(phrase("english")), "-".join(["zoo", "act", "add", "age"] * 3)):
            record = json.loads(json.dumps(honest))
            put(record, place, text)
            if place == ("platform",):
                brought_in(journal, record, now)
                journal.delete(journal.cases(now)[0].number)
                continue
            with pytest.raises(UsageError):
                brought_in(journal, record, now)
                pytest.fail(str(place))
    assert journal.cases(now) == []
    assert leaks(secret, folder, home) == []


def test_no_import_brings_a_secret_in_as_a_number(
    journal: Journal, folder: Path, mine: Path, now: datetime
) -> None:
    """Only what can be dialled as it is written may look like a card."""
    honest = exported(journal, now, mine)
    for written, number in (
        ("4111 1111 1111 1111", "+4915112345678"),
        ("password: Tr0ub4dor&3", "+4915112345678"),
    ):
        record = json.loads(json.dumps(honest))
        for field, text in (("contact_kind", "phone"), ("contact_written", written), ("contact", number)):
            put(record, ("entries", 0, field), text)
        with pytest.raises(SecretRefused):
            brought_in(journal, record, now)
        assert leaks(written, folder) == []


# -- the command line


@pytest.fixture
def typed(
    folder: Path, now: datetime, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Iterator[Callable[..., tuple[int, bytes, bytes]]]:
    """`contactfinder case` in this process: exit code and output. The journal stays open until the end of the test."""
    opened: list[Callable[[], None]] = []
    monkeypatch.setattr(atexit, "register", opened.append)
    monkeypatch.setenv("CONTACTFINDER_DATA", str(folder))

    def run(*arguments: str, piped: str = "") -> tuple[int, bytes, bytes]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(piped.encode()), encoding="utf-8"))
        with pytest.raises(SystemExit) as left:
            main(["case", *arguments])
        out, err = capsysbinary.readouterr()
        return int(left.value.code or 0), out, err

    yield run
    for close in opened:
        if isinstance(getattr(close, "__self__", None), Journal):
            close()


def attempts(
    secret: str, mine: Path, journal: Journal, now: datetime
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every way to type a secret: the arguments, and what is piped in."""
    yield ("new", "coinbase", "--issue", "fraud", "--title", secret), ""
    yield ("new", secret, "--issue", "fraud"), ""
    for field in ("said", "agent", "ticket", "contact", "promise"):
        yield ("log", "1", f"--{field}", secret), ""
        yield ("edit", "1", "--entry", "1", f"--{field}", secret), ""
    yield ("log", "1", "--said", "-"), secret
    yield ("log", "1"), secret
    yield ("edit", "1", "--title", secret), ""
    yield ("edit", "1", "--platform", secret), ""
    (mine / "notes.txt").write_text(secret)
    yield ("attach", "1", str(mine / "notes.txt")), ""
    record = exported(journal, now, mine)
    put(record, ("entries", 0, "said"), secret)
    (mine / "case.json").write_text(json.dumps(record))
    yield ("import", str(mine / "case.json")), ""
    yield ("import", "-"), json.dumps(record)


@pytest.mark.parametrize("form", [(), ("--json",)], ids=["words", "json"])
@every_kind
def test_the_command_line_refuses_a_secret_and_does_not_repeat_it(
    journal: Journal,
    case: CaseLine,
    folder: Path,
    home: Path,
    mine: Path,
    now: datetime,
    secret: str,
    form: tuple[str, ...],
    typed: Callable[..., tuple[int, bytes, bytes]],
) -> None:
    """Neither on the screen nor in any file."""
    kept = journal.log(case.number, Note(now, "honest"), now)
    for arguments, piped in attempts(secret, mine, journal, now):
        code, out, err = typed(*arguments, *form, piped=piped)
        assert (arguments[:4], code) == (arguments[:4], 2)
        assert b"secret-refused" in out if form else out == b"" or "--contact" in arguments
        assert (arguments[:4], leaks(secret, out, err)) == (arguments[:4], [])
    assert journal.case(case.number, now).entries == (kept,)
    assert leaks(secret, folder, home) == []


def test_a_phrase_in_the_address_of_a_page_is_not_shown_with_the_warning_of_it(
    journal: Journal, case: CaseLine, folder: Path, typed: Callable[..., tuple[int, bytes, bytes]]
) -> None:
    """A fake page may have put it there."""
    words = phrase("english")
    address = f"https://coinbase-login.example/?words={'+'.join(words)}"
    code, out, err = typed("log", "1", "--contact", address)
    assert code == 2
    assert leaks(" ".join(words), out, err, folder) == []


def test_a_process_refuses_a_secret_and_leaves_nothing(
    folder: Path, tmp_path: Path, program: Callable[..., Any], now: datetime
) -> None:
    """The same as users start it, with nothing of the process left."""
    program("new", "coinbase", "--issue", "fraud")
    for form in ((), ("--json",)):
        done = program("log", "1", "--said", PHRASES["english-lines"], *form)
        assert done.returncode == 2
        assert leaks(PHRASES["english-lines"], done.stdout, done.stderr, tmp_path) == []


# -- what was deleted


def test_what_was_deleted_is_in_no_file_any_more(
    journal: Journal, case: CaseLine, folder: Path, mine: Path, now: datetime
) -> None:
    """A case with its files, and one entry of another; while the journal is open, too."""
    other = journal.new("Gone", "fraud", "gone-title", None, now)
    journal.log(
        other.number, Note(now, "gone-said", agent="gone-agent", contact=Seen("gone@example.com")), now
    )
    (mine / "gone-file.txt").write_text("gone-text")
    journal.attach(other.number, mine / "gone-file.txt", now)
    entry = journal.log(case.number, Note(now, "gone-entry"), now)
    kept = journal.log(case.number, Note(now, "kept"), now)
    journal.delete(other.number)
    journal.remove(case.number, entry.number)
    found = b"".join(path.read_bytes() + path.name.encode() for path in folder.rglob("*") if path.is_file())
    assert re.findall(rb"gone[-\w@.]*", found, re.IGNORECASE) == []
    assert journal.case(case.number, now).entries == (kept,)


@pytest.mark.parametrize("seed", [2, 3])
def test_what_was_deleted_is_in_no_file_any_more_although_it_was_moved_about(
    journal: Journal, folder: Path, now: datetime, seed: int
) -> None:
    """SQLite moves rows from page to page when others grow, and does not wipe where they were."""
    dice = random.Random(seed)

    def text(number: int, version: int) -> str:
        return " ".join(
            f"needle{number}x{version}x" for _ in range(dice.randint(1, dice.choice([2, 20, 300])))
        )

    cases = [journal.new(name, "fraud", None, None, now).number for name in ("Coinbase", "Kraken")]
    written = {}
    for number in range(120):
        at = now + timedelta(minutes=number)
        case = dice.choice(cases)
        written[case, journal.log(case, Note(at, text(number, 0)), at).number] = number
    for version in range(1, 121):
        case, entry = dice.choice([*written])
        note = journal.entry(case, entry).note
        journal.rewrite(case, entry, note._replace(said=text(written[case, entry], version)), now)
    gone = {number for (case, _), number in written.items() if case == cases[1] or dice.random() < 0.4}
    for (case, entry), number in written.items():
        if case == cases[0] and number in gone:
            journal.remove(case, entry)
    journal.delete(cases[1])
    data = b"".join(path.read_bytes() for path in folder.iterdir())
    assert {int(number) for number in re.findall(rb"needle(\d+)x", data)} == {*written.values()} - gone
