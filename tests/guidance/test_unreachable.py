"""When nobody answers: people with a dead line, and the way out that each is shown."""

from datetime import UTC, datetime, timedelta

import pytest

from contactfinder import Finder, UnknownPlatform, UsageError
from contactfinder.guidance import unreachable
from contactfinder.guidance.advice import ANSWERING, Advice
from contactfinder.guidance.attempts import Tried
from contactfinder.guidance.authorities import FOR_COMPLAINTS, FOR_CRIMES, authorities
from contactfinder.guidance.ranking import rank
from contactfinder.guidance.situation import Outcome, Situation
from contactfinder.registry.occasions import Issue

NIGHT = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)  # Monday 02:00 in Shanghai, Sunday 13:00 in New York
MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)  # Monday 10:00 in London, 19:00 in Seoul
LOCK, CARD, AMERICA = "+44 20 7946 0000", "+44 808 157 0000", "+1 844-555-0123"
CHINA, AUSTRALIA = "+86 400 555 1234", "+61 1800 160 401"
PREMIUM, SINGAPORE = "+44 909 879 0000", "+65 6812 3456"
IMPOSTOR = "+44 808 157 0666"
MAIL, FORM = "support@example-exchange.com", "https://help.example-exchange.com/contact?form=1"

ORDER = [  # groups of steps; within one they may stand in any order
    {"stay-calm"},
    {"platform-closed", "platform-closing", "platform-renamed", "status-by-others"},
    {"contact-is-theirs", "contact-is-not-theirs", "contact-is-not-proven", "if-told-them"}
    | {"compare-number", "compare-address", "no-such-channel", "none-proven"},
    {"dial-like-this", "not-from-abroad", "toll-free-abroad", "costs-extra", "shared-cost"},
    {"show-your-number"},
    {"is-open-now", "is-closed-now", "is-open-always", "hours-not-known"},
    {"quieter-then"},
    {"look-at-notices"},
    {"try-other-domain", "use-own-app"},
    {"next-channel", "tried-everything", "nothing-left"},
    {"send-one-message"},
    {"wait-until"},
    {"ask-for-language"},
    {"no-common-language"},
    {"complain-to-platform"},
    {"say-country", "complain-outside", "report-if-stolen", "no-authority-known"},
    {"never-search"},
]
PLATFORMS = ["example-exchange", "split-payment", "other-broker", "example-wallet", "doubtful-swap"]
PLATFORMS += ["lantern-pay", "harbour-vault", "closed-exchange", "closing-exchange", "renamed-exchange"]


def way_out(finder: Finder, platform: str, channel: str, at: datetime = NIGHT, **more) -> tuple[Advice, ...]:
    return finder.unreachable(platform, channel, at=at, **more).advice


def ids(steps: tuple[Advice, ...]) -> list[str]:
    return [step.id for step in steps]


def the(name: str, steps: tuple[Advice, ...]) -> Advice:
    """The one step with this id."""
    (step,) = (step for step in steps if step.id == name)
    return step


def contacts(step: Advice) -> list[str]:
    return [r.channel["display"] or r.channel["kind"] for r in step.channels]


def named(step: Advice) -> list[str]:
    return [authority["id"] for authority in step.authorities]


# -- whole scenarios


