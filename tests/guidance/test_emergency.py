"""First steps after a mishap: what the victim is told to do, in which order, and what is never said."""

from datetime import UTC, datetime
from itertools import combinations

import pytest

from contactfinder import Finder, UsageError
from contactfinder.guidance.advice import Advice
from contactfinder.guidance.authorities import FOR_CRIMES, FOR_IDENTITY, authorities
from contactfinder.guidance.emergency import LEAK_WORDS, issue_of, worst_first
from contactfinder.registry.index import Index
from contactfinder.registry.occasions import Issue, Leak, When

MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)  # Monday in London
NIGHT = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
LOCK = "+44 20 7946 0000"
CUSTODIAL = ["example-exchange", "closing-exchange", "split-payment", "other-broker"]  # the first has a lock
SELF_CUSTODY = ["example-wallet", "harbour-vault", "doubtful-swap"]  # nothing of the last is proven
UNKNOWN = [None, "nobody knows it"]
REAL = [leak for leak in Leak if leak not in (Leak.NOTHING_YET, Leak.UNSAID)]
PAIRS = list(combinations(REAL, 2))
REPORTS = {"report-to-authorities", "report-payment-at-once", "report-attempt"}


def plan(
    finder: Finder,
    platform: str | None,
    *leaked: Leak | str,
    country: str | None = "GB",
    at: datetime = NIGHT,
):
    """The steps of one emergency; `unsaid` is what nobody can say."""
    said = [leak for leak in leaked if leak is not Leak.UNSAID]
    return finder.emergency(platform, said, country=country, at=at).advice


def ids(steps: tuple[Advice, ...]) -> list[str]:
    return [step.id for step in steps]


def contacts(step: Advice) -> list[str]:
    return [r.channel["display"] or r.channel["kind"] for r in step.channels]


def for_only(index: Index, custody: str) -> set[str]:
    """The steps that the plans keep for one kind of custody."""
    return {step["step"] for leak in Leak for step in index.page(f"plan:{leak}") if step["for"] == custody}


def show(value: object) -> str:
    return "+".join(value) if isinstance(value, tuple) else str(value)


each_leak = pytest.mark.parametrize("leak", Leak)
each_pair = pytest.mark.parametrize("pair", PAIRS, ids=show)
each_platform = pytest.mark.parametrize("platform", [*CUSTODIAL, *SELF_CUSTODY, *UNKNOWN])


# -- every plan


@each_leak
@each_platform
def test_the_first_step_fits_what_happened(finder, leak, platform):
    """Off the line, or off the net when the thief is in the device; calmly when nothing is lost."""
    first = {Leak.REMOTE_ACCESS: "disconnect-device", Leak.NOTHING_YET: "end-contact-calmly"}
    steps = plan(finder, platform, leak)
    assert (steps[0].id, steps[0].when) == (first.get(leak, "break-off-contact"), "now")


@each_leak
@pytest.mark.parametrize("platform", CUSTODIAL)
def test_who_has_coins_at_an_exchange_is_not_told_of_wallets(index, finder, leak, platform):
    """No step for those who hold their own keys."""
    assert not set(ids(plan(finder, platform, leak))) & for_only(index, "self-custody")


@each_leak
@pytest.mark.parametrize("platform", SELF_CUSTODY)
def test_who_holds_the_keys_is_not_told_of_accounts(index, finder, leak, platform):
    """No wallet maker can lock, cancel or clear out anything, even one with a desk that locks accounts."""
    found = plan(finder, platform, leak)
    assert not set(ids(found)) & for_only(index, "custodial")
    assert not {"lock-with-channel", "lock-if-more-given"} & set(ids(found))


@each_leak
@pytest.mark.parametrize("platform", UNKNOWN)
def test_where_the_custody_is_not_known_each_step_says_for_whom_it_is(index, finder, leak, platform):
    """Both kinds of steps are shown, and none of them as if it were for everybody."""
    owner = {name: c for c in ("custodial", "self-custody") for name in for_only(index, c)}
    found = {step.id: step.custody for step in plan(finder, platform, leak)}
    assert found == {name: owner.get(name) for name in found}


