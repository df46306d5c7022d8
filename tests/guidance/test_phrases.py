"""Asking for one's own language, in the language of the support."""

from itertools import permutations

import pytest

from contactfinder.guidance.phrases import asking, primary, same_language
from contactfinder.registry.index import Index

LANGUAGES = ["en", "zh", "ja", "ko", "tr", "es", "pt", "de", "fr", "ru", "vi", "id", "it", "ar", "th"]
PAIRS = list(permutations(LANGUAGES, 2))


def desk(index: Index, *languages: str):
    """A real channel that lists these languages."""
    return index.platform("example-exchange")["channels"][0] | {"languages": list(languages)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_a_name_for_every_other(index, language):
    """Fifteen languages, each with fifteen names, all different."""
    names = index.page(f"phrase:{language}")["names"]
    assert sorted(names) == sorted(LANGUAGES) and len(set(names.values())) == len(LANGUAGES)


@pytest.mark.parametrize(("own", "spoken"), PAIRS)
def test_the_sentence_is_complete(index, own, spoken):
    """In the language of the support, with the user's called as it is there; nothing left to fill in."""
    found = asking(desk(index, spoken), [own], index)
    page = index.page(f"phrase:{spoken}")
    assert found and found["language"] == spoken
    assert found["phrase"] == page["ask"].replace("{language}", page["names"][own]) + " " + page["answer_in"]
    assert not set("{}") & set(found["phrase"]) and page["names"][own] in found["phrase"]


@pytest.mark.parametrize(("own", "spoken"), PAIRS)
def test_the_user_can_read_what_it_means(index, own, spoken):
    """The same in the user's own language, so that nobody says what he does not understand."""
    found, page = asking(desk(index, spoken), [own], index), index.page(f"phrase:{own}")
    assert found and found["meaning"].startswith(page["ask"].replace("{language}", page["names"][own]))
    assert found["meaning"].endswith(page["answer_in"]) and not set("{}") & set(found["meaning"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_speaks_the_language_need_not_ask(index, language):
    """Whatever its country or script, and whichever of the user's languages it is."""
    assert asking(desk(index, language), [language], index) is None
    assert asking(desk(index, f"{language}-Latn"), ["eo", f"{language.upper()}-XX"], index) is None
    assert asking(desk(index, "eo", language), [language], index) is None


@pytest.mark.parametrize(
    ("languages", "own", "spoken"),
    [
        (["ko", "en"], ["de"], "ko"),  # the first that the desk lists
        (["eo", "en"], ["de"], "en"),  # the first in which there is a sentence
        (["pt-BR"], ["zh-Hant-TW"], "pt"),
        (["zh-Hans"], ["ja", "ko"], "zh"),  # for the first language of the user
    ],
)
def test_in_which_language_one_asks(index, languages, own, spoken):
    """One that is spoken there, and that we can write."""
    found = asking(desk(index, *languages), own, index)
    assert found and found["language"] == spoken
    assert index.page(f"phrase:{spoken}")["names"][primary(own[0])] in found["phrase"]


@pytest.mark.parametrize(("languages", "own"), [([], ["de"]), (["eo"], ["de"]), (["en"], ["eo"])])
def test_nothing_is_made_up(index, languages, own):
    """Not which languages a desk speaks, no sentence in Esperanto, and no name for it."""
    assert asking(desk(index, *languages), own, index) is None


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("zh-Hans", "zh-Hant-TW", True),
        ("EN", "en-GB", True),
        ("en", "eng", False),
        ("id", "it", False),
    ],
)
def test_a_language_is_the_same_in_every_script_and_country(first, second, same):
    assert same_language(first, second) is same_language(second, first) is same
