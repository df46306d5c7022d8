"""Answers for people: the only module that knows Rich. Narrow, calm, and readable without colour."""

from __future__ import annotations

import errno
import re
from datetime import date, datetime
from typing import IO, TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.text import Text

from contactfinder import __version__
from contactfinder.contacts import Kind
from contactfinder.errors import ExitCode
from contactfinder.guidance.advice import answering, official_of
from contactfinder.guidance.facts import is_at_home, never_asked, offered_absences, spoken
from contactfinder.registry.ages import age_of
from contactfinder.registry.grades import Trust
from contactfinder.render.fold import bare, folds, whole
from contactfinder.render.plain import defanged, plain
from contactfinder.verify import EXIT_CODES, Status, Why

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import tzinfo

    from contactfinder.guidance.advice import Advice
    from contactfinder.guidance.ranking import Ranked
    from contactfinder.guidance.situation import Situation
    from contactfinder.registry.index import Summary
    from contactfinder.registry.record import (
        AuthorityRecord,
        ChannelRecord,
        DisagreementRecord,
        EvidenceRecord,
        ImpostorRecord,
        PlatformRecord,
    )
    from contactfinder.render.words import Words
    from contactfinder.verify import Link, Reason, Verdict

MIN_WIDTH = 12  # columns of a line's own text; narrower screens fold it themselves
GAP = "_"  # where one number has a digit that the other has not
DAY, MINUTE = "%Y-%m-%d", "%Y-%m-%d %H:%M"  # forms of `clock`
SHOWN = 4  # official channels of a look-up; `show` prints the rest
MARKS = {"official": "✔", "corroborated": "◐", "unconfirmed": "?"}
COLOURS = {"official": "green", "corroborated": "yellow", "unconfirmed": "yellow"}
VERDICT_MARKS = {
    Status.OFFICIAL: ("✔", "bold green"),
    Status.IMPOSTOR: ("✘", "bold red"),
    Status.LOOKALIKE: ("✘", "bold red"),
    Status.CONTRADICTED: ("✘", "bold red"),
    Status.CORROBORATED: ("◐", "bold yellow"),
    Status.UNCONFIRMED: ("?", "bold yellow"),
    Status.OFFICIAL_DOMAIN: ("◐", "bold yellow"),
    Status.UNKNOWN: ("?", "bold yellow"),
    Status.INVALID: ("–", "bold"),
}


_NEVER_BY_ANYONE = ["seed-phrase", "private-key", "password", "one-time-code", "remote-access"]
_DEEDS = ("call-unasked", "message-unasked")  # what support never does, among what it never asks for
_WHEN_DEAD = {  # with one of these begins what to do when nobody answers
    "stay-calm",
    "dead-line-number",
    "look-at-notices",
    "never-search",
}
_COMMAND = re.compile(r"contactfinder [a-z]+(?: [^\s\ue000\ue001]+)*$")
_SAID = {"official", "undated", "old"}  # reasons that the lines beside them already show


class _Console(Console):
    """Rich's console, which leaves closed pipes to the boundary of the program."""

    def on_broken_pipe(self) -> None:
        """Say so, where Rich would leave with the exit code of a fake."""
        raise BrokenPipeError(errno.EPIPE, "")