@each_leak
@pytest.mark.parametrize("platform", [*CUSTODIAL, *SELF_CUSTODY])
def test_where_it_is_known_no_step_needs_to_say_so(finder, leak, platform):
    """The plan is the victim's own."""
    assert {step.custody for step in plan(finder, platform, leak)} == {None}


@each_leak
@each_platform
def test_each_step_comes_once_and_in_time(finder, leak, platform):
    """What is due now, then within the hour, today, in the week; nothing twice."""
    steps = plan(finder, platform, leak)
    times = [When(step.when) for step in steps]
    assert times == sorted(times, key=list(When).index)
    assert len(ids(steps)) == len(set(ids(steps)))


@each_leak
@each_platform
def test_the_last_word_warns_of_the_second_fraud(finder, leak, platform):
    """Those who get money back for a fee come after every theft; after an attempt, the next attempt does."""
    last = "expect-second-try" if leak is Leak.NOTHING_YET else "beware-recovery-fraud"
    found = ids(plan(finder, platform, leak))
    assert (found[-1], found.count(last)) == (last, 1)


@each_leak
@each_platform
def test_every_step_has_its_sentence_in_both_languages(finder, leak, platform):
    """Nobody is shown a code in an emergency."""
    for step in plan(finder, platform, leak, country="AQ"):
        assert set(step.say) == {"en", "zh"} and all(step.say.values()), step.id


@each_leak
@each_platform
@pytest.mark.parametrize("country", [None, "GB", "US", "CN", "DE"])
def test_only_proven_channels_are_shown_and_only_such_as_can_be_used(finder, leak, platform, country):
    """Whoever follows a plan in haste checks nothing: official, within reach, and those to lock with can lock."""
    for step in plan(finder, platform, leak, country=country):
        for item in step.channels:
            assert (item.channel["trust"], item.is_out_of_reach) == ("official", False)
            assert not step.id.startswith("lock-") or "account-lock" in item.channel["purposes"]


@each_leak
@each_platform
def test_a_step_that_shows_something_has_it(finder, leak, platform):
    """No "use a channel below" with nothing below."""
    below = {step.id: step.channels or step.domains for step in plan(finder, platform, leak)}
    needy = {"lock-with-channel", "lock-if-more-given", "ask-official-support", "tell-platform-of-payment"}
    needy |= {"tell-platform-of-documents", "download-from-real-domain", "go-to-platform-yourself"}
    assert all(below[name] for name in needy & set(below))


# -- what the platform has


def test_a_stolen_password_at_an_exchange_that_locks_accounts(finder):
    """In Britain by day: off the line, lock the account by the line that is open, then the e-mail."""
    steps = plan(finder, "example-exchange", Leak.PASSWORD, at=MORNING)
    assert ids(steps)[:4] == [
        "break-off-contact",
        "lock-with-channel",
        "change-email-password",
        "change-platform-password",
    ]
    assert contacts(steps[1]) == [LOCK]  # it is early in America


def test_at_night_nobody_is_sent_to_a_line_that_sleeps(finder):
    """The lines that lock are closed: what is open is asked to, and the closed one comes after it."""
    steps = {step.id: step for step in plan(finder, "example-exchange", Leak.PASSWORD)}
    assert "lock-with-channel" not in steps
    states = [item.opening.state for item in steps["ask-official-support"].channels]
    assert states == sorted(states, key=lambda state: state == "closed") and states[0] != "closed"


@pytest.mark.parametrize("leak", [Leak.PASSWORD, Leak.ONE_TIME_CODE, Leak.REMOTE_ACCESS])
@pytest.mark.parametrize(("country", "lock"), [("DE", True), ("US", False)])
def test_a_lock_counts_where_it_can_be_reached(finder, leak, country, lock):
    """The broker locks accounts by a form for Europe only; elsewhere its support is asked."""
    found = set(ids(plan(finder, "other-broker", leak, country=country)))
    assert ("lock-with-channel" in found, "ask-official-support" in found) == (lock, not lock)