def test_a_dead_line_at_night_in_shanghai(finder):
    """She called London from China at two in the morning: it is theirs, it sleeps, and the Chinese line does not."""
    steps = way_out(
        finder, "example-exchange", LOCK, issue="account-security", country="CN", languages=["zh"]
    )
    assert ids(steps) == [
        "stay-calm",
        "contact-is-theirs",
        "dial-like-this",
        "show-your-number",
        "is-closed-now",
        "quieter-then",
        "look-at-notices",
        "use-own-app",
        "next-channel",
        "complain-outside",
        "report-if-stolen",
        "never-search",
    ]
    assert the("dial-like-this", steps).values == {"number": "00 44 20 7946 0000", "country": "CN"}
    assert contacts(the("next-channel", steps)) == [CHINA]


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize(
    "channel", ["phone", "email", "ticket", "x", "social", LOCK, IMPOSTOR, "a@b.example"]
)
@pytest.mark.parametrize("country", [None, "CN", "DE"])
def test_the_steps_stand_in_their_order(finder, platform, channel, country):
    """Was it theirs, how to dial, when it is open, what next, whom to complain to: wherever and whatever it was."""
    found = ids(way_out(finder, platform, channel, country=country, languages=["ja"]))
    places = [next(n for n, group in enumerate(ORDER) if step in group) for step in found]
    assert places == sorted(places)
    assert (found[0], found[-1], found.count("never-search")) == ("stay-calm", "never-search", 1)


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("channel", ["phone", "email", IMPOSTOR])
def test_every_step_has_its_sentence_in_both_languages(finder, platform, channel):
    """Nothing is shown as a bare code."""
    for step in way_out(finder, platform, channel, country="DE", languages=["ja"]):
        assert set(step.say) == {"en", "zh"} and all(step.say.values()), step.id


# -- was it theirs


@pytest.mark.parametrize("claim", [IMPOSTOR, "0808 157 0666", "+1 844 555 0199"])
def test_who_called_an_impostor_is_first_told_to_stop(finder, claim):
    """Before anything else: break off, and see to what was given away already."""
    steps = way_out(finder, "example-exchange", claim, country="GB")
    assert ids(steps)[:3] == ["stay-calm", "contact-is-not-theirs", "if-told-them"]
    assert steps[1].values == {"claim": claim}
    assert "emergency" in steps[2].say["en"] and steps[2].values == {"id": "example-exchange"}


def test_an_impostors_number_is_not_explained(finder):
    """Nobody is told how to dial a thief, or to try him again when it is quieter."""
    found = set(ids(way_out(finder, "example-exchange", IMPOSTOR, country="US")))
    assert not found & {"dial-like-this", "toll-free-abroad", "show-your-number", "quieter-then"}
    assert not found & {"is-open-now", "is-open-always", "hours-not-known", "contact-is-theirs"}


@pytest.mark.parametrize(
    ("claim", "shown"),
    [(LOCK, LOCK), ("0044 20 7946 0000", LOCK), (MAIL, MAIL), ("x.com/ExampleExHelp", None)],
)
def test_what_is_really_theirs_is_called_so(finder, claim, shown):
    """However it is written; it is shown as the platform writes it."""
    steps = way_out(finder, "example-exchange", claim, country="CN")
    assert ids(steps)[1] == "contact-is-theirs" and "if-told-them" not in ids(steps)
    assert shown in (None, the("contact-is-theirs", steps).values["contact"])


@pytest.mark.parametrize(
    ("platform", "claim"),
    [
        ("example-exchange", "+1 888 555 0143"),  # two strangers name it
        ("example-exchange", "+1 800 555 0177"),  # one does
        ("example-exchange", "+1 212 555 0100"),  # nobody does
        ("split-payment", LOCK),  # somebody else's
        ("doubtful-swap", "help@doubtful-swap.com"),  # nobody vouches for the domain
    ],
)
def test_what_nothing_proves_is_not_called_theirs(finder, platform, claim):
    """Not known to be a thief's, and not known to be theirs."""
    found = ids(way_out(finder, platform, claim, country="US"))
    assert found[1] == "contact-is-not-proven"
    assert "contact-is-theirs" not in found and "contact-is-not-theirs" not in found


def test_a_line_of_a_platform_without_phones_was_not_theirs(finder):
    """The broker says that it has no phone: whoever answered was somebody else."""
    steps = way_out(finder, "other-broker", "phone", country="DE")
    assert ids(steps)[:3] == ["stay-calm", "no-such-channel", "if-told-them"]
    assert steps[1].values == {"kind": "phone"}


def test_a_number_of_a_platform_without_phones_is_not_theirs(finder):
    """The same, when the number itself is given."""
    assert ids(way_out(finder, "other-broker", "+1 212 555 0100"))[1:3] == [
        "contact-is-not-theirs",
        "if-told-them",
    ]


