"""Answers for programs: one JSON object each, codes and never sentences, the same in every language."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from contactfinder import __version__
from contactfinder.contacts.patterns import pattern
from contactfinder.render.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from contactfinder.guidance.advice import Advice
    from contactfinder.guidance.ranking import Ranked
    from contactfinder.recheck import Result
    from contactfinder.registry.index import Index, Summary
    from contactfinder.registry.record import ChannelRecord, ImpostorRecord, PlatformRecord
    from contactfinder.render.outputs import (
        AdviceOut,
        ChannelOut,
        Envelope,
        ErrorOut,
        ExpectedOut,
        ExplainOut,
        LinkOut,
        ListOut,
        LookupOut,
        PlatformOut,
        ReasonCode,
        RecheckOut,
        RegistryStamp,
        ReportOut,
        ScanOut,
        ShowOut,
        VerifyOut,
    )
    from contactfinder.scan.finding import Finding
    from contactfinder.verify import Link, Verdict

SCHEMA_VERSION = 1  # grows when a field changes its meaning or goes; new fields do not change it


# Control and direction characters, which steer the terminal that shows the JSON; json.dumps escapes only those below 20.
_STEERING = pattern(
    "[\x7f-\x9f\xad\u0600-\u0605\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def dumped(output: Any) -> str:
    """One line of JSON. What would steer a terminal, and lone surrogates from broken input, become escapes."""
    text = _ENCODER.encode(output)
    if text.isascii() and "\x7f" not in text:
        return text  # nothing else in ASCII steers
    text = _STEERING.sub(lambda found: json.dumps(found[0])[1:-1], text)
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def envelope(index: Index | None) -> Envelope:
    """What every object begins with; without a registry when that is what failed."""
    stamp: RegistryStamp | None = None
    if index:
        meta = index.meta
        stamp = {"version": meta["version"], "built": meta["built"], "digest": meta["digest"]}
    return {"schema_version": SCHEMA_VERSION, "tool_version": __version__, "registry": stamp}


def lookup(
    index: Index, platform: PlatformRecord, ranked: Sequence[Ranked], steps: Iterable[Advice]
) -> LookupOut:
    """The answer to `lookup`."""
    from contactfinder.guidance.facts import never_asked, spoken

    return {
        **envelope(index),
        "platform": platform_line(platform),
        "channels": [channel(item) for item in ranked],
        "absences": platform["absences"],
        "not_found": platform["not_found"],
        "support_languages": spoken(platform),
        "disagreements": platform["disagreements"],
        "never_asks": never_asked(platform),
        "advice": [advice(step) for step in steps],
    }


def platform_line(platform: PlatformRecord) -> PlatformOut:
    """Which platform it is."""
    domains = [d["domain"] for d in platform["domains"] if d["rooted"] and not d["former"]]
    return {
        "id": platform["id"],
        "name": platform["name"],
        "kind": platform["kind"],
        "status": platform["status"]["state"],
        "domains": domains,
    }


def advice(step: Advice) -> AdviceOut:
    """One step, without its sentence."""
    return {
        "id": step.id,
        "values": dict(step.values),
        "due": step.when,
        "custody": step.custody,
        "channels": [channel(item) for item in step.channels],
        "domains": list(step.domains),
        "authorities": list(step.authorities),
        "sources": list(step.sources),
    }


def channel(item: Ranked) -> ChannelOut:
    """One ranked channel."""
    found = item.channel
    change = item.opening.next_change
    return {
        "rank": item.rank,
        "kind": found["kind"],
        "network": found.get("network"),
        "contact_kind": found["contact_kind"],
        "contact": found["contact"],
        "display": found["display"],
        "dial": item.dial,
        "link": found["link"],
        "answers": found.get("answers"),
        "purposes": found["purposes"],
        "regions": found["regions"],
        "access": found["access"],
        "languages": found["languages"],
        "cost": found["cost"],
        "menu_path": found["menu_path"],
        "open": {"state": item.opening.state, "next_change": change.isoformat() if change else None},
        "expected": _expected(item),
        "trust": found["trust"],
        "evidence": found["evidence"],
        "reasons": [{"code": r.code, "weight": r.weight} for r in item.reasons],
    }


def _expected(item: Ranked) -> ExpectedOut | None:
    if item.expected is None:
        return None
    time, basis, stage, times = item.expected
    return {"time": time, "basis": basis, "stage": stage, "times": times}


def verdict(index: Index, found: Verdict, instead: Sequence[Ranked]) -> VerifyOut:
    """The answer about one claim."""
    fields: Any = {
        **envelope(index),
        "claim": found.text,
        "kind": found.kind.value if found.kind else None,
        "contact": found.contact.value if found.contact else None,
        **_judgement(found),
        "chain": [_link(link) for link in found.chain],
        "report": _report(found.report),
        "disagreements": list(found.disagreements),
        "incoming": found.incoming,
        "instead": [channel(item) for item in instead],
    }
    output: VerifyOut = fields
    return output


def _judgement(found: Verdict) -> dict[str, Any]:
    """What every verdict says, on a claim or on a finding."""
    return {
        "verdict": found.status.value,
        "platform": found.platform["id"] if found.platform else None,
        "imitates": found.imitates,
        "reasons": [_reason(r.code.value, r.values) for r in found.reasons],
    }


def finding(index: Index, source: str, found: Finding, instead: Sequence[Ranked]) -> ScanOut:
    """One contact in a text; `source` is where the text is from."""
    brand = found.claimed_for
    fields: Any = {
        **envelope(index),
        "source": source,
        "start": found.start,
        "end": found.end,
        "line": found.line,
        "column": found.column,
        "part": found.part or None,
        "raw": found.raw,
        "kind": found.kind.value,
        "contact": found.contact.value,
        "disguise": [way.value for way in found.disguise],
        **_judgement(found.verdict),
        "claimed_for": brand.platform["id"] if brand else None,
        "claimed_at": {"start": brand.start, "end": brand.end} if brand else None,
        "signals": [{"signal": c.signal.value, "start": c.start, "end": c.end} for c in found.signals],
        "instead": [channel(item) for item in instead],
    }
    output: ScanOut = fields
    return output


def _reason(code: str, values: dict[str, str]) -> ReasonCode:
    reason: Any = {"code": code, **values}
    found: ReasonCode = reason
    return found


def _link(link: Link) -> LinkOut:
    return {"link": link.link, "value": link.value, "evidence": link.evidence}


def _report(report: ImpostorRecord | None) -> ReportOut | None:
    if report is None:
        return None
    return {
        "brands": report["brands"],
        "count": report["count"],
        "first": report["first"],
        "last": report["last"],
        "sightings": report["sightings"],
    }


def summary_line(summary: Summary) -> PlatformOut:
    """The same of a platform that is only listed."""
    return {
        "id": summary.id,
        "name": summary.name,
        "kind": summary.kind,
        "status": summary.status,
        "domains": list(summary.domains),
    }


def listing(index: Index, summaries: Iterable[Summary]) -> ListOut:
    """The answer to `list`."""
    return {**envelope(index), "platforms": [summary_line(s) for s in summaries]}


def show(index: Index, platform: PlatformRecord) -> ShowOut:
    """The answer to `show`."""
    return {**envelope(index), "platform": platform}


def explain(
    index: Index, contact: str, platform: PlatformRecord, found: ChannelRecord, chain: Iterable[Link]
) -> ExplainOut:
    """The answer to `explain`."""
    links = [_link(link) for link in chain]
    return {
        **envelope(index),
        "contact": contact,
        "platform": platform["id"],
        "channel": found,
        "chain": links,
    }


def rechecked(found: Result) -> RecheckOut:
    """What became of one fact at one of its sources: `registry recheck`."""
    fact = found.fact
    return {
        **envelope(None),
        "platform": fact.platform,
        "file": fact.file,
        "line": fact.line,
        "fact": fact.part.value,
        "kind": fact.kind,
        "contact": fact.contact.value if fact.contact else None,
        "place": fact.place,
        "phrases": list(fact.phrases),
        "source": fact.source,
        "state": found.state.value,
        "cause": found.cause.value if found.cause else None,
        "status": found.status,
        "hops": list(found.hops),
        "instead": list(found.instead),
    }


def error(
    index: Index | None,
    code: str,
    message: str,
    hint: str,
    suggestions: Iterable[Summary] | None = None,
    steps: Iterable[Advice] | None = None,
) -> ErrorOut:
    """Any failure."""
    fields: Any = {
        **envelope(index),
        "error": {"code": code, "message": plain(message), "hint": plain(hint)},
    }
    if suggestions is not None:
        fields["suggestions"] = [summary_line(s) for s in suggestions]
    if steps is not None:
        fields["advice"] = [advice(step) for step in steps]
    output: ErrorOut = fields
    return output
