"""Before one writes or calls: what to know, what to have at hand, and one message that says everything at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from contactfinder.errors import UsageError
from contactfinder.guidance.advice import WRITTEN, answering, official_of
from contactfinder.guidance.facts import KEEPS_NOTHING
from contactfinder.guidance.phrases import asking, primary
from contactfinder.guidance.times import longest
from contactfinder.secrets import SecretRefused, secret_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from contactfinder.guidance.ranking import Ranked
    from contactfinder.guidance.situation import Situation
    from contactfinder.registry.index import Index
    from contactfinder.registry.occasions import Issue
    from contactfinder.registry.record import PlatformRecord

MAX_VALUE = 2000  # characters of one detail: a message is read by a person
_PRIVATE = WRITTEN - {"social"}  # a message with such details is posted nowhere that others read
_WRITTEN_IN = ("en", "zh")  # the languages in which there are messages
_ASKED_FOR = 6  # details not given that the message offers to send


class Detail(NamedTuple):
    """Something to have at hand: what it is called, whether it may be sent (safe, ask-first, never), and what the user gave."""

    id: str
    label: dict[str, str]
    send: str
    hint: dict[str, str] | None
    why: dict[str, str] | None
    example: str | None
    hash: bool = False  # a value of 64 hexadecimal digits is no key here, but the hash of a transaction
    value: str | None = None


class Message(NamedTuple):
    """A text to send, in one language (BCP 47)."""

    language: str
    subject: str
    body: str
    reminder: str
    opening_line: str


class Preparation(NamedTuple):
    """Everything for one conversation: where to write, what to know, to have and to note, and the messages, support's language first."""

    platform: PlatformRecord
    issue: Issue
    channel: Ranked | None
    call: Ranked | None
    questions: list[tuple[str, dict[str, str]]]
    details: list[Detail]
    notes: list[tuple[str, dict[str, str]]]
    messages: list[Message]
    asking: dict[str, str] | None
    follow_up: datetime | None


def prepare(
    platform: PlatformRecord,
    issue: Issue,
    ranked: Sequence[Ranked],
    fields: Mapping[str, str],
    situation: Situation,
    index: Index,
) -> Preparation:
    """Raises UsageError for a field that is not known, and SecretRefused for one that nobody may have."""
    checklist = index.page("checklist")
    fitting = [d for d in checklist["details"] if _fits(d, issue, platform)]
    given = _given(checklist["details"], fields)
    details = [_detail(d, given) for d in (*fitting, *_others(checklist["details"], fitting, given))]
    left = answering(official_of(ranked))
    written = [r for r in left if r.channel["kind"] in _PRIVATE]
    channel = next(iter(written or [r for r in left if r.channel["kind"] == "help-centre"]), None)
    phones = [r for r in left if r.channel["kind"] == "phone"]
    languages = message_languages(channel, situation.languages)
    best = channel or (phones[0] if phones else None)
    return Preparation(
        platform,
        issue,
        channel,
        phones[0] if phones else None,
        [(q["id"], q["ask"]) for q in checklist["questions"] if _fits(q, issue, platform)],
        details,
        [(n["id"], n["say"]) for n in checklist["notes"]],
        [_message(language, platform, issue, details, channel, situation, index) for language in languages],
        asking(best.channel, situation.languages, index) if best and situation.languages else None,
        _follow_up(channel, situation),
    )


def fields_of(platform: PlatformRecord, issue: Issue, index: Index) -> list[Detail]:
    """The details to ask the user for: those that may be sent."""
    checklist = index.page("checklist")
    found = [d for d in checklist["details"] if _fits(d, issue, platform) and d["send"] == "safe"]
    return [_detail(d, {}) for d in found]


def checked(detail: Detail, value: str) -> str:
    """A value as it may be sent, on one line. Raises SecretRefused, UsageError."""
    if detail.send != "safe":
        raise SecretRefused(detail.id, detail.id)
    if len(value) > MAX_VALUE:
        raise UsageError("field-too-long", field=detail.id, most=str(MAX_VALUE))
    said = " ".join(value.split())
    if secret := secret_in(said, detail.hash):
        raise SecretRefused(secret, detail.id)
    return said