@pytest.mark.parametrize("network", ["telegram", "x", "social"])
def test_no_social_media_means_no_network(finder, network):
    """The broker says that it is on no social network at all, and so on none of them."""
    assert ids(way_out(finder, "other-broker", network))[1:3] == ["no-such-channel", "if-told-them"]


@pytest.mark.parametrize(
    ("platform", "kind", "country"),
    [
        ("example-wallet", "social", "DE"),  # says so of Telegram only
        ("example-wallet", "x", "DE"),
        ("split-payment", "email", "SG"),  # says so of the United States only
        ("split-payment", "email", None),
        ("doubtful-swap", "phone", "DE"),  # says so on a page that nobody vouches for
        ("example-wallet", "chat", "DE"),  # says nothing of it
    ],
)
def test_a_denial_is_not_stretched(finder, platform, kind, country):
    """What is denied of one network or one country is not denied of all, and an unproven page denies nothing."""
    found = ids(way_out(finder, platform, kind, country=country))
    assert found[1] == "none-proven" and not {"no-such-channel", "if-told-them"} & set(found)


@pytest.mark.parametrize(
    ("platform", "kind", "country"), [("example-wallet", "telegram", "DE"), ("split-payment", "email", "US")]
)
def test_a_denial_holds_where_it_is_made(finder, platform, kind, country):
    """For the network and the country that the platform speaks of."""
    assert ids(way_out(finder, platform, kind, country=country))[1] == "no-such-channel"


@pytest.mark.parametrize(
    ("kind", "step", "shown"),
    [
        ("phone", "compare-number", {LOCK, CARD, AMERICA, CHINA, AUSTRALIA}),
        ("email", "compare-address", {MAIL, "press@example-exchange.com"}),
        ("in-app", "compare-address", {"in-app"}),
    ],
)
def test_who_says_only_the_kind_compares_with_what_is_theirs(finder, kind, step, shown):
    """Only what is proven stands there: not what strangers name, not what was withdrawn."""
    found = the(step, way_out(finder, "example-exchange", kind, country="GB"))
    assert set(contacts(found)) == shown


# -- how to dial, and what it costs


def test_a_line_that_cannot_be_dialled_from_abroad(finder):
    """Who is in New Zealand cannot reach the Australian number: no dialling, and no word about showing one's own number."""
    steps = way_out(finder, "example-exchange", AUSTRALIA, country="NZ")
    assert the("not-from-abroad", steps).values == {"contact": AUSTRALIA, "country": "NZ"}
    assert not {"dial-like-this", "show-your-number", "toll-free-abroad"} & set(ids(steps))
    assert contacts(the("next-channel", steps)) != [AUSTRALIA]


@pytest.mark.parametrize(
    ("platform", "number", "country", "said"),
    [
        ("example-exchange", AMERICA, "CN", {"dial-like-this", "toll-free-abroad"}),
        ("example-exchange", AMERICA, "US", {"dial-like-this"}),
        ("example-exchange", CHINA, "CN", {"dial-like-this", "shared-cost"}),
        ("split-payment", PREMIUM, "GB", {"dial-like-this", "costs-extra"}),
        ("split-payment", PREMIUM, "DE", {"dial-like-this", "costs-extra"}),
        ("split-payment", SINGAPORE, "SG", {"dial-like-this"}),
        ("split-payment", SINGAPORE, None, set()),
        ("lantern-pay", "+800 2747 3690", "DE", {"dial-like-this"}),  # free from everywhere
    ],
)
def test_how_to_dial_and_at_whose_cost(finder, platform, number, country, said):
    """Free at home only, dearer by the numbering plan, or shared: before the next call, not on the bill."""
    found = set(ids(way_out(finder, platform, number, country=country)))
    about = {"dial-like-this", "not-from-abroad", "toll-free-abroad", "costs-extra", "shared-cost"}
    assert found & about == said and "show-your-number" in found


def test_a_conversation_is_not_dialled(finder):
    """A WhatsApp account is a number, but nobody calls it by an exit code, at a cost, with the number shown."""
    found = set(ids(way_out(finder, "example-exchange", "whatsapp", country="CN")))
    assert not found & {"dial-like-this", "show-your-number"}