class Screen:
    """Writes answers in one language to one stream."""

    def __init__(self, words: Words, file: IO[str], zone: tzinfo | None = None) -> None:
        """`zone` is the reader's time zone; without one, the system's."""
        self.words, self._zone = words, zone
        self._console = _Console(file=file, highlight=False, markup=False, emoji=False)

    def _line(self, text: str | Text, indent: int = 0, style: str = "", lead: str = "") -> None:
        """Text folded by cell width, every line indented; `lead` stands before the first."""
        body = Text(text, style=style) if isinstance(text, str) else text
        width = max(MIN_WIDTH, self._console.width - indent - cell_len(lead))
        for number, line in enumerate(body.divide(folds(body.plain, width))):
            line.rstrip()
            shown = Text(bare(line.plain), style=style) if isinstance(text, str) else line
            before = lead if number == 0 else " " * cell_len(lead)
            self._contact(Text(before, style=style) + shown, indent)

    def _contact(self, text: Text, indent: int = 0) -> None:
        """One line that is never folded, however narrow the screen is."""
        self._console.print(Text(" " * indent) + text, no_wrap=True, overflow="ignore", crop=False)

    def _gap(self) -> None:
        self._console.print()

    def _heading(self, code: str, **values: str) -> None:
        self._gap()
        self._line(self.words(code, **values), style="bold")

    def _bullet(self, text: str, mark: str = "•", indent: int = 2, style: str = "") -> None:
        self._line(text, indent, style, lead=f"{mark} ")

    def _linked(self, address: str, link: str | None, style: str = "") -> Text:
        """An address of the registry: visible in full, and clickable where terminals can."""
        shown = plain(address)
        if link is None or not self._console.is_terminal or self._console.legacy_windows:
            return Text(shown, style=style)
        return Text(shown, style=Style.parse(style or "none") + Style(link=link))

    # -- look-up

    def lookup(
        self,
        platform: PlatformRecord,
        ranked: Sequence[Ranked],
        advice: Iterable[Advice],
        situation: Situation,
    ) -> None:
        """The answer to `lookup`: who this is, what to do, the channels in order, what never to do."""
        steps = list(advice)
        self._identity(platform)
        self._absences(platform, situation.at.date())
        place = next((i for i, a in enumerate(steps) if a.id in _WHEN_DEAD), len(steps))
        for step in steps[:place]:
            self._advice(step, mark="▶")
        official = official_of(ranked)
        others = [r for r in ranked if r.channel["trust"] != Trust.OFFICIAL]
        if official:
            self._heading("lookup.channels", name=plain(platform["name"]))
        for item in official[:SHOWN]:
            self._ranked(item, situation)
        if len(official) > SHOWN:
            self._more(platform, len(official) - SHOWN)
        self._unconfirmed(platform, others)
        self._disagreements(platform, situation.at.date())
        self._heading("lookup.dead-line")
        for number, step in enumerate(steps[place:], 1):
            self._advice(step, mark=f"{number:2}." if situation.tried else "•")
        self._apps(platform)
        self._never_asks(platform)
        self._first(platform, official, situation)

    def _apps(self, platform: PlatformRecord) -> None:
        """Under whose name the genuine app stands in the stores."""
        found = [a for a in platform["app_developers"] if a["trust"] == Trust.OFFICIAL]
        if found:
            self._heading("lookup.apps")
        for app in found:
            shown = {"store": self.words(f"store.{app['store']}"), "developer": plain(app["developer"])}
            self._bullet(self.words("lookup.app", **shown))

    def _first(self, platform: PlatformRecord, official: Sequence[Ranked], situation: Situation) -> None:
        """The best way once more, as the last lines: on a small screen the list has scrolled away."""
        best = next(iter(answering(official)), None)
        if best is None:
            return
        issue = situation.issue or "other"
        self._gap()
        self._line(self._copyable(self.words("lookup.prepare", id=platform["id"], issue=issue)), style="dim")
        self._once_more("lookup.first", best)

    def _once_more(self, code: str, item: Ranked) -> None:
        """A channel as the last lines."""
        self._gap()
        self._line(self.words(code, channel=self._kind(item.channel)), style="bold", lead="▶ ")
        self._address(item.channel, 2)

    def _identity(self, platform: PlatformRecord) -> None:
        self._gap()
        names = [n for group in platform["names"].values() for n in group]
        title = Text(plain(platform["name"]), style="bold")
        title.append(f"  {self.words('kind.' + platform['kind'])}")
        if names:
            title.append("  " + plain(", ".join(names[:4])), style="dim")
        self._line(title)
        rooted = [d for d in platform["domains"] if d["rooted"] and not d["former"]]
        if not rooted:
            self._bullet(self.words("lookup.no-domain"), mark="!", indent=0, style="yellow")
            return
        self._line(self.words("lookup.domains"))
        for domain in rooted:
            text = Text("✔ ", style="green") + Text(plain(domain["domain"]), style="bold")
            if domain["regions"]:
                text.append("  " + ", ".join(domain["regions"]))
            self._line(text, 2)
        if tags := spoken(platform):
            called = dict.fromkeys(self.words.language_called(tag) for tag in tags)
            self._line(self.words("lookup.support-languages", languages=self.words.join(called)))

    def _absences(self, platform: PlatformRecord, today: date) -> None:
        for absence in offered_absences(platform):
            disputed = any(d["about"] == absence["kind"] for d in platform["disagreements"])
            sure = absence["trust"] == Trust.OFFICIAL and not disputed
            what = self.words(f"channel.{absence['network'] or absence['kind']}")
            code = "absence.official" if sure else "absence.unsure"
            where = f" ({', '.join(absence['regions'])})" if absence["regions"] else ""
            self._gap()
            self._bullet(
                self.words(code, what=what + where), mark="✘" if sure else "?", indent=0, style="bold"
            )
            self._evidence(absence["evidence"][0], today, indent=2)

    def _advice(self, step: Advice, mark: str = "•", indent: int = 2) -> None:
        """A step, and beneath it the channels, domains and authorities that belong to it."""
        self._bullet(self._sentence_of(step), mark=mark, indent=indent)
        under = indent + cell_len(mark) + 1
        for item in step.channels:
            self._line(self._kind(item.channel), under)
            self._address(item.channel, under + 2)
        for domain in step.domains:
            self._contact(Text("✔ ", style="green") + Text(plain(domain), style="bold"), under)
        for authority in step.authorities:
            self._authority(authority, under)

    def _sentence_of(self, step: Advice) -> str:
        values = {key: self._placed(key, value) for key, value in step.values.items()}
        if "at" in step.values:
            values |= self._both_clocks(datetime.fromisoformat(step.values["at"]), step.values["zone"])
        if "since" in values:
            values["when"] = self._period(values["since"], values["until"])
        if not step.say:
            return step.id
        said = self._said(step.say).format_map(values).rstrip()
        return self._copyable(self.words(f"custody.{step.custody}", step=said) if step.custody else said)

    def _placed(self, key: str, value: str) -> str:
        """A value as it stands in a sentence."""
        match key:
            case "kind":
                return self.words(f"channel.{value}")
            case "language":
                return self.words.language_called(value)
            case "date":
                return self._day(datetime.fromisoformat(value))
            case "by":
                return whole(self._by_then(value))
            case "contact":
                return whole(self._named_or_kind(plain(value)))
            case "claim":
                return whole(defanged(value))
            case "number":
                return whole(plain(value))
        return plain(value)

    def _named_or_kind(self, value: str) -> str:
        """A contact; or the name of a kind of channel that has no address."""
        return self.words(f"channel.{value}") if f"channel.{value}" in self.words else value

    def _both_clocks(self, moment: datetime, zone: str) -> dict[str, str]:
        from zoneinfo import ZoneInfo

        there, here = moment.astimezone(ZoneInfo(zone)), moment.astimezone(self._zone)
        return {"here": clock(here, self.words), "there": clock(there, self.words)}

    def _day(self, moment: datetime) -> str:
        here = moment.astimezone(self._zone)
        return clock(here, self.words, DAY)

    def _by_then(self, value: str) -> str:
        """A day, or a moment with the offset in which it was said."""
        moment = datetime.fromisoformat(value)
        return clock(moment, self.words, MINUTE if "T" in value else DAY)

    def _copyable(self, sentence: str) -> str:
        """A command at the end of a sentence stands on one line where the screen is wide enough, to be copied."""
        command = _COMMAND.search(sentence)
        if command is None or cell_len(command[0]) + MIN_WIDTH > self._console.width:
            return sentence
        return sentence[: command.start()] + whole(command[0])

    def _said(self, say: Mapping[str, str]) -> str:
        """A sentence of the handbook in the reader's language."""
        return say[self.words.language]

    def _authority(self, authority: AuthorityRecord, indent: int) -> None:
        """Whom to turn to, for what, and where it was read."""
        name = Text(self._said(authority["name"]), style="bold")
        if authority["local"]:
            name.append(f"  {plain(authority['local'])}", style="dim")
        self._line(name, indent)
        self._line(self._said(authority["use"]), indent + 2)
        for contact in authority["contacts"]:
            link = contact["value"] if contact["kind"] == "url" else None
            self._contact(self._linked(contact["value"], link, "bold"), indent + 2)
            if contact["from_abroad"]:
                number = whole(_grouped(contact["from_abroad"]))
                self._line(self.words("authority.from-abroad", number=number), indent + 4)
        if authority["limits"]:
            self._line(self._said(authority["limits"]), indent + 2, "yellow")
        sources = dict.fromkeys(s["source"] for c in authority["contacts"] for s in c["sources"])
        self._line(self.words("evidence.source"), indent + 2, "dim")
        for source in sources:
            self._contact(Text(plain(source), style="dim"), indent + 4)

    def _period(self, since: str, until: str) -> str:
        known = [name for name, value in (("since", since), ("until", until)) if value]
        return self.words("when." + "-".join(known), since=since, until=until) if known else ""

    def _more(self, platform: PlatformRecord, count: int) -> None:
        self._gap()
        self._line(self.words("lookup.more", count=str(count), id=platform["id"]), indent=2, style="dim")

    def _ranked(self, item: Ranked, situation: Situation) -> None:
        self._gap()
        channel = item.channel
        trust = channel["trust"]
        head = Text(f"{item.rank}. ", style="bold") + Text(self._kind(channel), style="bold")
        head.append(f"  {MARKS[trust]} {self.words('trust.' + trust)}", style=COLOURS[trust])
        self._line(head, 1)
        self._address(channel)
        for line in self._details(item, situation):
            self._line(line, 4)
        self._evidence(channel["evidence"][0], situation.at.date(), indent=4)

    def _kind(self, channel: ChannelRecord) -> str:
        network = channel.get("network")
        name = self.words(f"channel.{network or channel['kind']}")
        if channel["purposes"]:
            purposes = self.words.join(self.words(f"purpose.{p}") for p in channel["purposes"])
            return self.words("lookup.kind-for", kind=name, purposes=purposes)
        return name

    def _address(self, channel: ChannelRecord, indent: int = 4) -> None:
        if channel["display"]:
            self._contact(self._linked(channel["display"], channel["link"], "bold"), indent)
        for language in self.words.preferred(channel["menu_path"]):
            self._line(" › ".join(plain(step) for step in channel["menu_path"][language]), indent)
        if not channel["display"] and not channel["menu_path"]:
            self._line(self.words("lookup.inside"), indent)

    def _details(self, item: Ranked, situation: Situation) -> Iterable[str]:
        channel = item.channel
        if item.dial and item.dial != channel["display"]:
            country = situation.country or ""
            yield self.words("lookup.dial", dial=whole(item.dial), country=country)
        facts = [self._open(item), self._languages(channel), self._who(channel), self._answer_time(item)]
        if any(facts):
            yield self.words("punctuation.semicolon").join(fact for fact in facts if fact)
        reasons = sorted((r for r in item.reasons if r.code not in _SAID), key=lambda r: -abs(r.weight))
        shown = [self.words(f"rank.{r.code}") for r in reasons if not r.code.startswith("kind-")][:4]
        if shown:
            yield self.words("lookup.why", reasons=self.words.join(shown))

    def _open(self, item: Ranked) -> str:
        hours = item.channel["hours"]
        if hours is None:
            return ""
        if item.opening.next_change is None:
            return self.words("open.always" if item.opening.state == "open" else "open.never")
        there = item.opening.next_change
        here = there.astimezone(self._zone)
        values = {
            "here": clock(here, self.words),
            "there": clock(there, self.words),
            "zone": hours["time_zone"],
        }
        return self.words(f"open.{item.opening.state}", **values)

    def _languages(self, channel: ChannelRecord) -> str:
        names = [self.words.language_called(code) for code in channel["languages"]]
        return self.words("lookup.languages", languages=self.words.join(names)) if names else ""

    def _who(self, channel: ChannelRecord) -> str:
        terms = [self.words(f"access.{a}") for a in channel["access"]]
        terms += [self.words(f"cost.{c}") for c in channel["cost"]]
        if channel["regions"]:
            terms.append(self.words("lookup.regions", regions=", ".join(channel["regions"])))
        return self.words.join(terms)

    def _answer_time(self, item: Ranked) -> str:
        if item.expected is None:
            return ""
        time = self.words.duration(item.expected.time)
        times = str(item.expected.times)
        basis = item.expected.basis if item.expected.times != 1 else f"{item.expected.basis}.once"
        return self.words(f"expected.{basis}", time=time, times=times)

    def _evidence(self, evidence: EvidenceRecord, today: date, indent: int) -> None:
        source = evidence["source"]
        link = source if source.startswith("https://") else None
        dates = self._dates(evidence, today)
        self._line(Text(f"{self.words('evidence.source')} {dates}", style="dim"), indent)
        self._contact(self._linked(source, link, "dim"), indent + 2)

    def _dates(self, evidence: EvidenceRecord, today: date) -> str:
        age = age_of(evidence, today)
        dates = {key: evidence[key] or "" for key in ("published", "read", "checked")}
        if evidence["checked"] and not evidence["published"]:
            age = "checked"
        return self.words(f"evidence.{age}", **dates)

    def _unconfirmed(self, platform: PlatformRecord, others: Sequence[Ranked]) -> None:
        addressed = [(item.channel, shown) for item in others if (shown := item.channel["display"])]
        if addressed:
            self._heading("lookup.unconfirmed")
        for channel, shown in addressed[:SHOWN]:
            trust = channel["trust"]
            text = Text(f"{MARKS[trust]} ", style=COLOURS[trust])
            text.append(f"{self._kind(channel)} · {self.words('trust.' + trust)}")
            if is_at_home(platform, channel):
                text.append(f" · {self.words('lookup.at-home')}")
            self._line(text, 2)
            self._contact(Text(defanged(shown)), 4)

    def _disagreements(self, platform: PlatformRecord, today: date) -> None:
        self._disagree(platform["disagreements"], today)

    def _disagree(self, disagreements: Iterable[DisagreementRecord], today: date) -> None:
        for disagreement in disagreements:
            self._heading("disagreement.title", what=self.words(f"channel.{disagreement['about']}"))
            for position in disagreement["positions"]:
                code = {True: "offered", False: "not-offered", None: "value"}[position["offered"]]
                value = whole(plain(position["value"])) if position["value"] else ""
                self._bullet(self.words(f"disagreement.{code}", value=value).rstrip())
                self._evidence(position["evidence"][0], today, indent=4)

    def _never_asks(self, platform: PlatformRecord | None, deeds: bool = True) -> None:
        items = never_asked(platform) if platform else []
        asked = [i for i in items if i not in _DEEDS]
        name = plain(platform["name"]) if platform else ""
        self._heading("never-asks.own" if asked else "never-asks.general", name=name)
        shown = asked or _NEVER_BY_ANYONE
        self._bullet(self.words.join(self.words(f"secret.{item}") for item in shown), mark="✘")
        for deed in (i for i in items if i in _DEEDS and deeds):
            self._bullet(self.words(f"secret.{deed}", name=name), mark="✘")

    # -- verify

    def verdict(self, verdict: Verdict, instead: Sequence[Ranked], today: date) -> None:
        """The answer to `verify`: the verdict, why, the chain, what to use instead, what to do, where to report."""
        mark, style, code = self._headline(verdict)
        self._gap()
        self._line(Text(f"{mark} {self.words(code)}", style=style))
        if not self._compared(verdict):
            self._contact(Text(self._claimed(verdict), style="bold"), 2)
        if verdict.platform:
            self._line(self.words(_relation(verdict), name=plain(verdict.platform["name"])), indent=2)
        self._line(self.words(f"{code}.means"), indent=2)
        for reason in verdict.reasons:
            self._reason(reason, verdict.kind, today)
        self._sightings(verdict.report)
        self._disagree(verdict.disagreements, today)
        self._chain(verdict.chain, today, verdict.status is Status.OFFICIAL)
        self._instead(verdict, instead)

    def _headline(self, verdict: Verdict) -> tuple[str, str, str]:
        if verdict.incoming and verdict.status is Status.UNKNOWN:
            return "!", "bold yellow", "verdict.incoming"
        return (*VERDICT_MARKS[verdict.status], f"verdict.{verdict.status}")

    def _reason(self, reason: Reason, kind: Kind | None, today: date) -> None:
        self._bullet(self._sentence(reason, kind))
        if reason.code is Why.INCOMING and kind:
            self._bullet(self.words(f"incoming.{kind}"))
        if "source" in reason.values:
            self._evidence(_evidence_in(reason), today, indent=4)

    def _sentence(self, reason: Reason, kind: Kind | None = None) -> str:
        values = {key: self._value(key, value, kind) for key, value in reason.values.items()}
        if "error" in values:
            values["error"] = self.words(f"error.{reason.values['error']}", **values)
        if "deed" in values:
            values["deed"] = self.words(f"secret.{reason.values['deed']}", **values)
        values["when"] = self._period(values.get("since", ""), "")
        return self.words(f"why.{reason.code}", **values)

    def _claimed(self, verdict: Verdict) -> str:
        shown = plain(verdict.text) if verdict.status is Status.OFFICIAL else defanged(verdict.text)
        if verdict.status is Status.OFFICIAL and verdict.channel and verdict.channel["display"]:
            return verdict.channel["display"]
        return shown

    def _compared(self, verdict: Verdict) -> bool:
        """A number above the official one that it imitates, digit above digit, with marks where they differ."""
        if verdict.kind is not Kind.PHONE or not verdict.imitates or not verdict.platform:
            return False
        channels = verdict.platform["channels"]
        display = next((c["display"] for c in channels if c["contact"] == verdict.imitates), None)
        digits = _written_digits(verdict)
        if not display or not digits:
            return False
        claimed, official, marks = _aligned(digits, display)
        self._contact(
            Text("✘ ", style="bold red") + self._struck(claimed, marks, "bold red", "verdict.this-one"), 2
        )
        self._contact(Text("  " + marks.rstrip(), style="bold red"), 2)
        self._contact(
            Text("✔ ", style="green") + self._struck(official, marks, "green", "verdict.official-one"), 2
        )
        return True

    def _struck(self, number: str, marks: str, style: str, said_as: str) -> Text:
        """A number with its marked digits underlined, and what it is where the screen has room."""
        text = Text(number.rstrip(), style="bold")
        for place in (i for i, mark in enumerate(marks) if mark != " "):
            text.stylize(f"{style} underline", place, place + 1)
        said = self.words(said_as)
        room = self._console.width - 4 - len(number) - 2 - cell_len(said)
        return text + " " * (len(number) - len(text) + 2) + Text(said, style="dim") if room >= 0 else text

    def _value(self, key: str, value: str, kind: Kind | None = None) -> str:
        """Codes inside a reason become words; everything else is text from outside."""
        groups = {"kind": ["channel"], "sign": ["sign"], "how": ["differs", "read"], "network": ["channel"]}
        if kind is Kind.PHONE:
            groups["how"] = ["digits", "read"]
        for group in groups.get(key, []):
            if f"{group}.{value}" in self.words:
                return self.words(f"{group}.{value}")
        if key in ("host", "reported"):
            value = defanged(value)
        return plain(value) if key in ("name", "regions") else whole(plain(value))

    def _sightings(self, report: ImpostorRecord | None) -> None:
        if report is None:
            return
        brands = self.words.join(plain(b) for b in report["brands"])
        dates = {"first": report["first"] or "", "last": report["last"] or ""}
        code = "verdict.sightings"
        if not report["first"]:
            code = "verdict.sightings.undated"
        elif report["first"] == report["last"]:
            code = "verdict.sightings.once"
        self._bullet(self.words(code, brands=brands, **dates))

    def _chain(self, chain: Sequence[Link], today: date, trusted: bool) -> None:
        if not chain:
            return
        self._heading("chain.title")
        for number, link in enumerate(chain):
            name = self.words(f"link.{link.link}")
            dates = f"  {self._dates(link.evidence, today)}" if link.evidence else ""
            lead = "  " if number == 0 else "← "
            self._line(Text(f"{lead}{name}{dates}", style="dim"), 2)
            if link.link == "contact" and not trusted:
                self._contact(Text(defanged(link.value)), 6)
            else:
                self._contact(
                    self._linked(link.value, link.value if link.value.startswith("https://") else None), 6
                )

    def _instead(self, verdict: Verdict, instead: Sequence[Ranked]) -> None:
        if verdict.status is Status.OFFICIAL:
            return
        if instead and verdict.platform:
            code = "verdict.instead.incoming" if verdict.incoming else "verdict.instead"
            self._heading(code, name=plain(verdict.platform["name"]))
            for item in instead:
                self._line(self._kind(item.channel), 2)
                self._address(item.channel)
        self._heading("verdict.next")
        for code in _steps(verdict, bool(instead)):
            self._bullet(self._copyable(self.words(code)))
        if verdict.incoming:
            self._never_asks(verdict.platform, deeds=False)

    # -- list, show, explain

    def listing(self, summaries: Iterable[Summary]) -> None:
        """One line a platform."""
        for s in summaries:
            text = Text(padded(plain(s.id), 20)) + Text(padded(plain(s.name), 24), style="bold")
            text.append(padded(self.words(f"kind.{s.kind}"), 18))
            if s.status != "active":
                text.append(f"({self.words(f'status.{s.status}')})  ", style="yellow")
            self._with_domains(text, s)

    def _with_domains(self, text: Text, summary: Summary, indent: int = 0) -> None:
        """One line where the screen is wide enough; else the domains below, each whole."""
        domains = [plain(d) for d in summary.domains] or [self.words("list.no-domain")]
        line = text + Text(", ".join(domains), style="dim")
        if indent + line.cell_len <= self._console.width:
            self._contact(line, indent)
            return
        self._line(text, indent)
        self._line(Text(", ".join(domains), style="dim"), indent + 2)

    def platform(self, platform: PlatformRecord, ranked: Sequence[Ranked], today: date) -> None:
        """Everything known, every fact with all its evidence."""
        self._identity(platform)
        self._status(platform, today)
        for channel in [r.channel for r in ranked] + [c for c in platform["channels"] if c["withdrawn"]]:
            self._gap()
            trust = channel["trust"]
            head = Text(f"{MARKS[trust]} {self._kind(channel)}", style="bold")
            head.append(f"  {self.words('trust.' + trust)}", style=COLOURS[trust])
            if channel["withdrawn"]:
                head.append(f"  {self.words('show.withdrawn')}", style="bold red")
            self._line(head, 1)
            if trust == Trust.OFFICIAL and not channel["withdrawn"]:
                self._address(channel)
            elif channel["display"]:
                self._contact(Text(defanged(channel["display"])), 4)
            facts = [self._languages(channel), self._who(channel), self._hours(channel)]
            if any(facts):
                self._line(self.words("punctuation.semicolon").join(f for f in facts if f), 4)
            for evidence in channel["evidence"]:
                self._evidence(evidence, today, indent=4)
        self._absences(platform, today)
        self._searches(platform, today)
        self._chains(platform, today)
        self._disagreements(platform, today)
        self._never_asks(platform)

    def _status(self, platform: PlatformRecord, today: date) -> None:
        """That a platform does not serve its users any more, since when, and who does."""
        status = platform["status"]
        if status["state"] == "active":
            return
        when = self._period(status["since"] or "", status["until"] or "")
        state = self.words(f"status.{status['state']}")
        self._gap()
        self._bullet(
            self.words("show.status", state=state, when=when), mark="!", indent=0, style="bold yellow"
        )
        if status["successor"]:
            self._line(self.words("show.successor", id=plain(status["successor"])), 2)
        for evidence in status["evidence"]:
            self._evidence(evidence, today, indent=2)

    def _chains(self, platform: PlatformRecord, today: date) -> None:
        """On which blockchains coins may be sent to it, as each page says."""
        for found in platform["chains"]:
            self._gap()
            self._line(self.words("show.chains", chains=self.words.join(plain(c) for c in found["items"])))
            for evidence in found["evidence"]:
                self._evidence(evidence, today, indent=2)

    def _searches(self, platform: PlatformRecord, today: date) -> None:
        """What was looked for in vain, and on which pages."""
        for missing in platform["not_found"]:
            what = self.words(f"channel.{missing['network'] or missing['kind']}")
            self._gap()
            self._bullet(self.words("show.not-found", what=what), mark="?", indent=0, style="bold")
            for evidence in missing["evidence"]:
                self._evidence(evidence, today, indent=2)

    def _hours(self, channel: ChannelRecord) -> str:
        hours = channel["hours"]
        return f"{hours['value']} {hours['time_zone']}" if hours else ""

    def explanation(
        self, platform: PlatformRecord, channel: ChannelRecord, chain: Sequence[Link], today: date
    ) -> None:
        """The chain of trust of one listed contact, and every other source that states it."""
        self._gap()
        trust = channel["trust"]
        head = Text(f"{MARKS[trust]} {self.words('trust.' + trust)}", style=f"bold {COLOURS[trust]}")
        self._line(head)
        self._line(self.words("verdict.of", name=plain(platform["name"])), indent=2)
        self._line(self.words(f"trust.{trust}.means"), indent=2)
        self._chain(chain, today, trust == Trust.OFFICIAL)
        others = channel["evidence"][1:]
        if others:
            self._heading("explain.others")
            for evidence in others:
                self._line(self.words(f"link.{evidence['standing']}"), 2)
                self._evidence(evidence, today, indent=4)

    # -- everything else

    def unlisted(self, name: str, suggestions: Sequence[Summary]) -> None:
        """A platform we do not know: what it may be, and the safe way to find its real support."""
        self._gap()
        self._line(self.words("unlisted.title", name=defanged(name)), style="bold")
        self._suggestions(suggestions)
        self._heading("unlisted.procedure")
        for step in range(1, 6):
            self._bullet(self.words(f"unlisted.step-{step}"), mark=f"{step}.")

    def _suggestions(self, suggestions: Sequence[Summary], command: str = "lookup") -> None:
        if suggestions:
            self._line(self.words("unlisted.suggestions"))
        for s in suggestions:
            self._contact(Text(f"contactfinder {command} {s.id}"), 2)
            self._with_domains(Text(f"{plain(s.name)}  ", style="dim"), s, 4)

    def error(self, code: str, values: dict[str, str]) -> None:
        """What went wrong, and what to do next."""
        safe = {key: plain(value) for key, value in values.items()}
        self._bullet(self.words.filled(f"error.{code}", safe), mark="✘", indent=0, style="bold")
        self._line(self.words.filled(f"hint.{code}", safe), indent=2)

    def say(self, code: str, **values: str) -> None:
        """One sentence."""
        self._line(self.words(code, **{key: plain(value) for key, value in values.items()}))

    def version(self, meta: dict[str, str]) -> None:
        """`--version`: the program and the registry it carries."""
        self._contact(
            Text(
                self.words(
                    "version",
                    version=__version__,
                    registry=meta["version"],
                    built=meta["built"],
                    digest=meta["digest"][:12],
                    suffixes=meta["public_suffixes"],
                )
            )
        )


