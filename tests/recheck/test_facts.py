"""Which facts have which sources, what is to be found there, and where it is looked for."""

from pathlib import Path

import pytest

from contactfinder.recheck import Cause, Fact, Part, Plan, State
from contactfinder.recheck.facts import facts_of
from contactfinder.recheck.targets import owner, target
from contactfinder.registry import entry, library
from contactfinder.registry.rules import Entry, walk
from contactfinder.registry.source import read
from contactfinder.registry.trust import Sources

ROOT = Path(__file__).resolve().parents[2]
SOURCES = Sources(
    entry.Publishers(
        publishers=[],
        shared_hosts=[entry.SharedHost(host="helpdesk.com"), entry.SharedHost(host="x.com", open=True)],
    )
)


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("https://help.example.com/lock?x=1#top", "https://help.example.com/lock?x=1"),
        (
            "github:TP-Lab/key-generator/src/a b%/Footer.vue@c217f59".replace("a b%", "a-b"),
            "https://raw.githubusercontent.com/TP-Lab/key-generator/HEAD/src/a-b/Footer.vue",
        ),
        ("github:o/r/页.md@c217f59", "https://raw.githubusercontent.com/o/r/HEAD/%E9%A1%B5.md"),
        ("github:o/r@c217f59", Cause.CODE_HOST),
        ("gitlab:o/r/f@c217f59", Cause.CODE_HOST),
        ("codeberg:o/r/f@c217f59", Cause.CODE_HOST),
        ("pypi:ccxt@4.5.90", Cause.PACKAGE),
        ("npm:@o/p@1.2.3", Cause.PACKAGE),
        ("github-file:18281432109", Cause.UNKNOWN_FILE),
        ("http://help.example.com/lock", Cause.UNENCRYPTED),
        ("https://help.example.com:8443/lock", Cause.UNSAFE_ADDRESS),
        ("https://me@help.example.com/lock", Cause.UNSAFE_ADDRESS),
        ("https://10.0.0.1/lock", Cause.UNSAFE_ADDRESS),
    ],
)
def test_every_source_has_a_place_or_a_reason(source: str, place: str | Cause) -> None:
    assert target(source) == place


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://help.example.com/a", "https://www.example.com/b", True),
        ("https://example.com/a", "https://example.org/a", False),
        ("https://example.co.uk/a", "https://other.co.uk/a", False),
        ("https://me.github.io/a", "https://you.github.io/a", False),
        ("https://one.helpdesk.com/a", "https://two.helpdesk.com/a", False),
        ("https://helpdesk.com/one/a", "https://helpdesk.com/two/a", False),
        ("https://helpdesk.com/one/a", "https://helpdesk.com/one/b", True),
        (
            "https://raw.githubusercontent.com/One/r/HEAD/f",
            "https://raw.githubusercontent.com/one/q/HEAD/f",
            True,
        ),
        (
            "https://raw.githubusercontent.com/one/r/HEAD/f",
            "https://raw.githubusercontent.com/two/r/HEAD/f",
            False,
        ),
    ],
)
def test_who_answers_for_a_page_is_who_could_have_written_it(one: str, other: str, same: bool) -> None:
    """A stranger's page on the same host, or under the same public suffix, is somebody else's."""
    assert (owner(one, SOURCES) == owner(other, SOURCES)) is same


def facts(fields: str) -> list[Fact]:
    import msgspec

    text = f"name: X\nkind: exchange\n{fields}"
    document = read(text)
    platform = msgspec.convert(document.data, entry.Platform, strict=False)
    return list(facts_of(Entry("x", "platforms/x.yaml", document, platform)))


E = "evidence: [{source: 'https://a.com/', read: 2026-11-22, phrase: some words}]"


@pytest.mark.parametrize(
    ("fields", "part", "kind", "found"),
    [
        (f"channels: [{{kind: phone, value: '+44 20 7946 0000', {E}}}]", Part.CHANNEL, "phone", "+442079460000"),
        (f"channels: [{{kind: social, network: x, value: Help, {E}}}]", Part.CHANNEL, "x", "x:help"),
        (f"channels: [{{kind: social, network: whatsapp, value: '+44 20 7946 0000', {E}}}]", Part.CHANNEL, "whatsapp", "+442079460000"),
        (f"channels: [{{kind: chat, {E}}}]", Part.CHANNEL, "chat", None),
        (f"domains: [{{domain: a.com, {E}}}]", Part.DOMAIN, None, "a.com"),
        (f"code_hosts: [{{owner: 'github:TP-Lab', {E}}}]", Part.CODE_HOST, None, "github.com/tp-lab"),
        (f"absences: [{{kind: social, network: telegram, {E}}}]", Part.ABSENCE, "telegram", None),
        (f"never_asks: [{{items: [pin], {E}}}]", Part.NEVER_ASKS, None, None),
        (f"responses: [{{time: PT1H, {E}}}]", Part.RESPONSE, None, None),
        (f"status: {{state: closed, {E}}}", Part.STATE, None, None),
        (f"country: {{code: GB, {E}}}", Part.COUNTRY, None, None),
        (f"support_team: {{size: 5, {E}}}", Part.SUPPORT_TEAM, None, None),
        (f"part_of: {{platform: y, {E}}}", Part.PART_OF, None, None),
        (f"disagreements: [{{about: email, positions: [{{value: a@b.com, {E}}}]}}]", Part.POSITION, None, "a@b.com"),
        (f"disagreements: [{{about: email, positions: [{{value: none, {E}}}]}}]", Part.POSITION, None, None),
    ],
)  # fmt: skip
def test_a_fact_says_what_is_to_be_found(
    fields: str, part: Part, kind: str | None, found: str | None
) -> None:
    [fact] = facts(fields)
    assert (fact.part, fact.kind, fact.phrases) == (part, kind, ("some words",))
    assert (fact.contact.value if fact.contact else fact.place) == found


def test_the_name_of_a_developer_is_a_phrase_itself() -> None:
    [fact] = facts(f"app_developers: [{{store: app-store, developer: Example Ltd, {E}}}]")
    assert fact.phrases == ("Example Ltd", "some words")


def test_a_withdrawn_channel_is_not_looked_for() -> None:
    """It should be gone; what says so is another fact."""
    text = f"channels: [{{kind: email, value: a@b.com, {E}, withdrawn: {{{E}}}}}]"
    withdrawn, statement = facts(text)
    assert (withdrawn.is_withdrawn, statement.is_withdrawn, statement.part) == (True, False, Part.WITHDRAWN)


def test_no_evidence_of_the_registry_is_forgotten() -> None:
    """But that of vain searches: no page confirms that something is unknown."""
    found = library.read(ROOT / "registry").entries.values()
    places = {
        (e.id, where)
        for e in found
        for where, value in walk(e.platform)
        if isinstance(value, entry.Evidence) and where[0] != "not_found"
    }
    plan = Plan(found)
    assert {(fact.platform, fact.where) for fact in plan.facts} == places
    assert all(result.state is State.NOT_TRIED for result in plan.untried)


def test_one_page_is_fetched_once_for_all_facts() -> None:
    plan = Plan(library.read(Path(__file__).parent / "registry").entries.values())
    assert [fact.line for fact in plan.pages["https://help.example.com/contact"]] == [18, 16, 23, 28]
    assert len(plan.hosts) == 4