@pytest.mark.parametrize("channel", ["email", "ticket", "in-app", "x", MAIL])
def test_who_wrote_hears_nothing_of_phones(finder, channel):
    """Advice about dialling and queues is for those who called."""
    found = set(ids(way_out(finder, "example-exchange", channel, country="CN")))
    assert not found & {
        "dial-like-this",
        "show-your-number",
        "is-closed-now",
        "is-open-always",
        "hours-not-known",
    }


# -- when it is open


@pytest.mark.parametrize(
    ("platform", "channel", "at", "step", "values"),
    [
        (
            "example-exchange",
            LOCK,
            MORNING,
            "is-open-now",
            {"contact": LOCK, "at": "2026-11-23T18:00:00+00:00", "zone": "Europe/London"},
        ),
        (
            "example-exchange",
            AMERICA,
            NIGHT,
            "is-closed-now",
            {"contact": AMERICA, "at": "2026-11-22T20:00:00-05:00", "zone": "America/New_York"},
        ),
        ("example-exchange", CHINA, NIGHT, "is-open-always", {"contact": CHINA}),
        ("split-payment", SINGAPORE, NIGHT, "hours-not-known", {}),
        (
            "lantern-pay",
            "chat",
            NIGHT,
            "is-closed-now",
            {
                "contact": "https://www.lantern-pay.com/chat",
                "at": "2026-11-23T09:00:00+09:00",
                "zone": "Asia/Seoul",
            },
        ),
    ],
)
def test_open_closed_always_or_not_known(finder, platform, channel, at, step, values):
    """Each says when that changes, in the platform's zone; the user's is worked out where it is shown."""
    steps = way_out(finder, platform, channel, at=at)
    assert the(step, steps).values == values
    states = {"is-open-now", "is-closed-now", "is-open-always", "hours-not-known"}
    assert set(ids(steps)) & states == {step}


def test_a_line_that_does_not_open_again_is_not_open_around_the_clock(index):
    """Hours that ended with last year: closed, with no next opening."""
    record, tried = index.platform("example-exchange"), Tried(kinds=frozenset({"phone"}))
    for channel in record["channels"]:
        channel["hours"] = {"value": "2025 Mo-Su 00:00-24:00", "time_zone": "Europe/London"}
    situation = Situation(NIGHT, tried=tried.names)
    steps = unreachable.way_out(record, rank(record, situation), tried, (), situation, index)
    assert "is-open-always" not in ids(tuple(steps))


@pytest.mark.parametrize(
    ("channel", "at", "quiet", "zone"),
    [
        (LOCK, NIGHT, "2026-11-24T09:00:00+00:00", "Europe/London"),
        (LOCK, datetime(2026, 7, 2, 18, tzinfo=UTC), "2026-07-07T09:00:00+01:00", "Europe/London"),
        (AMERICA, NIGHT, "2026-11-24T20:00:00-05:00", "America/New_York"),
        (CHINA, NIGHT, "2026-11-24T06:00:00+08:00", "Asia/Shanghai"),
    ],
)
def test_a_quieter_time_is_in_the_middle_of_their_week(finder, channel, at, quiet, zone):
    """In their zone, with the offset of that day, so that it can be shown in the user's as well."""
    found = the("quieter-then", way_out(finder, "example-exchange", channel, at=at))
    assert found.values == {"at": quiet, "zone": zone}
    assert datetime.fromisoformat(quiet).strftime("%a") in {"Tue", "Wed", "Thu"}
    assert {"{here}", "{there}", "{zone}"} <= set(found.say["en"].replace("(", " ").replace(")", " ").split())


@pytest.mark.parametrize("channel", ["phone", LOCK, AMERICA])
@pytest.mark.parametrize("minutes", range(-90, 120, 15))
def test_the_night_of_the_clock_change_breaks_nothing(finder, channel, minutes):
    """Asked before, in and after the hour that London skips."""
    at = datetime(2026, 3, 29, 1, 0, tzinfo=UTC) + timedelta(minutes=minutes)
    found = the("quieter-then", way_out(finder, "example-exchange", channel, at=at, country="GB"))
    assert datetime.fromisoformat(found.values["at"]) > at


