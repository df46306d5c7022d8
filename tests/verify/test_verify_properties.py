"""What holds whatever is asked: no text makes the program fail, and nothing becomes official by looking right."""

import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contactfinder.verify import EXIT_CODES, Status, Verdict, Why, verify

COUNTRIES = st.sampled_from([None, "US", "GB", "CN", "AU", "SG", "XX"])
NAMES = st.sampled_from([None, "example-exchange", "other-broker", "Example Wallet", "Nobody"])
OFFICIAL = [
    "+442079460000",
    "+448081570000",
    "+18445550123",
    "+864005551234",
    "+611800160401",
    "+6568123456",
    "support@example-exchange.com",
    "press@example-exchange.com",
    "x:exampleexhelp",
    "telegram:exampleexnews",
    "https://help.example-exchange.com/contact?form=1",
    "https://example-desk.net/exex",
]
PIECES = r"""
    https:// http: hxxps:// \ / @ ＠ : ? # . 。 [.] example-exchange example-exchange.com evil.com x.com t.me x: tel:
    exampleexhelp support +44 20 7946 0000 844 555 0123 0199 00 011 + 1 ext ( ) %40 xn-- ｅ 。com forum.
""".split()  # noqa: SIM905
PIECES += [*OFFICIAL, " ", "\u200b", "\u202e", "\x00", "\ud800", "\u00ad"]
TEXT = st.one_of(
    st.text(st.characters(), max_size=40), st.lists(st.sampled_from(PIECES), max_size=7).map("".join)
)
BAD = {Status.IMPOSTOR, Status.LOOKALIKE, Status.CONTRADICTED}
QUICK = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))


def is_listed_official(index, verdict: Verdict) -> bool:
    """Whether the registry itself has this contact as official, asked without any of verify's reasoning."""
    channels = (verdict.platform or {"channels": []})["channels"]
    contact = verdict.contact.value if verdict.contact else ""
    same = {contact, contact.rstrip("/"), f"{contact}/"}
    return any(c["contact"] in same and c["trust"] == "official" and not c["withdrawn"] for c in channels)


@given(text=TEXT, country=COUNTRIES, claimed=NAMES | TEXT)
@QUICK
def test_every_text_gets_an_answer(index, text, country, claimed):
    """Whatever is given, there is a verdict with an exit code and a reason."""
    verdict = verify(text, index, country, claimed)
    assert verdict.text == text and verdict.status in EXIT_CODES and verdict.reasons


@given(text=TEXT, country=COUNTRIES, claimed=NAMES)
@QUICK
def test_only_what_is_listed_official_is_official(index, text, country, claimed):
    """The one mistake that must never be made. Home pages of rooted domains are the only other official answers."""
    verdict = verify(text, index, country, claimed)
    if verdict.status is Status.OFFICIAL:
        home = Why.HOME_PAGE in {r.code for r in verdict.reasons}
        assert home or is_listed_official(index, verdict)


def edits(text: str, alphabet: str) -> list[str]:
    """Every text that differs in one letter or digit: changed, dropped, doubled or swapped."""
    places = [i for i, c in enumerate(text) if c in alphabet]
    found = {text[:i] + c + text[i + 1 :] for i in places for c in alphabet}
    found |= {text[:i] + c + text[i:] for i in places for c in alphabet}
    found |= {text[:i] + text[i + 1 :] for i in places}
    found |= {
        text[:i] + text[i + 1] + text[i] + text[i + 2 :] for i in places if text[i + 1 : i + 2].isalnum()
    }
    return sorted(found - {text})


# People write +44 (0)20 without the parentheses: no other number is written so.
TRUNK_PREFIXED = {"+4402079460000", "+4408081570000", "+8604005551234", "+6101800160401"}


@pytest.mark.parametrize("country", [None, "US", "CN", "GB"])
@pytest.mark.parametrize("contact", OFFICIAL)
def test_one_edit_away_from_official_is_never_official(index, contact, country):
    """A number, address or account with one character wrong is somebody else's."""
    alphabet = string.digits if contact.startswith("+") else string.ascii_lowercase + string.digits
    wrong = {t for t in edits(contact, alphabet) if verify(t, index, country).status is Status.OFFICIAL}
    assert wrong <= TRUNK_PREFIXED


@given(text=TEXT, country=COUNTRIES, claimed=NAMES)
@QUICK
def test_nothing_that_reached_the_user_is_reassuring(index, text, country, claimed):
    """Whoever called or wrote decides what is shown: no text is official, and none of its listing or chain is passed on."""
    verdict = verify(text, index, country, claimed, incoming=True)
    assert verdict.status in BAD | {Status.UNKNOWN, Status.INVALID}
    assert (verdict.incoming, verdict.chain) == (True, ()) or verdict.status in BAD


@given(text=TEXT, country=COUNTRIES, claimed=NAMES)
@QUICK
def test_what_is_bad_stays_bad_when_it_reached_the_user(index, text, country, claimed):
    """The direction never makes anything better."""
    verdict = verify(text, index, country, claimed)
    if verdict.status in BAD:
        assert verify(text, index, country, claimed, incoming=True).status is verdict.status


@given(
    contact=st.sampled_from(OFFICIAL), claimed=st.sampled_from(["other-broker", "closed-exchange", "Nobody"])
)
@QUICK
def test_a_claim_for_another_platform_is_never_official(index, contact, claimed):
    """What is genuine for one platform proves nothing for another."""
    assert verify(contact, index, claimed=claimed).status is not Status.OFFICIAL


@pytest.mark.parametrize("contact", OFFICIAL)
@pytest.mark.parametrize("country", [None, "US", "CN", "GB", "AU"])
def test_an_official_contact_in_canonical_form_is_official_everywhere(index, contact, country):
    """The real one is never hidden: nobody's country changes what a full contact means."""
    assert verify(contact, index, country).status is Status.OFFICIAL


SEPARATORS = st.sampled_from(["", " ", "-", ".", "–", " - ", "/", "⚝", "~"])
DIGITS = st.sampled_from([str, lambda d: chr(0xFF10 + int(d)), lambda d: f"{d}\ufe0f\u20e3"])
PREFIXES = st.sampled_from(["+1", "1", "", "+1 ", "(+1)", "001", "011 1", "☎ +1"])


@given(separator=SEPARATORS, digit=DIGITS, prefix=PREFIXES, parentheses=st.booleans(), country=COUNTRIES)
@QUICK
def test_an_impostor_stays_one_however_it_is_written(index, separator, digit, prefix, parentheses, country):
    """Spacing, frames and prefixes hide nobody."""
    area, *rest = ("".join(map(digit, group)) for group in ("844", "555", "0199"))
    text = prefix + separator.join([f"({area})" if parentheses else area, *rest])
    assert verify(text, index, country).status is Status.IMPOSTOR


@given(contact=st.sampled_from(OFFICIAL), country=COUNTRIES, claimed=NAMES)
@QUICK
def test_the_same_question_has_the_same_answer(index, contact, country, claimed):
    """Nothing depends on what was asked before."""
    assert verify(contact, index, country, claimed) == verify(contact, index, country, claimed)
