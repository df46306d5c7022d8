"""The comment below a post: polite, bounded, and without anything that works or calls anybody."""

import re

import pytest
from made_findings import HOSTILE, finding, impostor, instead, lookalike, official, unknown
from markdown_it import MarkdownIt

from contactfinder.render.comment import LONGEST, MARKER, MOST, comment

LIMIT = 65_536  # characters of a comment on GitHub


def written(index, *found) -> str:
    return comment((f, instead(index, f)) for f in found)


def test_the_comment_of_one_impostor(index) -> None:
    english, chinese = written(index, impostor(index)).split("<details>")
    assert (
        english
        == f"""{MARKER}
**Careful: this post holds contacts that are not the platform's own, or not known to be.**

- ` +18445550199 `: impostor (claimed for Example Exchange; posing as example exchange, other broker)

The platform's own channels, from its own pages:

- Example Exchange, phone: ` +1 844-555-0123 `
- Example Exchange, WhatsApp: ` +1 202-555-0155 `
- Example Exchange, phone: ` +86 400 555 1234 `

Genuine support never asks for your seed phrase, private key, password or one-time codes, for access to your device, or for coins.

A program wrote this, and it may be wrong. Nothing was deleted. If it is wrong, please say so here: a maintainer can remove the label.

"""
    )
    assert chinese.startswith("\n<summary>中文</summary>\n\n**请当心") and chinese.endswith("\n</details>\n")


def test_nothing_accused_is_nothing_said(index) -> None:
    """A contact that nobody knows is no reason to speak up by itself."""
    assert written(index, official(index), unknown(index), unknown(index, None)) == ""
    assert comment([]) == ""


def test_beside_what_is_accused_stands_what_is_not_known_to_be_theirs(index) -> None:
    text = written(index, official(index), unknown(index), impostor(index))
    assert text.index("+18445550199") < text.index("` +12025550143 `: unknown (claimed for Example Exchange)")
    assert "+18445550123" not in text


def test_a_contact_is_named_once(index) -> None:
    again = unknown(index)._replace(contact=impostor(index).contact)
    text = written(index, again, impostor(index), impostor(index, " at once"))
    assert text.count("+18445550199") == 2  # in each language


def many(index, path: str = "") -> list:
    return [lookalike(index, f"{number}{path}") for number in range(MOST + 3)]


def test_many_contacts_are_counted(index) -> None:
    text = written(index, *many(index))
    assert text.count("- ` hxxps://") == 2 * MOST
    assert "- and 3 more\n" in text and "- 另有 3 个\n" in text


def test_the_comment_is_bounded(index) -> None:
    text = written(index, *many(index, "x" * 1900))
    assert len(text) < LIMIT // 4 and "x" * LONGEST not in text


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_nothing_from_outside_works_or_calls_anybody(index, hostile: str) -> None:
    """Wherever it comes from: the contact, the name of a platform, or the brands of a report."""
    made = impostor(index)
    report, platform = made.verdict.report, made.verdict.platform
    assert report and platform and made.claimed_for
    named = {**platform, "name": hostile[:500]}
    verdict = made.verdict._replace(report={**report, "brands": [hostile[:500]]}, platform=named)
    contact = made.contact._replace(value=hostile)
    found = made._replace(
        verdict=verdict, contact=contact, claimed_for=made.claimed_for._replace(platform=named)
    )
    text = comment([(found, instead(index, made))])
    html = MarkdownIt().render(text)
    bare = re.sub("<code>.*?</code>", "", html, flags=re.DOTALL)
    assert not {"\x1b", "\u202e", "\u200b", "\r"} & set(text) and "@" not in bare
    assert set(re.findall(r"<(\w+)", html)) <= {"p", "strong", "ul", "li", "code", "details", "summary"}
    assert (html.count("<strong>"), html.count("</details>"), html.count("<li>")) == (2, 1, 8)
    assert len(text) < LIMIT


def test_addresses_of_accused_contacts_are_code_and_lead_nowhere(index) -> None:
    text = written(index, lookalike(index), finding(index, "a.b.example.exchange.help@gmail.example"))
    assert "evil.net" not in text and "gmail.example" not in text
    assert set(re.findall(r"(.)\bhxxps", text)) == {" "} and "- ` hxxps://" in text


def test_official_links_work(index) -> None:
    assert "- Example Exchange, help centre: <https://help.example-exchange.com/>" in written(
        index, lookalike(index)
    )


def test_channels_that_are_not_official_are_not_named(index) -> None:
    found = impostor(index)
    weak = [r._replace(channel={**r.channel, "trust": "corroborated"}) for r in instead(index, found)]
    assert "own channels" not in comment([(found, weak)])


def test_a_channel_without_an_address_has_the_way_through_the_menus(index) -> None:
    found = impostor(index)
    inside = [
        r._replace(
            channel={**r.channel, "link": None, "display": None, "menu_path": {"en": ["Profile", "*Help*"]}}
        )
        for r in instead(index, found)
    ]
    assert "phone: Profile › \\*Help\\*" in comment([(found, inside)])
