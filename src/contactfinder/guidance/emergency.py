"""First steps after a mishap: by what has leaked, by who holds the coins, by what the platform has for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from contactfinder.errors import UsageError
from contactfinder.guidance.advice import Advice, about_state, answering, locking, official_of
from contactfinder.guidance.authorities import FOR_CRIMES, FOR_IDENTITY, authorities
from contactfinder.guidance.facts import KEEPS_NOTHING
from contactfinder.guidance.ranking import Ranked
from contactfinder.registry.occasions import SAYABLE, Issue, Leak, When

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contactfinder.guidance.situation import Situation
    from contactfinder.registry.index import Index, Summary
    from contactfinder.registry.record import AuthorityRecord, PlatformRecord

SUPPORT_SHOWN = 3
LEAK_WORDS = {  # what people call what has leaked
    **dict.fromkeys(("seed", "phrase", "recovery-phrase", "mnemonic", "助记词"), "seed-phrase"),
    **dict.fromkeys(("key", "私钥"), "private-key"),
    **dict.fromkeys(("remote", "anydesk", "teamviewer", "远程", "远程控制"), "remote-access"),
    **dict.fromkeys(("code", "otp", "2fa", "验证码"), "one-time-code"),
    **dict.fromkeys(("id", "documents", "passport", "证件", "身份证"), "identity-documents"),
    **dict.fromkeys(("paid", "money", "transfer", "付款", "转账"), "payment"),
    **dict.fromkeys(("nothing", "没有"), "nothing-yet"),
    "密码": "password",
}
_PROBLEMS = {Leak.PAYMENT: Issue.FRAUD, Leak.NOTHING_YET: Issue.FRAUD}  # all others: the account is at stake


class Emergency(NamedTuple):
    """The answer to `Finder.emergency`: first steps in order, with what is shown beneath each.

    `name` is what was asked for; when no platform bears it, `platform` is None and `suggestions` are those with a similar name.
    """

    name: str | None
    platform: PlatformRecord | None
    suggestions: tuple[Summary, ...]
    leaked: tuple[Leak, ...]
    advice: tuple[Advice, ...]
    situation: Situation


class Scene(NamedTuple):
    """What decides whether a step is in place, and what is shown beneath it."""

    leaks: tuple[Leak, ...]
    custody: str | None
    is_known: bool
    lock: tuple[Ranked, ...]
    support: tuple[Ranked, ...]
    domains: tuple[str, ...]
    report: tuple[AuthorityRecord, ...]


def leak_of(text: Leak | str) -> Leak:
    """What is meant by a name or a word people use for it. Raises UsageError."""
    word = str(text).strip().lower()
    if word not in SAYABLE and word not in LEAK_WORDS:
        raise UsageError("bad-leak", value=text, names=", ".join(SAYABLE))
    return Leak(LEAK_WORDS.get(word, word))


def issue_of(leaks: Sequence[Leak]) -> Issue:
    """The kind of problem for which channels are ranked."""
    return _PROBLEMS.get(leaks[0], Issue.ACCOUNT_SECURITY)


def worst_first(leaks: Sequence[Leak]) -> tuple[Leak, ...]:
    """Each once, the worst first. Where something leaked, `nothing-yet` is wrong; nothing said is `unsaid`."""
    said = [leak for leak in SAYABLE if leak in leaks]
    lost = [leak for leak in said if leak is not Leak.NOTHING_YET]
    return tuple(lost or said or [Leak.UNSAID])


def emergency(
    platform: PlatformRecord | None,
    ranked: Sequence[Ranked],
    leaks: tuple[Leak, ...],
    situation: Situation,
    index: Index,
) -> list[Advice]:
    """The steps in order, those of several mishaps woven into one another: each once, when it is first due."""
    scene = _scene(platform, ranked, leaks, situation, index)
    woven = _woven([index.page(f"plan:{leak}") for leak in leaks])
    reports = list(dict.fromkeys(planned["step"] for planned in woven if planned["shows"] == "report"))
    steps: dict[str, Advice] = {}
    for planned in woven:
        name = planned["step"]
        if name not in (*steps, *reports[1:]) and (step := _step(planned, scene)):
            steps[name] = step
        if name == reports[0]:
            steps |= {step.id: step._replace(when=planned["when"]) for step in _where(situation, scene)}
    first, *rest = steps.values()
    state = [s._replace(when=When.NOW.value) for s in (about_state(platform) if platform else ())]
    return [first, *state, *rest]


def _woven(plans: list[list[Any]]) -> list[Any]:
    """The steps of all plans by time, then by their place in their plan."""
    times = [when.value for when in When]
    placed = [
        ((times.index(step["when"]), number, order), step)
        for order, plan in enumerate(plans)
        for number, step in enumerate(plan)
    ]
    return [step for _, step in sorted(placed, key=lambda item: item[0])]


def _scene(
    platform: PlatformRecord | None,
    ranked: Sequence[Ranked],
    leaks: tuple[Leak, ...],
    situation: Situation,
    index: Index,
) -> Scene:
    official = official_of(ranked)
    domains = [d for d in platform["domains"] if d["rooted"] and not d["former"]] if platform else []
    roles = FOR_IDENTITY if Leak.IDENTITY_DOCUMENTS in leaks else FOR_CRIMES
    custody = None
    if platform:
        custody = "self-custody" if platform["kind"] in KEEPS_NOTHING else "custodial"
    return Scene(
        leaks,
        custody,
        bool(domains or official),
        () if custody == "self-custody" else tuple(locking(official)),
        tuple(answering(official)[:SUPPORT_SHOWN]),
        tuple(d["domain"] for d in domains),
        authorities(index, situation.country, roles),
    )


def _step(planned: Any, scene: Scene) -> Advice | None:
    """A planned step, or None where it is not in place."""
    conditions = {
        None: True,
        "has-lock": bool(scene.lock),
        "no-lock": scene.is_known and not scene.lock,
        "known-platform": scene.is_known,
        "unknown-platform": not scene.is_known,
    }
    shows = planned["shows"]
    beneath = {"lock": scene.lock, "support": scene.support, "domains": scene.domains}.get(shows, True)
    other_custody = planned["for"] and scene.custody and planned["for"] != scene.custody
    if (
        other_custody
        or not conditions[planned["if"]]
        or not beneath
        or set(planned["unless"]) & set(scene.leaks)
    ):
        return None
    return Advice(
        planned["step"],
        channels=scene.lock if shows == "lock" else scene.support if shows == "support" else (),
        authorities=scene.report if shows == "report" else (),
        domains=scene.domains if shows == "domains" else (),
        when=planned["when"],
        custody=planned["for"] if scene.custody is None else None,
    )


def _where(situation: Situation, scene: Scene) -> Iterator[Advice]:
    """What is missing to say whom to report to."""
    if situation.country is None:
        yield Advice("say-country")
    elif not scene.report:
        yield Advice("no-authority-known", {"country": situation.country})
