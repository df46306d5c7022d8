"""Any known number, disguised by any composition of tricks, is found; and it is official only if it is."""

from hypothesis import given, settings
from hypothesis import strategies as st

from contactfinder.verify import Status

OFFICIAL = "+18445550123"  # of Example Exchange, and of nobody else
IMPOSTOR = "+18445550199"
STRANGER = "+18335550142"
FAMILIES = [chr(c) for c in (0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0xFF10, 0x0660, 0x0966, 0x1FBF0)]
SEPARATORS = [
    " ",
    "-",
    ".",
    "✦",
    "➽",
    "~",
    "|",
    "*",
    " - ",
    "⊹",
    "🍭",
    "↬",
    "/",
    "_",
    "·",
    "—",
    "\u00a0",
    "^",
]
HIDDEN = ["", "\u200b", "\u200d", "\u2060", "\u00ad", "\ufeff"]
WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
HANZI = "零一二三四五六七八九"
LOOKS = {"0": "0OoО", "1": "1lI|", "5": "5S", "8": "8B"}


def one_of(draw, choices):
    return draw(st.sampled_from(list(choices)))


def digit(draw, d: str, way: str) -> str:
    if way == "family":
        return chr(ord(one_of(draw, FAMILIES)) + int(d))
    if way == "keycap":
        return f"{d}\ufe0f\u20e3"
    if way == "circled":
        return "⓪①②③④⑤⑥⑦⑧⑨"[int(d)]
    if way == "look":
        return one_of(draw, LOOKS.get(d, d))
    return HANZI[int(d)] if way == "hanzi" else d


@st.composite
def disguised(draw, e164: str) -> str:
    """The number in a writing of some tricks: digits of another kind, signs between groups, what nobody sees, junk."""
    national, hidden = e164[2:], one_of(draw, HIDDEN)
    way = one_of(draw, ["plain", "family", "keycap", "circled", "look", "hanzi"])
    bracket = one_of(draw, ["()", "[]", "{}", ["", ""]])
    groups = [national[:3], national[3:6], national[6:]]
    if way == "look":  # enough digits stay what they are
        shown = [groups[0], "".join(digit(draw, d, way) for d in groups[1]), groups[2]]
    else:
        shown = [hidden.join(digit(draw, d, way) for d in group) for group in groups]
    shown[0] = f"{bracket[0]}{shown[0]}{bracket[1]}"
    prefix = one_of(draw, ["+1", "1", "", "++1", "+1-1"])
    separator = one_of(draw, SEPARATORS)
    return separator.join(filter(None, [prefix, *shown]))


@st.composite
def in_words(draw, e164: str) -> str:
    """The number said aloud, with some digits left as they are."""
    said = [WORDS[int(d)] if draw(st.integers(0, 3)) else d for d in e164[1:]]
    return one_of(draw, [" ", "-", ", ", " . "]).join(said)


def writings(e164: str):
    return st.one_of(disguised(e164), in_words(e164))


CARRIERS = [
    "Example Exchange customer service: call {} now",
    "My Example Exchange account is locked! Support told me to dial {}.",
    "示例交易所客服热线：{}，请拨打",
    "{}\nExample Exchange support",
]


@settings(max_examples=400, deadline=None)
@given(writing=writings(IMPOSTOR), carrier=st.sampled_from(CARRIERS))
def test_a_disguised_impostor_is_found(scan, writing: str, carrier: str):
    found = {finding.contact.value: finding for finding in scan(carrier.format(writing))}
    assert IMPOSTOR in found
    assert found[IMPOSTOR].verdict.status is Status.IMPOSTOR


@settings(max_examples=400, deadline=None)
@given(writing=writings(OFFICIAL), carrier=st.sampled_from(CARRIERS))
def test_a_disguised_official_number_is_found(scan, writing: str, carrier: str):
    assert OFFICIAL in {finding.contact.value for finding in scan(carrier.format(writing))}


@settings(max_examples=300, deadline=None)
@given(writing=st.one_of(writings(IMPOSTOR), writings(STRANGER)), carrier=st.sampled_from(CARRIERS))
def test_what_is_not_official_is_never_called_so(scan, writing: str, carrier: str):
    assert Status.OFFICIAL not in {finding.verdict.status for finding in scan(carrier.format(writing))}


@settings(max_examples=300, deadline=None)
@given(text=st.text())
def test_any_text_can_be_scanned_and_every_place_is_right(scan, text: str):
    for finding in scan(text + " call Example Exchange support 1 844 555 0199 " + text, all_=True):
        whole = text + " call Example Exchange support 1 844 555 0199 " + text
        assert whole[finding.start : finding.end] == finding.raw
