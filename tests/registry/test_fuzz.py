"""Spoiled files: the checker, the formatter and the builder answer in their own words, and soon, whatever stands in them."""

import io
import shutil
from contextlib import suppress
from datetime import date
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spoiled import SPOILED

from contactfinder.cli.authoring import ALL_RULES
from contactfinder.errors import RegistryError
from contactfinder.registry import ages, coverage, library, source
from contactfinder.registry.build import build
from contactfinder.registry.changes import State, changes
from contactfinder.registry.index import Index
from contactfinder.registry.source import Trouble
from contactfinder.registry.states import state
from contactfinder.registry.style import styled
from contactfinder.render import authored, picture
from contactfinder.render.authoring import AuthorScreen
from contactfinder.render.words import LANGUAGES, Words

TODAY = date(2026, 11, 28)
ROOT = Path(__file__).parent.parent.parent
FIXTURES = ROOT / "tests/fixtures/registry"
FILES = [
    (path, part, form)
    for folder in (ROOT / "registry", FIXTURES)
    for part, form in library.FORMS.items()
    for path in sorted(folder.glob(part))
]
SECONDS = 5.0  # of computing, for one file; on a quiet machine it is a fifth of one
some = settings(max_examples=50, deadline=None)

files = st.sampled_from(FILES)
spoilers = st.sampled_from(SPOILED)
randoms = st.randoms(use_true_random=False)


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A registry with room for one file beside the imaginary publishers."""
    return tmp_path_factory.mktemp("fuzz") / "registry"


def put(root, path, part, content):
    """An empty registry, and in it this file alone."""
    shutil.rmtree(root, ignore_errors=True)
    (root / "platforms").mkdir(parents=True)
    (root / "impostors").mkdir()
    shutil.copy(FIXTURES / "publishers.yaml", root)
    root.joinpath(part.replace("*.yaml", path.name)).write_bytes(content)


def checked(root):
    found = library.read(root)
    return library.problems(found, library.world(found, TODAY))


def shown(problems, root):
    """Every sentence of them, in every language and form."""
    file = io.StringIO()
    for language in LANGUAGES:
        AuthorScreen(Words(language), file).problems(problems, root, {"files": "1", "rules": "1"})
    authored.check(problems, 1, 1)
    authored.check_sarif([(root, problem) for problem in problems], ALL_RULES)
    return file.getvalue()


@some
@given(files, spoilers, randoms)
def test_the_checker_finds_problems_and_has_words_for_them(root, file, spoil, random):
    path, part, _ = file
    put(root, path, part, spoil(path.read_bytes(), random))
    start = process_time()
    text = shown(checked(root), root)
    assert process_time() - start < SECONDS
    assert text.replace("\n", "").isprintable()


@some
@given(files, spoilers, randoms)
def test_the_formatter_keeps_the_data_or_refuses(file, spoil, random):
    path, _, form = file
    text = spoil(path.read_bytes(), random).decode("utf-8", "surrogateescape")
    start = process_time()
    try:
        written = styled(text, form)
    except Trouble:
        return
    assert process_time() - start < SECONDS
    before, after = source.read(text).data, source.read(written).data
    assert unordered(before) == unordered(after)
    assert styled(written, form) == written


def unordered(data):
    if isinstance(data, dict) and isinstance(data.get("channels"), list):
        return {**data, "channels": sorted(map(unordered_text, data["channels"]))}
    return data


def unordered_text(value):
    if isinstance(value, dict):
        return repr(sorted((key, unordered_text(inner)) for key, inner in value.items()))
    return repr([unordered_text(inner) for inner in value] if isinstance(value, list) else value)


@settings(some, max_examples=15)
@given(files, spoilers, randoms)
def test_the_builder_refuses_or_every_answer_can_be_given(root, file, spoil, random):
    """What passes the check is compiled, counted, pictured and compared with itself."""
    path, part, _ = file
    put(root, path, part, spoil(path.read_bytes(), random))
    target = root.with_name("registry.sqlite")
    with suppress(RegistryError):
        build(root, target, TODAY)
        index = Index.open(target)
        records, screen = list(index.platforms()), AuthorScreen(Words("zh"), io.StringIO())
        rows = coverage.rows(records, TODAY)
        picture.svg(rows, screen.words)
        screen.statistics(index.counts(), coverage.ages(records, TODAY), coverage.totals(rows))
        screen.stale(ages.stale(records, TODAY, 1), 1)
        index.close()
        assert changes(state(str(target), TODAY), state(str(root), TODAY)) == []


@some
@given(files, spoilers, randoms)
def test_a_state_that_breaks_rules_is_compared_or_refused(root, file, spoil, random):
    path, part, _ = file
    put(root, path, part, spoil(path.read_bytes(), random))
    with suppress(RegistryError):
        found = changes(State([], []), state(str(root), TODAY))
        AuthorScreen(Words("en"), io.StringIO()).changes(found)
        authored.diff(found)
