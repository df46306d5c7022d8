"""Every code that the program can produce has a sentence in every language, and every sentence is used."""

import ast
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from string import Formatter

import pytest
from typer.main import get_command

import contactfinder
from contactfinder.cli.boundary import whole
from contactfinder.cli.noting import CHANNELS, Given
from contactfinder.contacts import Kind, Sign
from contactfinder.documents.notes import Notes
from contactfinder.guidance.ranking import WEIGHTS
from contactfinder.guidance.times import RULES_OF_THUMB
from contactfinder.imitation import phones
from contactfinder.imitation.found import HOW as WAYS
from contactfinder.journal.record import Code, Kept
from contactfinder.recheck import Cause, Part, State
from contactfinder.registry import entry, forms, rules
from contactfinder.registry.changes import Section, Sort
from contactfinder.registry.coverage import Known
from contactfinder.registry.grades import Standing, Trust
from contactfinder.registry.handbook import rules as handbook_rules
from contactfinder.registry.handbook.form import Custody
from contactfinder.registry.index import BUILT_IN, Index
from contactfinder.registry.occasions import Issue, When
from contactfinder.render.words import LANGUAGES, Words
from contactfinder.scan.finding import Disguise, Signal
from contactfinder.verify import Status, Why

SOURCE = Path(contactfinder.__file__).parent
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(SOURCE.rglob("*.py"))}
TABLES = {language: dict(Words(language)._table) for language in LANGUAGES}
ERRORS = {
    "ContactfinderError",
    "UsageError",
    "RegistryError",
    "UnreadableContact",
    "ProcessLost",
    "JournalError",
    "Stopped",
    "Bad",
}
JOURNAL_ERRORS = ("journal-full", "journal-busy", "journal-damaged", "journal-unwritable", "journal-salvaged")
NOTES = [name.replace("_", "-") for name in vars(Notes())]
MISSED = ("pattern", "not-a-list", "not-fields", "not-a-switch", "not-a-number", "not-a-text")
NAMES_OF_THINGS = {  # what Chinese writes in Latin letters too
    *(f"channel.{name}" for name in ("telegram", "discord", "reddit", "facebook", "instagram", "youtube")),
    "store.app-store",
    "store.google-play",
    *(f"channel.{name}" for name in ("line", "kakaotalk", "whatsapp")),
}


def calls(name: str) -> Iterator[ast.Call]:
    for tree in TREES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name:
                yield node


def first_texts(name: str, place: int = 0) -> set[str]:
    found = (node.args[place] for node in calls(name) if len(node.args) > place)
    return {a.value for a in found if isinstance(a, ast.Constant) and isinstance(a.value, str)}


def prefixed(prefix: str, members: object) -> set[str]:
    return {f"{prefix}.{member}" for member in members}  # type: ignore[attr-defined]


def functions_of(module: str) -> dict[str, ast.FunctionDef]:
    tree = TREES[SOURCE / "registry" / f"{module}.py"]
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def cases_in(function: ast.FunctionDef) -> set[str]:
    """The cases of the findings that a function makes itself."""
    found: set[object] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Finding" and len(node.args) > 1:
            found |= {c.value for c in ast.walk(node.args[1]) if isinstance(c, ast.Constant)}
    return {case for case in found if isinstance(case, str)}


def cases_of(rule: str, module: str = "rules") -> set[str]:
    """The cases of a rule, and of what it leaves to another function of the rules."""
    functions = {**functions_of("rules"), **functions_of(module)}
    called = {
        getattr(n.func, "id", getattr(n.func, "attr", ""))
        for n in ast.walk(functions[rule])
        if isinstance(n, ast.Call)
    }
    shared = called & {"unclean", "unreadable_sources", "disordered_dates"}
    return cases_in(functions[rule]).union(*(cases_in(functions[name]) for name in shared))


def cases_about(files: str) -> set[str]:
    """The cases of whole files of impostors or publishers: found, or returned as text."""
    found: set[str] = set()
    for name, function in functions_of("library").items():
        if files in name:
            found |= cases_in(function)
            returns = [n.value for n in ast.walk(function) if isinstance(n, ast.Return) and n.value]
            parts = [[r.body, r.orelse] if isinstance(r, ast.IfExp) else [r] for r in returns]
            found |= {p.value for both in parts for p in both if isinstance(p, ast.Constant) and p.value}
    return found


