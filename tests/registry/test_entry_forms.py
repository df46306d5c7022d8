"""Every mistake of form at once, each with its place and with what may stand there instead."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contactfinder.registry import forms, source
from contactfinder.registry.entry import Channel, Evidence, Impostor, Platform, Waiver
from contactfinder.registry.forms import mistakes

SPOILED = """\
name: [Example]
kind: exchang
names: {english: [A]}
channels:
  - kind: phone
    purpose: [fraud]
    purposes: [fraud, frauds]
    hours: {value: 24/7}
    menu_path: {en: Help}
    evidence:
      - {source: "https://a.com", read: yesterday}
  - phone
country: {code: Germany, evidence: []}
support_team: {size: many}
responses: [{time: 1 day}]
domains: []
"""


def found(data, form=Platform):
    return [(".".join(map(str, m.where)), m.case) for m in mistakes(data, form)]


def test_all_mistakes_of_a_file_are_told_at_once():
    assert found(source.read(SPOILED).data) == [
        ("name", "not-a-text"),
        ("kind", "choice"),
        ("names.english", "language"),
        ("channels.0.purpose", "unknown-field"),
        ("channels.0.purposes.1", "choice"),
        ("channels.0.hours", "missing-field"),
        ("channels.0.menu_path.en", "not-a-list"),
        ("channels.0.evidence.0.read", "date"),
        ("channels.1", "not-fields"),
        ("country.code", "country"),
        ("support_team.size", "not-a-number"),
        ("responses.0.time", "duration"),
    ]


def test_each_mistake_has_the_line_and_column_of_its_value(tmp_path):
    path = tmp_path / "entry.yaml"
    path.write_text(SPOILED)
    problems = source.load(path, "entry.yaml", Platform).problems
    places = [(p.line, p.column) for p in problems]
    assert places[:6] == [(1, 7), (2, 7), (3, 18), (6, 14), (7, 23), (8, 12)]
    assert len(places) == 12


@pytest.mark.parametrize(
    ("data", "values"),
    [
        ({"kind": "exchange"}, {"field": "name"}),
        ({"name": "A", "kind": "exchange", "chanels": []}, {"field": "chanels", "known": "channels"}),
        ({"name": "A", "kind": "bank"}, {"place": "kind", "value": "bank", "known": "exchange, broker, wallet, hardware-wallet, payment, swap, atm"}),
    ],
)  # fmt: skip
def test_what_may_stand_there_instead_is_named(data, values):
    (mistake,) = mistakes(data, Platform)
    assert mistake.values == values


def test_a_field_like_no_other_is_answered_with_all_of_them():
    (mistake,) = mistakes({"contact": "a", "brands": [], "sightings": [], "zzz": ""}, Impostor)
    assert mistake.values["known"] == "contact, brands, sightings, renderings"


@pytest.mark.parametrize("data", ["text", [], {}, [[]], None, ""])
@pytest.mark.parametrize("form", [Platform, list[Waiver]])
def test_a_file_of_another_form_altogether_is_a_mistake_unless_it_is_an_empty_list(data, form):
    assert bool(found(data, form)) == (data != [] or form is Platform)


values = st.recursive(
    st.text(max_size=8) | st.sampled_from(["2026-11-22", "exchange", "phone", "en", "DE", "true", "PT1H"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "kind", "value", "evidence", "read", "channels", "x"]), inner),
    max_leaves=12,
)  # fmt: skip


@settings(deadline=None)
@given(st.sampled_from([Platform, Channel, Evidence, list[Impostor], list[Waiver]]), values)
def test_there_is_a_mistake_exactly_where_the_types_refuse(form, data):
    """No file is refused without a reason, and none that is not refused is given one."""
    try:
        msgspec.convert(data, form, strict=False)
        is_refused = False
    except msgspec.ValidationError:
        is_refused = True
    assert bool(found(data, form)) == is_refused


def test_fields_are_in_the_order_in_which_they_are_written_and_evidence_is_last():
    assert list(forms.fields(Platform))[:2] == ["name", "kind"]
    assert [
        list(forms.fields(form))[-1] for form in (Channel, forms.item(forms.fields(Platform)["domains"]))
    ] == ["evidence"] * 2
