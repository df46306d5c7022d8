"""Which channel first, and why: people in situations, and what they are told."""

from datetime import UTC, date, datetime

import pytest

from contactfinder import Finder
from contactfinder.guidance.advice import Advice, advise
from contactfinder.guidance.dialling import can_be_dialled, dial_from
from contactfinder.guidance.facts import is_at_home, never_asked, offered_absences
from contactfinder.guidance.opening import opening_of
from contactfinder.guidance.ranking import WEIGHTS, Ranked, rank
from contactfinder.guidance.situation import Outcome, Situation
from contactfinder.guidance.times import Expected, expected
from contactfinder.registry.ages import age_of
from contactfinder.registry.index import Index
from contactfinder.registry.occasions import Issue

NIGHT = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)  # Monday 02:00 in Shanghai, Sunday 13:00 in New York
MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)  # Monday 10:00 in London
DAWN = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)  # Monday in London, an hour and a half before the desk opens
LOCK, CARD, AMERICA = "+442079460000", "+448081570000", "+18445550123"
CHINA, AUSTRALIA = "+864005551234", "+611800160401"

IN_SHANGHAI = Situation(NIGHT, Issue.ACCOUNT_SECURITY, ("zh",), "CN")
IN_BRITAIN = Situation(MORNING, Issue.ACCOUNT_SECURITY, ("en",), "GB")
SCENARIOS = [
    ("example-exchange", IN_SHANGHAI),
    ("example-exchange", IN_BRITAIN),
    ("example-exchange", Situation(NIGHT, Issue.TRADE, ("es",), "US")),
    ("example-exchange", Situation(NIGHT, Issue.OTHER, ("ja",))),
    ("example-exchange", IN_BRITAIN._replace(tried=frozenset({"phone"}))),
    ("split-payment", Situation(MORNING, Issue.FEES, country="SG")),
    ("other-broker", Situation(MORNING, Issue.FRAUD, country="DE")),
    ("example-exchange", IN_BRITAIN._replace(at=DAWN)),
    ("example-exchange", IN_BRITAIN._replace(outcomes=(Outcome(LOCK, True, 5), Outcome(CARD, False)))),
    ("lantern-pay", Situation(MORNING, Issue.DEPOSIT, ("en",), "KR")),
    ("lantern-pay", Situation(MORNING)),
]


def ranked(index: Index, name: str, situation: Situation) -> list[Ranked]:
    platform = index.platform(name)
    assert platform
    return rank(platform, situation, index.dialling(situation.country) if situation.country else None)


def steps(index: Index, name: str, situation: Situation) -> list[str]:
    platform = index.platform(name)
    assert platform
    return [a.id for a in advise(platform, ranked(index, name, situation), situation, index)]


def after(finder: Finder, situation: Situation, *tried: str) -> tuple[Advice, ...]:
    """What a user of Example Exchange is told after these attempts."""
    at, issue, languages, country = situation[:4]
    found = finder.lookup(
        "example-exchange", at=at, issue=issue, languages=languages, country=country, tried=tried
    )
    return found.advice


def codes(found: list[Ranked], contact: str) -> set[str]:
    return {reason.code for r in found if r.channel["contact"] == contact for reason in r.reasons}


def channel(index: Index, contact: str | None):
    return next(c for c in index.platform("example-exchange")["channels"] if c["contact"] == contact)


def test_locked_out_at_night_in_shanghai(index):
    """She speaks Chinese: the Chinese line, open all night, or the app; not London, which sleeps."""
    found = ranked(index, "example-exchange", IN_SHANGHAI)
    assert found[0].channel["contact"] == CHINA
    assert {"serves-issue", "speaks-language", "open-now"} <= codes(found, CHINA)
    assert {"other-language", "closed-now", "not-for-your-country"} <= codes(found, LOCK)


def test_the_chat_that_speaks_chinese_while_the_line_that_locks_sleeps(index):
    """Locked out at night in Shanghai: a closed line locks nothing, and the chat answers now and in her language."""
    found = ranked(index, "harbour-lights", IN_SHANGHAI)
    assert [r.channel["kind"] for r in found] == ["chat", "phone"]
    assert {"closed-now", "serves-issue"} <= codes(found, "+442079460987")
    assert steps(index, "harbour-lights", IN_SHANGHAI)[0] == "secure-first"