def test_unknown_hours_have_no_quiet_time(finder):
    """Nothing is made up."""
    assert "quieter-then" not in ids(way_out(finder, "split-payment", "phone"))


# -- their site, and what next


@pytest.mark.parametrize(
    ("platform", "country", "step", "values"),
    [
        ("harbour-vault", "DE", "try-other-domain", {"contact": "harbour-vault.de"}),
        ("harbour-vault", "US", "use-own-app", {}),  # its page there is for Germany only
        # proven, but no page of theirs is listed on it; one for Britain, a former one, and one that nobody vouches for
        ("example-exchange", "GB", "use-own-app", {}),
        ("other-broker", None, "use-own-app", {}),
        ("doubtful-swap", None, None, {}),
    ],
)
def test_a_second_domain_only_when_it_is_proven_and_leads_somewhere(finder, platform, country, step, values):
    """Else the app that the user already has; where no domain is proven, no word about any."""
    found = way_out(finder, platform, "phone", country=country)
    about = [(s.id, s.values) for s in found if s.id in {"try-other-domain", "use-own-app"}]
    assert about == ([(step, values)] if step else [])


@pytest.mark.parametrize(
    "channel", ["phone", "in-app", "ticket", "email", "x", LOCK, AMERICA, CHINA, MAIL, FORM]
)
@pytest.mark.parametrize("country", [None, "CN", "GB", "US"])
@pytest.mark.parametrize("at", [NIGHT, MORNING])
def test_the_next_channel_is_another_that_can_be_used_now(finder, channel, country, at):
    """Official, one at which somebody answers, not closed, and not the one that failed."""
    found = finder.unreachable("example-exchange", channel, country=country, at=at)
    (best,) = the("next-channel", found.advice).channels
    assert (best.channel["trust"], best.opening.state == "closed", best.is_out_of_reach) == (
        "official",
        False,
        False,
    )
    assert best.channel["kind"] in ANSWERING
    assert "tried" not in {reason.code for reason in best.reasons}


def test_a_desk_for_the_press_is_not_what_is_left(finder):
    """Rather a line that opens in seven hours than journalists' mail."""
    tried = ["in-app", "ticket", "social", "help-centre", MAIL]
    found = finder.lookup("example-exchange", tried=tried, country="US", at=NIGHT, issue="account-security")
    assert contacts(the("next-channel", found.advice)) == [AMERICA]


@pytest.mark.parametrize(
    ("platform", "channel", "step"),
    [
        ("closing-exchange", "email", "tried-everything"),
        ("split-payment", "phone", "tried-everything"),
        ("doubtful-swap", "email", "nothing-left"),  # what was tried was not proven to be theirs
    ],
)
def test_who_has_nothing_left_is_told_so(finder, platform, channel, step):
    """No channel is made up, and nobody waits for one that was never asked."""
    found = ids(way_out(finder, platform, channel))
    assert [name for name in found if name in {"tried-everything", "nothing-left"}] == [step]
    assert not {"next-channel", "send-one-message", "wait-until", "ask-for-language"} & set(found)


@pytest.mark.parametrize(
    ("platform", "channel", "issue", "values"),
    [
        ("example-exchange", "phone", None, {"id": "example-exchange", "issue": "other"}),
        ("example-exchange", "phone", Issue.FEES, {"id": "example-exchange", "issue": "fees"}),
        ("example-exchange", "in-app", Issue.ACCOUNT_SECURITY, None),  # the next one is a line
    ],
)
def test_who_writes_next_is_led_to_the_written_message(finder, platform, channel, issue, values):
    """One message that says everything, for the same problem; nobody sends one to a telephone."""
    found = [
        s.values
        for s in way_out(finder, platform, channel, country="CN", issue=issue)
        if s.id == "send-one-message"
    ]
    assert found == ([values] if values else [])