def problem_codes() -> set[str]:
    codes = {
        f"problem.{rules.name_of(rule)}.{case}" for rule in rules.RULES for case in cases_of(rule.__name__)
    }
    codes |= {
        f"problem.{rules.name_of(rule)}.{case}"
        for rule in handbook_rules.RULES
        for case in cases_of(rule.__name__, "handbook/rules")
    }
    codes |= {f"problem.hours.{case}" for case in (*rules._HOURS_TRAPS, "time-zone", "never-open", "syntax")}
    codes |= {f"problem.handwritten-trust.{case}" for case in cases_of("handwritten_trust")}
    codes |= {f"problem.syntax.{case}" for case in first_texts("Trouble") | {"encoding", "unreadable"}}
    codes |= {f"problem.impostor.{case}" for case in cases_about("impostor")}
    codes |= {f"problem.publisher.{case}" for case in cases_about("publisher")}
    codes |= prefixed("problem.form", {*first_texts("Mistake", 1), *forms._SHAPES.values(), *MISSED})
    return codes | {"problem.waiver.idle"}


def error_codes() -> set[str]:
    found = set().union(*map(first_texts, ERRORS)) | {
        "unknown-platform",
        "ambiguous-platform",
        "secret-refused",
    }
    codes = {f"{kind}.{code}" for code in found for kind in ("error", "hint")}
    return codes | {
        "hint.missing.choices",
        "hint.bad-value.choices",
        "hint.no-such-id.choices",
        *(f"hint.secret-refused.{kind}" for kind in ("private-key", "one-time-code", "card-details")),
    }


def helps(command: object) -> Iterator[str]:
    yield command.help  # type: ignore[attr-defined]
    yield from (p.help for p in command.params if getattr(p, "help", None))  # type: ignore[attr-defined]
    for inner in getattr(command, "commands", {}).values():
        yield from helps(inner)


def help_codes() -> set[str]:
    own = {code for code in helps(get_command(whole())) if code.startswith("help.")}
    parts = (
        "usage",
        "options",
        "arguments",
        "commands",
        "required",
        "help",
        "completion.install",
        "completion.show",
    )
    return own | prefixed("help", parts)


def enum_codes() -> set[str]:
    groups: dict[str, type[StrEnum]] = {
        "verdict": Status,
        "why": Why,
        "sign": Sign,
        "link": Standing,
        "trust": Trust,
        "kind": entry.PlatformKind,
        "status": entry.State,
        "purpose": entry.Purpose,
        "secret": entry.Secret,
        "access": entry.Access,
        "cost": entry.Cost,
        "disguise": Disguise,
        "signal": Signal,
        "recheck.state": State,
        "recheck.cause": Cause,
        "recheck.part": Part,
    }
    codes = {f"{prefix}.{member}" for prefix, members in groups.items() for member in members}
    codes |= {
        f"{prefix}.{m}.means" for prefix, members in (("verdict", Status), ("trust", Trust)) for m in members
    }
    codes |= prefixed("channel", [*entry.ChannelKind, *entry.Network])
    return codes | prefixed("purpose", Issue)


def computed_codes() -> set[str]:
    """What the edge puts together from parts that are no enums."""
    durations = [f"{unit}{one}" for unit in ("weeks", "days", "hours", "minutes") for one in ("", ".one")]
    return (
        prefixed("rank", WEIGHTS)
        | prefixed("weekday", range(7))
        | prefixed("duration", durations)
        | prefixed("expected", ["measured", "measured.once", "claimed", "rule-of-thumb"])
        | prefixed("due", When)
        | prefixed("custody", Custody)
        | prefixed("store", ["app-store", "google-play"])
        | prefixed("prepare.details", ["safe", "ask-first", "never"])
        | prefixed("evidence", ["dated", "old", "undated", "checked"])
        | prefixed("open", ["open", "closed"])
        | prefixed("differs", WAYS)
        | prefixed("digits", phones.HOW)
        | prefixed("read", ["national-digits", "not-assigned", "any-network"])
        | {f"{group}.{kind}" for group in ("incoming", "next.incoming") for kind in Kind}
        | prefixed("when", ["since", "until", "since-until"])
        | prefixed("disagreement", ["offered", "not-offered", "value"])
        | prefixed("link", first_texts("Link"))
        | prefixed("short", Status)
        | {"verdict.incoming.means"}
        | prefixed("scan.note", NOTES)
        | prefixed("scan", [f"{what}{one}" for what in ("files", "characters") for one in ("", ".one")])
        | prefixed("outcome", Code)
        | prefixed("case.ask", [*(f for f in Given._fields if f != "incoming")])
        | prefixed("kept", Kept)
        | prefixed("case.kept", [Kept.KEPT, Kept.BROKEN])
        | prefixed("case.file", ["missing", "changed"])
        | prefixed("channel", CHANNELS)
        | {f"{kind}.{code}" for code in JOURNAL_ERRORS for kind in ("error", "hint")}
        | prefixed("stats", ["platforms", "channels", "absences", "impostors"])
        | prefixed("stats.age", ["dated", "old", "undated"])
        | prefixed("stats.known", Known)
        | prefixed("stale", ["channel", "absence", "not-found"])
        | prefixed("diff", Sort)
        | prefixed("diff.section", Section)
        | {f"unlisted.step-{step}" for step in range(1, 6)}
    )