@pytest.mark.parametrize("leak", [Leak.SEED_PHRASE, Leak.PRIVATE_KEY, Leak.PAYMENT, Leak.IDENTITY_DOCUMENTS])
def test_where_the_account_was_not_given_away_a_lock_is_a_condition(finder, leak):
    """Lock if more was given; not at once, and not at all where there is no lock."""
    with_lock, without = (
        set(ids(plan(finder, name, leak, at=MORNING))) for name in ("example-exchange", "closing-exchange")
    )
    assert "lock-if-more-given" in with_lock - without and "lock-with-channel" not in with_lock


def test_a_leaked_seed_phrase_of_a_wallet(finder):
    """Give the wallet up, get the app from the proven domain, move the coins: nothing and nobody before that."""
    steps = plan(finder, "example-wallet", Leak.SEED_PHRASE)
    assert ids(steps)[:4] == [
        "break-off-contact",
        "leave-leaked-wallet",
        "download-from-real-domain",
        "move-most-valuable-first",
    ]
    assert steps[2].domains == ("example-wallet.com",)


def test_only_proven_domains_in_use_are_shown(finder):
    """Not the former one, and not one that nobody vouches for."""
    (step,) = (
        s for s in plan(finder, "example-exchange", Leak.NOTHING_YET) if s.id == "go-to-platform-yourself"
    )
    assert step.domains == ("example-exchange.com", "example-exchange.co.uk", "exex.com")


@each_leak
@pytest.mark.parametrize("platform", [*UNKNOWN, "doubtful-swap"])
def test_a_platform_of_which_nothing_is_proven_has_to_be_found_first(finder, leak, platform):
    """By the app one had before, not by a search; and nothing is shown as its own."""
    steps = plan(finder, platform, leak)
    assert "find-real-platform" in ids(steps)
    assert not any(step.channels or step.domains for step in steps)


@each_leak
@pytest.mark.parametrize("platform", ["example-exchange", "closing-exchange", "example-wallet"])
def test_a_known_platform_need_not_be_found(finder, leak, platform):
    """Its proven domains and channels are shown where they are needed."""
    assert not {"find-real-platform", "doubt-unknown-platform"} & set(ids(plan(finder, platform, leak)))


@each_leak
@pytest.mark.parametrize("state", ["closed", "closing", "renamed"])
def test_a_platform_that_is_gone_is_said_to_be(finder, leak, state):
    """Right after the first step, so that nobody waits for it."""
    steps = plan(finder, f"{state}-exchange", leak)
    assert (steps[1].id, steps[1].when) == (f"platform-{state}", "now")


def test_a_renamed_platform_names_who_serves_its_users(finder):
    steps = plan(finder, "renamed-exchange", Leak.PASSWORD)
    assert steps[1].values["successor"] == "example-exchange"


def test_an_active_platform_has_no_word_about_its_state(finder):
    assert not [
        name for name in ids(plan(finder, "example-exchange", Leak.PASSWORD)) if "platform-" in name[:9]
    ]


# -- platforms that are not listed


def test_a_platform_that_is_not_listed_gets_a_plan(finder):
    """An emergency waits for no spelling: the plan, and the names that are spelt alike."""
    found = finder.emergency("exampel exchange", ["password"], at=NIGHT)
    assert (found.name, found.platform) == ("exampel exchange", None)
    assert "example-exchange" in [s.id for s in found.suggestions]
    assert ids(found.advice) == ids(finder.emergency(None, ["password"], at=NIGHT).advice)