@pytest.mark.parametrize(
    ("platform", "channel", "issue", "until"),
    [
        ("example-exchange", "phone", None, "2026-11-22T18:30:00+00:00"),  # the app claims half an hour
        ("closing-exchange", "phone", Issue.FEES, "2026-11-29T18:00:00+00:00"),  # rule of thumb: seven days
        ("closing-exchange", "phone", Issue.FRAUD, "2026-12-06T18:00:00+00:00"),  # fourteen for a hard case
        ("lantern-pay", "email", None, "2026-12-06T18:00:00+00:00"),  # fourteen, as claimed
    ],
)
def test_until_when_to_wait(finder, platform, channel, issue, until):
    """The longer end of the expected time, from now; before that a second message does harm."""
    assert the("wait-until", way_out(finder, platform, channel, issue=issue)).values == {"date": until}


def test_who_measured_the_answer_waits_as_long_as_it_took(finder):
    """Two and a half hours at worst, the last times."""
    mine = (Outcome("in-app", True, 20), Outcome("in-app", True, 150))
    found = way_out(finder, "example-exchange", "phone", outcomes=mine)
    assert the("wait-until", found).values == {"date": "2026-11-22T20:30:00+00:00"}


def test_nobody_waits_for_an_answer_by_a_time_claimed_for_the_solution(finder):
    """Lantern Pay settles things by e-mail in a month; when it first answers it does not say."""
    tried = ["chat", "https://www.lantern-pay.com/request"]
    found = finder.lookup("lantern-pay", tried=tried, at=NIGHT, country="US").advice
    assert contacts(the("next-channel", found)) == ["care@lantern-pay.com"]
    assert "send-one-message" in ids(found) and "wait-until" not in ids(found)


# -- languages


def test_the_sentence_to_begin_with_is_in_the_language_of_the_support(finder):
    """A German at a Korean desk: in Korean, and German is called German there."""
    found = the("ask-for-language", way_out(finder, "lantern-pay", "chat", languages=["de-AT", "en"]))
    assert found.values["language"] == "ko"
    assert found.values["phrase"].startswith("안녕하세요. 저는 독일어를 사용합니다.")


@pytest.mark.parametrize(
    ("platform", "languages", "said"),
    [
        ("lantern-pay", ["ko"], set()),
        ("lantern-pay", ["de", "ko-KR"], set()),
        ("lantern-pay", ["de"], {"ask-for-language", "no-common-language"}),
        ("lantern-pay", ["eo"], {"no-common-language"}),  # no sentence has a name for Esperanto
        ("lantern-pay", [], set()),
        ("example-exchange", ["zh-Hant-TW"], set()),
        (
            "example-exchange",
            ["es"],
            set(),
        ),  # the best that is left lists no language, and one line lists Spanish
        ("example-exchange", ["ja"], {"no-common-language"}),
        ("other-broker", ["ja"], set()),  # which languages it speaks is not known
    ],
)
def test_what_is_said_of_languages(finder, platform, languages, said):
    """How to ask for one's own, and that none in common is known; nothing where nothing is known."""
    found = set(ids(way_out(finder, platform, "email", languages=languages)))
    assert found & {"ask-for-language", "no-common-language"} == said


def test_a_line_in_another_language_is_not_all_that_is_left(finder):
    """The American line is the best and knows no Chinese; the app does, so that there is a common language."""
    evening = datetime(2026, 11, 23, 2, tzinfo=UTC)  # 21:00 in New York
    lost = {"issue": "account-security", "country": "US", "languages": ["zh"], "at": evening}
    steps = way_out(finder, "example-exchange", "email", **lost)
    assert contacts(the("next-channel", steps)) == [AMERICA]
    assert the("ask-for-language", steps).values["language"] == "en"
    assert "Chinese" in the("ask-for-language", steps).values["phrase"]
    assert "no-common-language" not in ids(steps)


# -- whom to complain to


@pytest.mark.parametrize(
    ("country", "desks"),
    [
        ("KR", {"https://www.lantern-pay.com/complaint", "complaint-kr@lantern-pay.com"}),
        ("US", {"https://www.lantern-pay.com/complaint"}),
    ],
)
def test_the_desk_for_complaints_comes_before_anybody_outside(finder, country, desks):
    """Ombudsmen ask whether one complained there first; a desk for another country is left out."""
    steps = way_out(finder, "lantern-pay", "chat", country=country)
    assert set(contacts(the("complain-to-platform", steps))) == desks
    assert ids(steps).index("complain-to-platform") < ids(steps).index("complain-outside")