def test_the_line_that_locks_comes_first_once_it_is_open(index):
    """By day in London it stops the loss, which matters more than the language; she is told how to ask for hers."""
    found = ranked(index, "harbour-lights", IN_SHANGHAI._replace(at=MORNING))
    assert [r.channel["kind"] for r in found] == ["phone", "chat"]
    assert "locks-account" in codes(found, "+442079460987")
    told = steps(index, "harbour-lights", IN_SHANGHAI._replace(at=MORNING))
    assert told[0] == "lock-first" and "ask-for-language" in told


def test_a_user_in_britain_first_locks_the_account(index):
    """In office hours the British line that locks accounts comes first, dialled as at home."""
    first = ranked(index, "example-exchange", IN_BRITAIN)[0]
    assert (first.channel["contact"], first.dial, first.opening.state) == (LOCK, "020 7946 0000", "open")
    assert {"locks-account", "for-your-country"} <= {r.code for r in first.reasons}
    assert steps(index, "example-exchange", IN_BRITAIN)[0] == "lock-first"


def test_the_card_desk_is_not_for_locked_accounts(index):
    """R24: nobody calls the wrong desk."""
    assert "other-desk" in codes(ranked(index, "example-exchange", IN_BRITAIN), CARD)


def test_what_was_tried_sinks_and_the_advice_adapts(index, finder):
    """After a dead line the next one is no phone, and nobody is told to lock through it."""
    tried = IN_BRITAIN._replace(tried=frozenset({"phone"}))
    assert ranked(index, "example-exchange", IN_BRITAIN)[0].channel["kind"] == "phone"
    assert ranked(index, "example-exchange", tried)[0].channel["kind"] == "in-app"
    found = {step.id: step for step in after(finder, IN_BRITAIN, "phone")}
    assert {"secure-first", "next-channel"} <= set(found) and "lock-first" not in found
    assert [r.channel["kind"] for r in found["next-channel"].channels] == ["in-app"]


def test_who_tried_everything_is_told_so(finder):
    """Nobody is sent to a status page as if it could answer."""
    tried = ("phone", "email", "ticket", "in-app", "help-centre", "x", "discord", "whatsapp")
    found = [step.id for step in after(finder, IN_BRITAIN, *tried)]
    assert "tried-everything" in found and "next-channel" not in found


def test_after_an_attempt_the_way_out_replaces_the_short_advice(finder):
    """Nobody is told twice, in short and at length; and what could not wait still comes first."""
    found = [step.id for step in after(finder, IN_BRITAIN, "phone")]
    assert not {"dead-line-number", "dead-line-hours"} & set(found)
    assert (found.count("look-at-notices"), found.count("never-search")) == (1, 1)
    assert (found[0], found[-1]) == ("secure-first", "never-search")


@pytest.mark.parametrize(("what", "contact"), [("x", "x:exampleexhelp"), (LOCK, LOCK), ("phone", AMERICA)])
def test_tried_names_a_kind_a_network_or_a_contact(index, what, contact):
    """As precise as the user can be."""
    situation = IN_BRITAIN._replace(tried=frozenset({what}))
    assert "tried" in codes(ranked(index, "example-exchange", situation), contact)


def test_a_wallet_can_freeze_nothing(index):
    """R55: who leaks a seed phrase must move what is left; support cannot help."""
    found = steps(index, "example-wallet", IN_SHANGHAI)
    assert found[:2] == ["move-funds", "wallet-limits"] and "lock-first" not in found


@pytest.mark.parametrize(
    ("name", "issue", "wanted"),
    [
        ("doubtful-swap", Issue.TRADE, {"wallet-limits", "nothing-official"}),
        ("closing-exchange", Issue.TRADE, {"platform-closing"}),
        ("closed-exchange", None, {"platform-closed"}),
        ("renamed-exchange", None, {"platform-renamed"}),
        ("closed-exchange", Issue.FRAUD, {"secure-first"}),
        ("other-broker", None, {"look-at-notices"}),
        ("example-exchange", None, {"dead-line-number", "dead-line-hours", "look-at-notices"}),
    ],
)
def test_the_advice_fits_the_situation(index, name, issue, wanted):
    """What cannot wait comes first; the last word is always not to search for numbers."""
    found = steps(index, name, Situation(MORNING, issue))
    assert wanted <= set(found) and found[-1] == "never-search"