def said_outright() -> set[str]:
    """Codes that stand as they are in the code of the edge."""
    found = {
        node.value
        for path, tree in TREES.items()
        if path.name not in {f"{language}.py" for language in LANGUAGES}
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return found & set(TABLES["en"]) | {"duration.range"}


NEEDED = enum_codes() | computed_codes() | problem_codes() | error_codes() | help_codes() | said_outright()


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(NEEDED))
def test_every_code_has_a_sentence_in_every_language(code: str, language: str) -> None:
    """No code can reach a reader without words."""
    assert code in TABLES[language]


def test_the_collected_codes_are_many() -> None:
    """The collection reads source code; if it stopped finding any, all tests of this file would pass."""
    assert min(map(len, (problem_codes(), error_codes(), help_codes()))) > 25


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_used(language: str) -> None:
    """A sentence that nothing says is a sentence nobody keeps true."""
    idle = {code for code in set(TABLES[language]) - NEEDED if not code.startswith("language.")}
    assert idle == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_codes(language: str) -> None:
    assert list(TABLES[language]) == list(TABLES["en"])


@pytest.mark.parametrize("code", sorted(TABLES["en"]))
def test_every_language_fills_in_the_same_values(code: str) -> None:
    assert {language: placeholders(TABLES[language][code]) for language in LANGUAGES} == dict.fromkeys(
        LANGUAGES, placeholders(TABLES["en"][code])
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty_or_has_blanks_at_its_ends(language: str) -> None:
    joining = ("punctuation.", "when.")  # parts of sentences, which bring their blanks
    for code, sentence in TABLES[language].items():
        assert sentence.strip() and "  " not in sentence
        assert sentence == sentence.strip() or code.startswith(joining)


@pytest.mark.parametrize("code", sorted(TABLES["zh"]))
def test_chinese_sentences_are_chinese(code: str) -> None:
    """Nothing was left in English: what has words in the English table has Chinese characters in this one."""
    sentence = re.sub(r"\{\w+\}", "", TABLES["zh"][code])
    has_words = re.search("[A-Za-z]{2}", re.sub(r"\{\w+\}", "", TABLES["en"][code]))
    if has_words and code not in NAMES_OF_THINGS:
        assert re.search("[一-鿿]", sentence)


@pytest.mark.parametrize("code", sorted(TABLES["en"]))
def test_english_sentences_have_no_chinese(code: str) -> None:
    assert not re.search("[一-鿿，。：；（）]", TABLES["en"][code])


@pytest.mark.parametrize("kind", RULES_OF_THUMB)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_of_thumb_reads_as_words(language: str, kind: str) -> None:
    said = Words(language).duration(RULES_OF_THUMB[kind])
    assert "PT" not in said and re.search(r"\d", said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_of_the_registry_has_a_name(language: str) -> None:
    """A user is not shown a language tag for a language that a channel really lists."""
    index, words = Index.open(BUILT_IN), Words(language)
    records = [index.platform(summary.id) for summary in index.summaries()]
    tags = {
        tag
        for record in records
        if record
        for found in (*record["channels"], record["support_languages"])
        if found
        for tag in found.get("languages", found.get("tags"))
    }
    assert {tag for tag in tags if words.language_called(tag) == tag} == set()