def test_a_desk_that_did_not_answer_is_not_named_again(finder):
    """Who tried the form for complaints is led outside."""
    found = ids(way_out(finder, "lantern-pay", "https://www.lantern-pay.com/complaint", country="US"))
    assert "complain-to-platform" not in found and "complain-outside" in found


@pytest.mark.parametrize("country", ["CN", "SG", "DE", "CZ", "ZA", "AE", "US", "GB"])
def test_the_authorities_of_the_users_country(index, finder, country):
    """Whom to complain to, and whom to tell of a theft, each only where there is somebody."""
    steps = {s.id: s.authorities for s in way_out(finder, "example-exchange", "phone", country=country)}
    assert steps.get("complain-outside", ()) == authorities(index, country, FOR_COMPLAINTS)
    assert steps.get("report-if-stolen", ()) == authorities(index, country, FOR_CRIMES)
    assert not {"say-country", "no-authority-known"} & set(steps)


@pytest.mark.parametrize(
    ("country", "step", "who"),
    [
        ("CN", "complain-outside", "cn-12315"),
        ("CN", "report-if-stolen", "cn-police"),
        ("GB", "complain-outside", "gb-fos"),
        ("CZ", "complain-outside", "eu-fin-net"),  # the Union's stand in for a member without its own
    ],
)
def test_somebody_in_particular_is_named(finder, country, step, who):
    """In China the police and the hotline for consumers, in Britain the ombudsman."""
    assert who in named(the(step, way_out(finder, "example-exchange", "phone", country=country)))


def test_without_a_country_one_is_asked_for(finder):
    """No authority is guessed."""
    steps = way_out(finder, "example-exchange", "phone")
    assert "say-country" in ids(steps) and not any(step.authorities for step in steps)
    assert not {"complain-outside", "report-if-stolen", "no-authority-known"} & set(ids(steps))


def test_a_country_of_which_nothing_is_known_is_named(finder):
    """Antarctica has no ombudsman."""
    steps = way_out(finder, "example-exchange", "phone", country="aq")
    assert the("no-authority-known", steps).values == {"country": "AQ"}
    assert not {"say-country", "complain-outside", "report-if-stolen"} & set(ids(steps))


# -- the door


@pytest.mark.parametrize("platform", ["closed-exchange", "closing-exchange", "renamed-exchange"])
def test_a_line_of_a_platform_that_is_gone(finder, platform):
    """Nobody waits for an answer of a platform that has closed without hearing that it has."""
    state = finder.platform(platform)["status"]["state"]
    assert f"platform-{state}" in ids(finder.lookup(platform, tried=["email"], at=NIGHT).advice)


def test_the_answer_says_what_was_asked(finder):
    """The platform, what was tried, and the verdict on it."""
    found = finder.unreachable("ExEx", "020 7946 0000", country="gb", at=MORNING)
    assert (found.platform["id"], found.tried, found.situation.country) == (
        "example-exchange",
        "020 7946 0000",
        "GB",
    )
    assert found.verdict and found.verdict.status.value == "official"
    assert finder.unreachable("ExEx", "phone", at=MORNING).verdict is None


@pytest.mark.parametrize(
    ("platform", "channel", "error"),
    [("nobody knows it", "phone", UnknownPlatform), ("example-exchange", "hello", UsageError)],
)
def test_what_cannot_be_answered_is_refused(finder, platform, channel, error):
    """An unlisted platform, and a channel that is none."""
    with pytest.raises(error):
        finder.unreachable(platform, channel, at=NIGHT)


@pytest.mark.parametrize(
    ("name", "step"),
    [
        ("closed-exchange", "platform-closed"),
        ("closing-exchange", "platform-closing"),
        ("renamed-exchange", "platform-renamed"),
    ],
)
def test_a_platform_that_is_no_more_says_so_early(finder, name, step):
    """Nobody waits a week for a company that has gone."""
    found = finder.unreachable(name, "phone", country="DE", at=NIGHT)
    assert [s.id for s in found.advice][:2] == ["stay-calm", step]
