"""SARIF that code hosts take: whole whenever it is closed, and harmless whatever stands in the text."""

import json
import sys
from typing import Any

import jsonschema
import pytest
from made_findings import BOLD, HOSTILE, every_kind, finding, impostor, lookalike, unknown

from contactfinder import __version__
from contactfinder.render.sarif import Sarif
from contactfinder.verify import EXIT_CODES, Status

LEVELS = {"enum": ["none", "note", "warning", "error"]}
MESSAGE = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
COUNT = {"type": "integer", "minimum": 1}
RULE = {
    "type": "object",
    "required": ["id", "shortDescription", "fullDescription", "help", "defaultConfiguration"],
    "properties": {
        "id": {"type": "string"},
        "shortDescription": MESSAGE,
        "fullDescription": MESSAGE,
        "help": MESSAGE,
        "defaultConfiguration": {"required": ["level"], "properties": {"level": LEVELS}},
    },
    "additionalProperties": False,
}
REGION = {
    "required": ["startLine", "startColumn", "endLine", "endColumn", "charOffset", "charLength"],
    "properties": {
        **dict.fromkeys(["startLine", "startColumn", "endLine", "endColumn"], COUNT),
        **{name: {"type": "integer", "minimum": 0} for name in ("charOffset", "charLength")},
    },
    "additionalProperties": False,
}
PLACE = {
    "required": ["artifactLocation", "region"],
    "properties": {
        "artifactLocation": {"required": ["uri"], "properties": {"uri": {"pattern": r"^[!-~]+$"}}},
        "region": REGION,
    },
    "additionalProperties": False,
}
RESULT = {
    "type": "object",
    "required": ["ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"],
    "properties": {
        "ruleId": {"enum": [status.value for status in Status]},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": LEVELS,
        "message": MESSAGE,
        "locations": {
            "minItems": 1,
            "maxItems": 1,
            "items": {"required": ["physicalLocation"], "properties": {"physicalLocation": PLACE}},
        },
        "partialFingerprints": {"additionalProperties": {"type": "string"}},
        "properties": {"type": "object"},
    },
    "additionalProperties": False,
}
DRIVER = {
    "required": ["name", "version", "rules"],
    "properties": {"name": {"const": "contactfinder"}, "rules": {"items": RULE, "uniqueItems": True}},
}
RUN = {
    "required": ["tool", "results", "columnKind"],
    "properties": {
        "tool": {"required": ["driver"], "properties": {"driver": DRIVER}},
        "columnKind": {"const": "unicodeCodePoints"},
        "results": {"type": "array", "items": RESULT},
    },
    "additionalProperties": False,
}
DOCUMENT = {
    "type": "object",
    "required": ["version", "runs", "$schema"],
    "properties": {
        "$schema": {"pattern": "sarif"},
        "version": {"const": "2.1.0"},
        "runs": {"minItems": 1, "maxItems": 1, "items": RUN},
    },
    "additionalProperties": False,
}


def run(*found, source: str = "a.txt") -> dict[str, Any]:
    sarif = Sarif()
    text = sarif.begin() + "".join(sarif.result(source, f) for f in found) + sarif.end()
    document = json.loads(text)
    jsonschema.validate(document, DOCUMENT)
    return document["runs"][0]


def result(found, source: str = "a.txt") -> dict[str, Any]:
    return run(found, source=source)["results"][0]


def uri_of(index, source: str) -> str:
    place = result(impostor(index), source)["locations"][0]["physicalLocation"]
    return place["artifactLocation"]["uri"]


def test_a_document_of_nothing_is_whole() -> None:
    driver = run()["tool"]["driver"]
    assert driver["version"] == __version__
    assert [rule["id"] for rule in driver["rules"]] == list(Status)


def test_every_result_points_to_its_rule(index) -> None:
    found = run(*every_kind(index))
    rules = found["tool"]["driver"]["rules"]
    assert len(found["results"]) == len(every_kind(index))
    for item in found["results"]:
        rule = rules[item["ruleIndex"]]
        assert (rule["id"], rule["defaultConfiguration"]["level"]) == (item["ruleId"], item["level"])