def _given(details: Sequence[Any], fields: Mapping[str, str]) -> dict[str, str]:
    known = {d["id"]: d for d in details}
    for name in fields:
        if name not in known:
            safe = ", ".join(d["id"] for d in details if d["send"] == "safe")
            raise UsageError("no-such-detail", value=name, names=safe)
    return {n: text for n, value in fields.items() if (text := checked(_detail(known[n], {}), value))}


def _fits(item: Any, issue: Issue, platform: PlatformRecord) -> bool:
    return (not item["issues"] or issue.value in item["issues"]) and (
        not item["kinds"] or platform["kind"] in item["kinds"]
    )


def _others(details: Sequence[Any], fitting: list[Any], given: Mapping[str, str]) -> Iterable[Any]:
    """What the user gave although nobody asked for it."""
    return (d for d in details if d not in fitting and d["id"] in given)


def _detail(detail: Any, given: Mapping[str, str]) -> Detail:
    parts = {name: detail[name] for name in Detail._fields if name != "value"}
    return Detail(**parts, value=given.get(detail["id"]))


def message_languages(channel: Ranked | None, own: Sequence[str]) -> list[str]:
    """The language of the support first, then the user's: those in which there are messages, English when nothing is known."""
    spoken = [primary(tag) for tag in channel.channel["languages"]] if channel else []
    mine = [primary(tag) for tag in own]
    shared = [tag for tag in mine if tag in spoken and tag in _WRITTEN_IN]
    theirs = shared or [tag for tag in spoken if tag in _WRITTEN_IN] or ["en"]
    return list(dict.fromkeys([theirs[0], *(tag for tag in mine if tag in _WRITTEN_IN)]))


def _message(
    language: str,
    platform: PlatformRecord,
    issue: Issue,
    details: list[Detail],
    channel: Ranked | None,
    situation: Situation,
    index: Index,
) -> Message:
    parts = index.page(f"message:{language}")
    key = issue.value
    alone = platform["kind"] in KEEPS_NOTHING
    opening = (parts["wallet_opening"] if alone else {}).get(key) or parts["opening"][key]
    request = (parts["wallet_request"] if alone else {}).get(key) or parts["request"][key]
    known = [d for d in details if d.value]
    missing = [
        d.label[language] for d in details if d.send == "safe" and not d.value and d.id != "description"
    ]
    paragraphs = [
        parts["greeting"].format(platform=platform["name"]),
        opening,
        "\n".join([parts["details"], *(_line(d, language) for d in known)]) if known else "",
        request,
        parts["missing"].format(labels=_joined(missing[:_ASKED_FOR], language)) if missing else "",
        parts["never"],
        _wish(parts, language, situation, index),
        parts["closing"],
    ]
    subject = parts["subject"][key]
    return Message(
        language,
        subject,
        "\n\n".join(filter(None, paragraphs)),
        _reminder(parts, details, channel, subject, situation),
        parts["opening_line"].format(issue_words=parts["issue_words"][key]),
    )


def _line(detail: Detail, language: str) -> str:
    colon = "：" if language == "zh" else ": "
    return f"- {detail.label[language]}{colon}{detail.value}"


def _joined(labels: list[str], language: str) -> str:
    return ("、" if language == "zh" else ", ").join(labels)


def _wish(parts: Any, language: str, situation: Situation, index: Index) -> str:
    """Please answer in my language, where the message is in another."""
    own = primary(situation.languages[0]) if situation.languages else language
    if own == language:
        return ""
    names = index.page(f"phrase:{language}")["names"]
    wish: str = parts["language_wish"]
    return wish.format(language=names[own]) if own in names else ""


def _reminder(
    parts: Any, details: list[Detail], channel: Ranked | None, subject: str, situation: Situation
) -> str:
    """What to send when nobody has answered a message of today."""
    ticket = next((d.value for d in details if d.id == "earlier-ticket" and d.value), None)
    where = (
        (channel.channel["display"] or parts["channel_words"].get(channel.channel["kind"], "…"))
        if channel
        else "…"
    )
    title = parts["reminder_subject"].format(subject=subject)
    form = parts["reminder"] if ticket else parts["reminder_without_ticket"]
    return f"{title}\n\n{form.format(date=situation.at.date(), channel=where, ticket=ticket)}"


def _follow_up(channel: Ranked | None, situation: Situation) -> datetime | None:
    if channel is None or channel.expected is None or channel.expected.stage != "first-answer":
        return None
    return situation.at + longest(channel.expected.time)