def _steps(verdict: Verdict, has_genuine: bool) -> Iterator[str]:
    """What to do, as codes of sentences, the most urgent first."""
    if EXIT_CODES[verdict.status] is ExitCode.BAD:
        yield "next.bad"
        yield "next.told"
        yield "next.report" if has_genuine else "next.report-site"
    elif verdict.incoming:
        yield f"next.incoming.{verdict.kind}" if verdict.kind else "next.incoming"
        if not has_genuine:
            yield "next.unsure"
        yield "next.told"
    else:
        yield "next.invalid" if verdict.status is Status.INVALID else "next.unsure"


def _relation(verdict: Verdict) -> str:
    """What the platform is to the contact: the code of its sentence."""
    if verdict.status is Status.LOOKALIKE:
        return "verdict.imitates"
    if verdict.status is Status.IMPOSTOR:
        return "verdict.poses"
    return "verdict.of" if verdict.channel and verdict.status is not Status.UNKNOWN else "verdict.about"


def _evidence_in(reason: Reason) -> EvidenceRecord:
    values = reason.values
    return {
        "source": values["source"],
        "standing": "",
        "publisher": "",
        "published": values.get("published"),
        "read": values.get("read", ""),
        "checked": values.get("checked"),
    }


def _written_digits(verdict: Verdict) -> str:
    """The digits that were dialled or are to be, when they are not those of the official number itself."""
    contact = verdict.contact.value[1:] if verdict.contact else ""
    if contact and contact != (verdict.imitates or "")[1:]:
        return contact
    return "".join(str(int(c)) for c in verdict.text if c.isdecimal())