def test_nothing_at_all_is_known(finder):
    """No platform, no leak, no country: a plan that asks for more."""
    found = finder.emergency(at=NIGHT)
    assert (found.platform, found.suggestions, found.leaked) == (None, (), (Leak.UNSAID,))
    assert {"run-again-with-leaked", "disconnect-if-remote", "say-country"} <= set(ids(found.advice))


# -- whom to report to


@each_leak
@pytest.mark.parametrize("platform", ["example-exchange", "example-wallet", None])
@pytest.mark.parametrize("country", ["CN", "DE", "US"])
def test_the_report_shows_the_authorities_of_the_country(index, finder, leak, platform, country):
    """The one step that tells to report shows to whom; stolen documents need one kind of office more."""
    (report,) = (step for step in plan(finder, platform, leak, country=country) if step.id in REPORTS)
    roles = FOR_IDENTITY if leak is Leak.IDENTITY_DOCUMENTS else FOR_CRIMES
    assert report.authorities == authorities(index, country, roles) != ()


@pytest.mark.parametrize(
    ("country", "leak", "who"),
    [
        ("CN", Leak.PASSWORD, "cn-police"),
        ("US", Leak.PAYMENT, "us-ic3"),
        ("US", Leak.IDENTITY_DOCUMENTS, "us-ftc-identity"),
    ],
)
def test_somebody_in_particular_is_named(finder, country, leak, who):
    """The police in China; in America the office for stolen identities, too."""
    named = [a["id"] for step in plan(finder, None, leak, country=country) for a in step.authorities]
    assert named.count(who) == 1


@each_leak
@pytest.mark.parametrize(
    ("country", "step"), [(None, "say-country"), ("AQ", "no-authority-known"), ("GB", None)]
)
def test_what_is_missing_to_report_is_said_right_after(finder, leak, country, step):
    """The country, when it is not known; that we know nobody there, when we do not."""
    steps = plan(finder, "example-exchange", leak, country=country)
    (place,) = (n for n, found in enumerate(steps) if found.id in REPORTS)
    following = steps[place + 1]
    assert following.id == step if step else following.id not in ("say-country", "no-authority-known")
    assert following.when == steps[place].when or not step
    assert bool(steps[place].authorities) is (step is None)


# -- several leaks


@each_pair
@pytest.mark.parametrize("platform", ["example-exchange", "closing-exchange", "example-wallet", None])
def test_two_plans_are_woven_into_one(finder, platform, pair):
    """Each step once, in time, when it is first due in either plan; the warning last."""
    steps = plan(finder, platform, *pair)
    times = list(When)
    alone = [step for leak in pair for step in plan(finder, platform, leak)]
    due = {
        s.id: min(times.index(a.when) for a in alone if a.id == s.id) for s in steps if s.id not in REPORTS
    }
    assert [times.index(s.when) for s in steps] == sorted(times.index(s.when) for s in steps)
    assert all(times.index(s.when) == due[s.id] for s in steps if s.id in due)
    assert len(steps) == len(set(ids(steps))) and steps[-1].id == "beware-recovery-fraud"


@each_pair
@pytest.mark.parametrize("platform", ["example-exchange", "closing-exchange", "example-wallet", None])
def test_nothing_is_lost_when_two_plans_are_woven(index, finder, platform, pair):
    """Every step of both, but those that the other plan makes needless, and one report in the place of two."""
    needless = {
        step["step"]
        for leak in pair
        for step in index.page(f"plan:{leak}")
        if set(step["unless"]) & set(pair)
    }
    alone = {name for leak in pair for name in ids(plan(finder, platform, leak))}
    assert set(ids(plan(finder, platform, *pair))) - REPORTS == alone - needless - REPORTS


@each_pair
@pytest.mark.parametrize("country", ["GB", None])
def test_several_leaks_make_one_report(finder, pair, country):
    """Not none, and not two: at the earlier of the two times, with the authorities."""
    steps = plan(finder, "example-exchange", *pair, country=country)
    reports = [step for step in steps if step.id in REPORTS]
    assert [s.id for s in reports] == [
        "report-payment-at-once" if Leak.PAYMENT in pair else "report-to-authorities"
    ]
    assert bool(reports[0].authorities) is (country is not None)