def test_a_renamed_platform_names_its_successor(index):
    """Users are led to whoever serves them now."""
    values = {"since": "2026-01-01", "until": "2026-06-30", "successor": "example-exchange"}
    platform = index.platform("renamed-exchange")
    assert advise(platform, [], Situation(MORNING), index)[0] == Advice("platform-renamed", values)


def test_a_lock_that_cannot_be_reached_is_not_the_first_step(index):
    """The broker locks accounts by a form for Europe only."""
    assert "lock-first" in steps(index, "other-broker", Situation(MORNING, Issue.FRAUD, country="DE"))
    assert "secure-first" in steps(index, "other-broker", Situation(MORNING, Issue.FRAUD, country="US"))


@pytest.mark.parametrize("code", WEIGHTS)
def test_every_reason_occurs_in_a_scenario(index, code):
    """A weight that nothing uses explains nothing."""
    given = {
        r.code
        for name, situation in SCENARIOS
        for item in ranked(index, name, situation)
        for r in item.reasons
    }
    assert code in given


@pytest.mark.parametrize(("name", "situation"), SCENARIOS)
@pytest.mark.parametrize("tried", [frozenset(), frozenset({"phone", "email", "in-app", "social"})])
def test_nothing_stands_above_what_is_better_proven(index, name, situation, tried):
    """However convenient: unconfirmed never above official."""
    grades = ["official", "corroborated", "unconfirmed"]
    trust = [grades.index(r.channel["trust"]) for r in ranked(index, name, situation._replace(tried=tried))]
    assert trust == sorted(trust)


@pytest.mark.parametrize(("name", "situation"), SCENARIOS)
def test_the_same_question_has_the_same_order(index, name, situation):
    """Ranks count from one, and nothing is random."""
    found = ranked(index, name, situation)
    assert found == ranked(index, name, situation)
    assert [r.rank for r in found] == list(range(1, len(found) + 1))


def test_what_was_withdrawn_is_left_out(index):
    """A number that was given up is in thieves' hands."""
    contacts = {r.channel["contact"] for r in ranked(index, "example-exchange", IN_BRITAIN)}
    assert LOCK in contacts and "+12025550188" not in contacts


def hours(value: str, zone: str):
    return {"value": value, "time_zone": zone, "trust": "official", "evidence": []}


@pytest.mark.parametrize(
    ("value", "zone", "at", "state", "change"),
    [
        ("Mo-Fr 09:00-18:00", "Europe/London", "2026-11-23T10:00Z", "open", "2026-11-23T18:00:00+00:00"),
        ("Mo-Fr 09:00-18:00", "Europe/London", "2026-11-22T10:00Z", "closed", "2026-11-23T09:00:00+00:00"),
        ("Mo-Fr 09:00-18:00", "Europe/London", "2026-07-06T17:30Z", "closed", "2026-07-07T09:00:00+01:00"),
        ("24/7", "Asia/Shanghai", "2026-11-22T18:00Z", "open", None),
        # over midnight
        ("Mo-Su 20:00-04:00", "America/New_York", "2026-11-23T03:00Z", "open", "2026-11-23T04:00:00-05:00"),
        ("Fr 22:00-06:00", "Asia/Shanghai", "2026-11-20T21:00Z", "open", "2026-11-21T06:00:00+08:00"),
        # the night on which the clocks go forward, and the one on which they go back
        ("Mo-Su 01:30-05:00", "Europe/London", "2026-03-29T01:15Z", "open", "2026-03-29T05:00:00+01:00"),
        ("Mo-Su 08:00-20:00", "America/New_York", "2026-03-08T11:00Z", "closed", "2026-03-08T08:00:00-04:00"),
        ("Mo-Su 08:00-20:00", "America/New_York", "2026-11-01T12:30Z", "closed", "2026-11-01T08:00:00-05:00"),
        # asked from another zone: the answer is in the platform's
        ("Mo-Fr 09:00-18:00", "Asia/Shanghai", "2026-11-22T22:00-05:00", "open", "2026-11-23T18:00:00+08:00"),
    ],
)
def test_opening_hours(value, zone, at, state, change):
    """Open or closed at a moment, and the next change in the platform's own zone."""
    found = opening_of(hours(value, zone), datetime.fromisoformat(at))
    assert (found.state, found.next_change and found.next_change.isoformat()) == (state, change)


def test_unknown_hours_are_not_known():
    """Not known is neither open nor closed."""
    assert opening_of(None, NIGHT).state == "not-known"


