"""A finding as JSON: codes, offsets, and what `verify` says of the same contact."""

import json

import jsonschema
import msgspec
import pytest
from made_findings import HOSTILE, every_kind, finding, impostor, instead, unknown

from contactfinder.render import machine
from contactfinder.render.outputs import OUTPUTS


def said(index, found, source: str = "a.txt") -> dict:
    line = machine.dumped(machine.finding(index, source, found, instead(index, found)))
    assert "\n" not in line
    return json.loads(line)


def test_every_finding_keeps_the_schema(index) -> None:
    schema = msgspec.json.schema(OUTPUTS["scan"])
    for found in every_kind(index):
        jsonschema.validate(said(index, found), schema)


def test_a_finding_says_where_it_stands_and_whose_it_is_said_to_be(index) -> None:
    output = said(index, impostor(index)._replace(part="body"))
    expected = {
        "source": "a.txt",
        "start": 52,
        "end": 66,
        "line": 1,
        "column": 53,
        "part": "body",
        "kind": "phone",
        "contact": "+18445550199",
        "disguise": ["other-digits"],
        "verdict": "impostor",
        "claimed_for": "example-exchange",
        "claimed_at": {"start": 0, "end": 16},
        "imitates": None,
    }
    assert {name: output[name] for name in expected} == expected
    assert output["signals"][0] == {"signal": "call", "start": 1, "end": 5}
    assert output["instead"][0]["contact"] == "+18445550123"


def test_what_nobody_said_is_null(index) -> None:
    output = said(index, unknown(index, None))
    assert [output[name] for name in ("part", "claimed_for", "claimed_at", "platform")] == [None] * 4


def test_the_judgement_is_that_of_verify(index) -> None:
    for found in every_kind(index):
        verified = machine.verdict(index, found.verdict, [])
        output = said(index, found)
        same = ("schema_version", "tool_version", "registry", "verdict", "platform", "imitates", "reasons")
        assert {name: output[name] for name in same} == {name: verified[name] for name in same}


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_the_characters_of_the_input_come_back(index, hostile: str) -> None:
    """As escapes where they would steer a terminal; a lone surrogate too."""
    found = finding(index, hostile, "+18445550199")
    line = machine.dumped(machine.finding(index, hostile, found, []))
    assert json.loads(line)["raw"] == hostile and not {"\x1b", "\x9b", "\u202e", "\u200b"} & set(line)