def test_everything_leaked_at_once(finder):
    """The longest plan there is: the device off the net and the coins moved early, one report, one warning."""
    steps = plan(finder, None, *REAL)
    found = ids(steps)
    assert {"break-off-contact", "disconnect-device"} == set(found[:2])
    assert len(found) == len(set(found)) and len(REPORTS & set(found)) == 1
    assert found.index("move-most-valuable-first") < found.index("keep-evidence")
    assert found[-1] == "beware-recovery-fraud"


@pytest.mark.parametrize("leak", REAL)
def test_an_attempt_does_not_count_beside_a_loss(finder, leak):
    """Who gave something away is not told that nothing is lost."""
    both = finder.emergency("example-exchange", [Leak.NOTHING_YET, leak], at=NIGHT)
    assert both.leaked == (leak,)
    assert ids(both.advice) == ids(finder.emergency("example-exchange", [leak], at=NIGHT).advice)


# -- what was said


@pytest.mark.parametrize(
    ("said", "order"),
    [
        ([], (Leak.UNSAID,)),
        ([Leak.UNSAID], (Leak.UNSAID,)),
        ([Leak.NOTHING_YET], (Leak.NOTHING_YET,)),
        ([Leak.NOTHING_YET, Leak.UNSAID], (Leak.NOTHING_YET,)),
        ([Leak.PASSWORD, Leak.SEED_PHRASE, Leak.PASSWORD], (Leak.SEED_PHRASE, Leak.PASSWORD)),
        ([Leak.PAYMENT, Leak.NOTHING_YET, Leak.ONE_TIME_CODE], (Leak.ONE_TIME_CODE, Leak.PAYMENT)),
    ],
)
def test_the_worst_comes_first(said, order):
    """In whatever order it is told, and each once."""
    assert worst_first(said) == order


@each_leak
def test_the_order_in_which_it_is_told_changes_nothing(finder, leak):
    """The plan depends on what leaked alone."""
    said = [str(other) for other in Leak if other not in (leak, Leak.UNSAID)]
    forwards, backwards = (finder.emergency(None, texts, at=NIGHT) for texts in (said, said[::-1]))
    assert (forwards.leaked, ids(forwards.advice)) == (backwards.leaked, ids(backwards.advice))


@pytest.mark.parametrize(
    ("leaks", "issue"),
    [
        ([Leak.PAYMENT], Issue.FRAUD),
        ([Leak.NOTHING_YET], Issue.FRAUD),
        ([Leak.UNSAID], Issue.ACCOUNT_SECURITY),
        ([Leak.PASSWORD, Leak.PAYMENT], Issue.ACCOUNT_SECURITY),
        ([Leak.IDENTITY_DOCUMENTS], Issue.ACCOUNT_SECURITY),
    ],
)
def test_for_which_problem_channels_are_ranked(leaks, issue):
    """The account is at stake, unless only money went."""
    assert issue_of(leaks) == issue


@pytest.mark.parametrize(("word", "leak"), sorted(LEAK_WORDS.items()))
def test_people_have_other_words_for_it(finder, word, leak):
    """In capitals, with blanks around it, in Chinese."""
    assert finder.emergency(None, f" {word.upper()} ", at=NIGHT).leaked == (Leak(leak),)


@pytest.mark.parametrize("word", ["", "everything", "unsaid", "pass word", "seed-phrase, password"])
def test_what_is_no_leak_is_refused_with_the_words_that_are(finder, word):
    """Who mistypes must not get a plan for something else."""
    with pytest.raises(UsageError) as refused:
        finder.emergency(None, [word], at=NIGHT)
    assert refused.value.code == "bad-leak"
    assert refused.value.values["names"].split(", ") == [*REAL, Leak.NOTHING_YET]
