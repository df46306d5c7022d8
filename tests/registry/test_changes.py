"""What a review is told: every fact that came, went, or says something else, and nothing more."""

import pytest

from contactfinder.registry.changes import Section, Sort, changes
from contactfinder.registry.states import state
from made_registry import OTHER_PHONE, PAGE, PHONE, TODAY, channel, evidence, platform, registry

BLOG, NEWS = "https://blog.example.net/phones", "https://news.example.org/phones"
STRANGER = channel("phone", PHONE, NEWS)
WITHDRAWN = channel(withdrawn={"since": "2026-01", "evidence": evidence(PAGE)})
IMPOSTOR = {
    "contact": "+18883832936",
    "brands": ["ExEx"],
    "sightings": evidence("https://github.com/a/b/issues/1"),
}


@pytest.fixture
def compared(tmp_path):
    """The changes between two registries of one platform each."""

    def between(old, new):
        states = [
            state(str(registry(tmp_path / name, example=data)), TODAY)
            for name, data in (("a", old), ("b", new))
        ]
        return changes(*states)

    return between


@pytest.mark.parametrize(
    ("old", "new", "sort", "needs_two"),
    [
        ([], [channel()], Sort.ADDED, True),
        ([channel()], [], Sort.REMOVED, True),
        ([channel()], [WITHDRAWN], Sort.WITHDRAWN, True),
        ([WITHDRAWN], [channel()], Sort.UPGRADED, True),
        ([STRANGER], [channel()], Sort.UPGRADED, True),
        ([channel()], [STRANGER], Sort.DOWNGRADED, False),
        ([channel()], [channel(purposes=["card"])], Sort.CHANGED, False),
        ([channel()], [channel("phone", PHONE, PAGE, NEWS)], Sort.CHANGED, False),
        ([channel("phone", PHONE, PAGE, NEWS)], [channel()], Sort.CHANGED, False),
        ([channel()], [channel(evidence=evidence(PAGE, published="2026-01"))], Sort.CHANGED, False),
        ([channel()], [channel(evidence=evidence(PAGE, read="2026-11-23"))], Sort.CHECKED, False),
        ([channel()], [channel(evidence=evidence(PAGE, checked="2026-11-24"))], Sort.CHECKED, False),
        ([channel()], [channel(evidence=evidence(PAGE, read="2026-11-21"))], Sort.CHANGED, False),
        ([], [channel("email", "a@example-exchange.com")], Sort.ADDED, False),
        ([], [channel("help-centre", PAGE)], Sort.ADDED, False),
    ],
)  # fmt: skip
def test_what_happened_to_a_channel(compared, old, new, sort, needs_two):
    """A phone number that comes, goes, or counts for more needs two people."""
    (change,) = compared(platform(*old), platform(*new))
    assert (change.sort, change.needs_two) == (sort, needs_two)


@pytest.mark.parametrize(
    ("new", "fields", "sources"),
    [
        (channel(purposes=["card"], regions=["GB"]), ("purposes", "regions"), ()),
        (channel("phone", PHONE, PAGE, NEWS), (), (NEWS,)),
        (channel("phone", PHONE, f"{PAGE}/2"), ("evidence",), (f"{PAGE}/2",)),
        (channel(evidence=evidence(PAGE, published="2026-01")), ("published",), ()),
        (WITHDRAWN, ("withdrawn",), ()),
    ],
)
def test_what_is_different_is_named(compared, new, fields, sources):
    (change,) = compared(platform(channel()), platform(new))
    assert (change.fields, change.sources) == (fields, sources)


def test_a_grade_is_told_before_and_after(compared):
    (change,) = compared(platform(STRANGER), platform(channel("phone", PHONE, NEWS, PAGE)))
    assert (change.before, change.fact.trust, change.sources) == ("unconfirmed", "official", (PAGE,))


def test_what_is_new_brings_all_its_sources(compared):
    (change,) = compared(platform(), platform(channel("phone", PHONE, PAGE, NEWS)))
    assert change.sources == (PAGE, NEWS)


@pytest.mark.parametrize("written", [PHONE, "+44 (20) 7946-0000", "+442079460000"])
def test_another_way_to_write_a_number_is_no_change(compared, written):
    assert compared(platform(channel()), platform(channel("phone", written))) == []


def test_order_is_no_change(compared):
    both = [channel(), channel("phone", OTHER_PHONE)]
    assert compared(platform(*both), platform(*both[::-1])) == []