@pytest.mark.parametrize("status", Status)
def test_the_level_follows_the_exit_code(status: Status) -> None:
    rules = {rule["id"]: rule["defaultConfiguration"]["level"] for rule in run()["tool"]["driver"]["rules"]}
    assert rules[status] == {0: "note", 1: "error"}.get(EXIT_CODES[status], "warning")


def test_a_result_says_what_and_where(index) -> None:
    item = result(impostor(index))
    assert item["message"]["text"] == (
        "+18445550199: impostor (claimed for Example Exchange; mathematical or other digits)"
    )
    assert item["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 1,
        "startColumn": 53,
        "endLine": 1,
        "endColumn": 53 + len(BOLD),
        "charOffset": 52,
        "charLength": len(BOLD),
    }
    assert item["properties"] == {
        "contact": "+18445550199",
        "kind": "phone",
        "claimed_for": "example-exchange",
        "part": None,
        "disguise": ["other-digits"],
        "signals": ["call", "urgency"],
    }


def test_a_contact_over_several_lines_ends_on_its_last(index) -> None:
    found = finding(index, "844\n555\n0199", "+18445550199", before="x\n  ")
    region = result(found)["locations"][0]["physicalLocation"]["region"]
    assert [region[k] for k in ("startLine", "startColumn", "endLine", "endColumn")] == [2, 3, 4, 5]


@pytest.mark.parametrize(
    ("source", "uri"),
    [
        ("a/b.txt", "a/b.txt"),
        ("./a b#1?.txt", "a%20b%231%3F.txt"),
        ("帖子/1.txt", "%E5%B8%96%E5%AD%90/1.txt"),
        ("c:d.txt", "c%3Ad.txt"),
        ("-", "stdin"),
    ],
)
def test_a_source_is_a_relative_uri(index, source: str, uri: str) -> None:
    assert uri_of(index, source) == uri


@pytest.mark.skipif(sys.platform == "win32", reason="paths of another kind")
@pytest.mark.parametrize(("source", "uri"), [("\udcff", "%FF"), ("/tmp/a b", "file:///tmp/a%20b")])
def test_bytes_that_are_no_text_and_whole_paths_are_uris_too(index, source: str, uri: str) -> None:
    assert uri_of(index, source) == uri


def test_a_fingerprint_stays_when_the_text_moves(index) -> None:
    prints = [
        result(finding(index, raw, "+18445550199", before=before, claimed=claimed))["partialFingerprints"]
        for raw, before, claimed in [
            ("844 555 0199", "", None),
            ("844  555\n0199", "\n\nmore ", None),
            ("８４４ ５５５ ０１９９", "", None),
            ("844-555-0199", "", None),
            ("844 555 0199", "", "exex"),
        ]
    ]
    assert prints[0] == prints[1] == prints[2]
    assert len({str(p) for p in prints}) == 3


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_text_from_outside_steers_nobody(index, hostile: str) -> None:
    sarif = Sarif()
    written = sarif.result("a", finding(index, hostile, "+18445550199", part=hostile))
    assert not {"\x1b", "\x9b", "\u202e", "\u200b", "\n"} & set(written)
    assert "evil.example" not in json.loads(written)["message"]["text"]


def test_a_message_has_no_link_and_no_placeholder(index) -> None:
    found = lookalike(index, "[x](https://evil.net)?{0}")
    text = result(found)["message"]["text"]
    assert "](" not in text and "{{0}}" in text and "evil.net" not in text


def test_a_result_is_one_line_so_that_none_has_to_be_kept(index) -> None:
    sarif = Sarif()
    sarif.begin()
    lines = [sarif.result("a", found) for found in (unknown(index), impostor(index))]
    assert [line.count("\n") for line in lines] == [0, 1]