@pytest.mark.parametrize(
    ("contact", "country", "dial"),
    [
        (LOCK, "GB", "020 7946 0000"),
        (LOCK, "JE", "020 7946 0000"),  # one numbering plan
        (LOCK, "US", "011 44 20 7946 0000"),
        (LOCK, "CA", "011 44 20 7946 0000"),
        (LOCK, "CN", "00 44 20 7946 0000"),
        (LOCK, "AU", "0011 44 20 7946 0000"),
        (LOCK, "HK", "001 44 20 7946 0000"),
        (AMERICA, "US", "(844) 555-0123"),
        (AMERICA, "CA", "1 844-555-0123"),
        (AMERICA, "GB", "00 1 844-555-0123"),
        (AUSTRALIA, "AU", "1800 160 401"),
        (AUSTRALIA, "GB", None),  # cannot be dialled from there
        (CHINA, "HK", None),
        (LOCK, None, None),
    ],
)
def test_what_to_dial(index, contact, country, dial):
    """R32: what to dial from where the user is."""
    dialling = index.dialling(country) if country else None
    assert dial_from(channel(index, contact), country, dialling) == dial


@pytest.mark.parametrize(
    ("contact", "country", "possible"),
    [
        (LOCK, "CN", True),
        (AUSTRALIA, "AU", True),
        (AUSTRALIA, "NZ", False),
        (CHINA, "US", False),
        (CHINA, None, True),
    ],
)
def test_what_can_be_dialled(index, contact, country, possible):
    """As the platform or the numbering plan says."""
    assert can_be_dialled(channel(index, contact), country) is possible


def test_a_free_number_is_free_at_home_only(index):
    """A call from China to an American 844 number costs money, if it gets through."""
    at_home = ranked(index, "example-exchange", Situation(NIGHT, country="US"))
    abroad = ranked(index, "example-exchange", Situation(NIGHT, country="CN"))
    assert "toll-free" in codes(at_home, AMERICA) and "toll-free" not in codes(abroad, AMERICA)
    assert {"toll-free-abroad", "call-abroad"} <= codes(abroad, AMERICA)
    assert not {"toll-free-abroad", "call-abroad"} & codes(at_home, AMERICA)


@pytest.mark.parametrize("country", [None, "KR", "CN", "US"])
def test_a_number_of_no_country_is_free_everywhere(index, country):
    """International freephone numbers (+800) are made to be called from abroad."""
    found = codes(ranked(index, "lantern-pay", Situation(MORNING, country=country)), "+80027473690")
    assert found & {"toll-free", "toll-free-abroad", "call-abroad", "not-from-abroad"} == {"toll-free"}


@pytest.mark.parametrize("country", ["US", "CN"])
def test_a_conversation_is_no_call(index, country):
    """WhatsApp names accounts by numbers, and asks the same of everybody, wherever they are."""
    found = codes(ranked(index, "example-exchange", Situation(MORNING, country=country)), "+12025550155")
    assert not found & {"toll-free", "toll-free-abroad", "call-abroad", "not-from-abroad"}


def reasons_of(index: Index, contact: str, situation: Situation) -> set[str]:
    return codes(ranked(index, "example-exchange", situation), contact)


@pytest.mark.parametrize(
    ("outcomes", "code"),
    [
        ([True], "answered-you"),
        ([False], "left-you-waiting"),
        ([True, False], "answered-you"),  # once in two
        ([True, False, False], "left-you-waiting"),
    ],
)
def test_what_came_of_the_users_own_attempts_counts(index, outcomes, code):
    """Who was answered there goes there again; who was left waiting goes elsewhere."""
    mine = tuple(Outcome(LOCK, answered) for answered in outcomes)
    found = reasons_of(index, LOCK, IN_BRITAIN._replace(outcomes=mine))
    assert found & {"answered-you", "left-you-waiting"} == {code}


def test_own_experience_replaces_the_claim(index):
    """The app claims half an hour; who waited in vain sees only that."""
    situation = Situation(MORNING, outcomes=(Outcome("in-app", False),))
    assert {"claims-fast"} == reasons_of(index, None, Situation(MORNING)) & {
        "claims-fast",
        "left-you-waiting",
    }
    assert {"left-you-waiting"} == reasons_of(index, None, situation) & {"claims-fast", "left-you-waiting"}