def test_a_lost_root_downgrades_everything_that_leaned_on_it(compared):
    domains = [{"domain": "example-exchange.com", "evidence": evidence(NEWS)}]
    found = compared(platform(channel()), platform(channel(), domains=domains))
    assert [(c.sort, c.fact.section) for c in found] == [
        (Sort.DOWNGRADED, Section.CHANNEL),
        (Sort.DOWNGRADED, Section.DOMAIN),
    ]


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_of_facts_that_nothing_tells_apart_none_goes_in_silence(compared, gone):
    """Channels inside the app have no address; three of one purpose are three facts."""
    inside = [channel("in-app", None, regions=[region]) for region in ("GB", "DE", "FR")]
    found = compared(platform(*inside), platform(*(c for i, c in enumerate(inside) if i != gone)))
    assert [change.sort for change in found].count(Sort.REMOVED) == 1


@pytest.mark.parametrize(
    ("more", "section"),
    [
        ({"absences": [{"kind": "chat", "evidence": evidence(PAGE)}]}, Section.ABSENCE),
        ({"not_found": [{"kind": "chat", "evidence": evidence(PAGE)}]}, Section.NOT_FOUND),
        ({"never_asks": [{"items": ["pin"], "evidence": evidence(PAGE)}]}, Section.NEVER_ASKS),
        ({"code_hosts": [{"owner": "github:exex", "evidence": evidence(PAGE)}]}, Section.CODE_HOST),
        ({"app_developers": [{"store": "app-store", "developer": "ExEx", "evidence": evidence(PAGE)}]}, Section.APP),
        ({"responses": [{"time": "PT1H", "evidence": evidence(PAGE)}]}, Section.RESPONSE),
        ({"status": {"state": "closing", "evidence": evidence(PAGE)}}, Section.STATUS),
        ({"country": {"code": "GB", "evidence": evidence(PAGE)}}, Section.COUNTRY),
        ({"support_team": {"size": 5, "evidence": evidence(PAGE)}}, Section.SUPPORT_TEAM),
        ({"support_languages": {"tags": ["en"], "evidence": evidence(PAGE)}}, Section.SUPPORT_LANGUAGES),
        ({"disagreements": [{"about": "chat", "positions": [{"offered": o, "evidence": evidence(PAGE)} for o in (True, False)]}]}, Section.DISAGREEMENT),
    ],
)  # fmt: skip
def test_every_section_is_compared(compared, more, section):
    """What is added in one direction is removed in the other."""
    there, back = compared(platform(), platform(**more)), compared(platform(**more), platform())
    assert [(c.sort, c.fact.section) for c in (*there, *back)] == [
        (Sort.ADDED, section),
        (Sort.REMOVED, section),
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", "ExEx"), ("kind", "broker"), ("aliases", ["ExEx"]), ("former_names", ["Old"]), ("user_content", ["forum.example-exchange.com"])],
)  # fmt: skip
def test_what_is_said_of_the_platform_itself_is_compared(compared, field, value):
    (change,) = compared(platform(), platform(**{field: value}))
    assert (change.sort, change.fact.section, change.fields) == (Sort.CHANGED, Section.PLATFORM, (field,))


def test_a_new_platform_is_new_with_all_its_facts(tmp_path):
    old = state(str(registry(tmp_path / "a")), TODAY)
    found = changes(old, state(str(registry(tmp_path / "b", example=platform(channel()))), TODAY))
    assert {(c.fact.section, c.sort) for c in found} == {
        (section, Sort.ADDED) for section in (Section.PLATFORM, Section.DOMAIN, Section.CHANNEL)
    }


@pytest.mark.parametrize(
    ("old", "new", "sort"),
    [
        ([], [IMPOSTOR], Sort.ADDED),
        ([IMPOSTOR], [], Sort.REMOVED),
        ([IMPOSTOR], [{**IMPOSTOR, "brands": ["Other"]}], Sort.CHANGED),
        ([IMPOSTOR], [{**IMPOSTOR, "sightings": IMPOSTOR["sightings"] + evidence("https://github.com/a/b/issues/2")}], Sort.CHANGED),
    ],
)  # fmt: skip
def test_impostors_are_compared(tmp_path, old, new, sort):
    states = [
        state(str(registry(tmp_path / name, *found)), TODAY) for name, found in (("a", old), ("b", new))
    ]
    (change,) = changes(*states)
    assert (change.sort, change.fact.section, change.fact.value, change.needs_two) == (
        sort,
        Section.IMPOSTOR,
        "+18883832936",
        False,
    )


def test_changes_stand_by_platform_and_the_weightiest_first(tmp_path):
    old = registry(tmp_path / "a", a=platform(channel()), b=platform(domains=[]))
    new = registry(
        tmp_path / "b", a=platform(channel("phone", OTHER_PHONE)), b=platform(domains=[], aliases=["B"])
    )
    found = changes(state(str(old), TODAY), state(str(new), TODAY))
    assert [(c.fact.platform, c.sort) for c in found] == [
        ("a", Sort.REMOVED),
        ("a", Sort.ADDED),
        ("b", Sort.CHANGED),
    ]