def _aligned(digits: str, display: str) -> tuple[str, str, str]:
    """Digits laid out as an official number is written, that number, and a line of marks under what differs."""
    official = "".join(c for c in display if c.isdigit())
    same = next((i for i, (a, b) in enumerate(zip(digits, official, strict=False)) if a != b), None)
    start = min(len(digits), len(official)) if same is None else same
    end = 0
    while end < min(len(digits), len(official)) - start and digits[-1 - end] == official[-1 - end]:
        end += 1
    size = max(len(digits), len(official)) - start - end
    mine = digits[:start] + digits[start : len(digits) - end].ljust(size, GAP) + digits[len(digits) - end :]
    real = official[:start] + official[start : len(official) - end].ljust(size, GAP)
    real += official[len(official) - end :]
    rows = list(zip(mine, real, strict=True))
    above, below, marks = "", "", ""
    pattern = iter(display)
    for a, b in rows:
        if b != GAP:
            for c in pattern:
                if c.isdigit():
                    break
                above, below, marks = above + c, below + c, marks + " "
        above, below, marks = above + a, below + b.replace(GAP, " "), marks + (" " if a == b else "^")
    return above, below, marks


def _grouped(e164: str) -> str:
    """A number in groups, as people read it."""
    import phonenumbers

    number = phonenumbers.parse(e164, None)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def padded(text: str, width: int) -> str:
    """Text with blanks behind it up to a number of columns, one at least."""
    return text + " " * max(1, width - cell_len(text))


def clock(moment: datetime, words: Words, form: str = "%H:%M") -> str:
    """Weekday and time, day, or both of a moment, in its own offset."""
    return words("clock", day=words(f"weekday.{moment.weekday()}"), time=moment.strftime(form))