def test_a_claim_about_the_solution_says_nothing_of_the_answer(index):
    """A month until all is settled does not make an address a slow one; two weeks until an answer does."""
    found = ranked(index, "lantern-pay", Situation(MORNING))
    assert "claims-slow" in codes(found, "https://www.lantern-pay.com/request")
    assert "claims-slow" not in codes(found, "care@lantern-pay.com")


def test_the_cost_of_a_call_is_a_reason(index):
    """By the numbering plan alone: a dear number, one whose cost is shared, and one in another country."""
    here = ranked(index, "split-payment", Situation(MORNING, country="GB"))
    assert "premium-rate" in codes(here, "+449098790000") and "call-abroad" not in codes(
        here, "+449098790000"
    )
    assert "call-abroad" in codes(here, "+6568123456")
    assert "shared-cost" in reasons_of(index, CHINA, Situation(MORNING, country="CN"))


@pytest.mark.parametrize(
    ("dates", "age"),
    [
        ((None, None), "undated"),
        (("2026-08-20", None), "dated"),
        (("2020", None), "old"),
        (("2020-01", "2026-11"), "dated"),
        ((None, "2024-11-21"), "old"),
        ((None, "2024-11-22"), "dated"),
    ],
)
def test_the_age_of_evidence(dates, age):
    """By the newest date it bears or on which it was checked; two years is old."""
    published, checked = dates
    evidence = {"published": published, "checked": checked}
    assert age_of(evidence, date(2026, 11, 22)) == age


@pytest.mark.parametrize(
    ("contact", "issue", "answer"),
    [
        (None, Issue.TRADE, Expected("PT5M/PT30M", "claimed")),  # in the app, claimed for everything
        ("support@example-exchange.com", Issue.IDENTITY, Expected("PT24H", "claimed")),
        ("support@example-exchange.com", Issue.TRADE, Expected("PT12H/P7D", "rule-of-thumb")),
        ("support@example-exchange.com", None, Expected("PT12H/P7D", "rule-of-thumb")),
        # money at stake: the bad day is worse
        ("support@example-exchange.com", Issue.WITHDRAWAL, Expected("PT12H/P14D", "rule-of-thumb")),
        (LOCK, Issue.FEES, Expected("PT2M/PT1H", "rule-of-thumb")),
        (LOCK, Issue.FRAUD, Expected("PT2M/PT2H", "rule-of-thumb")),
        ("https://status.example-exchange.com/", Issue.TRADE, None),
    ],
)
def test_how_long_an_answer_takes(index, contact, issue, answer):
    """A claim made for identity checks says nothing of trades; a rule of thumb is marked as one."""
    assert expected(channel(index, contact), Situation(MORNING, issue)) == answer


def test_absences_are_shown_phones_first(index):
    """The most useful fact comes first."""
    kinds = [a["kind"] for a in offered_absences(index.platform("other-broker"))]
    assert kinds == ["phone", "email", "social"]


@pytest.mark.parametrize(
    ("kind", "contact", "expected"),
    [
        ("url", "https://blog.example-exchange.com/a", True),
        ("email", "desk@example-exchange.com", True),
        ("url", "https://example-exchange.com.evil.net/", False),
        ("email", "example-exchange.com@evil.net", False),
        ("url", "https://www.example-exchange.com/forum/1", False),  # strangers write there
        ("handle", "x:exampleexchange", False),
        ("phone", "+442079460000", False),
        (None, None, False),
    ],
)
def test_what_lies_on_a_proven_domain(index, kind, contact, expected):
    """Whoever else states it, a page there is the platform's."""
    platform = {**index.platform("example-exchange"), "user_content": ["www.example-exchange.com/forum"]}
    assert is_at_home(platform, {"contact_kind": kind, "contact": contact}) is expected


@pytest.mark.parametrize(
    ("issue", "code"),
    [(None, "one-matter"), (Issue.FEES, "serves-issue"), (Issue.FRAUD, "other-desk")],
)
def test_a_page_about_one_matter_helps_with_no_other(index, issue, code):
    """Also one about other questions: it is a page, and nobody sits behind it who would take any."""
    page = next(
        r
        for r in ranked(index, "lantern-pay", Situation(MORNING, issue))
        if r.channel["kind"] == "help-centre"
    )
    assert code in {reason.code for reason in page.reasons}


def test_only_the_platforms_own_word_says_what_it_never_asks_for(index):
    """What strangers say of it is left out."""
    assert never_asked(index.platform("example-exchange")) == ["password", "one-time-code"]
