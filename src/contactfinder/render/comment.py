"""One polite comment below a post: which contacts in it are not the platform's own, and where its real ones are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from contactfinder.guidance.advice import official_of
from contactfinder.render import lines
from contactfinder.render.markdown import code_span, escaped
from contactfinder.render.plain import plain
from contactfinder.render.words import LANGUAGES, Words
from contactfinder.verify import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from contactfinder.guidance.ranking import Ranked
    from contactfinder.registry.record import PlatformRecord
    from contactfinder.scan.finding import Finding

MARKER = "<!-- contactfinder -->"  # by which the comment is found again, to be changed rather than repeated
MOST = 10  # contacts; more make no stronger warning
LONGEST = 200  # characters of a contact
_NOTIFYING = str.maketrans("@#", "＠＃")  # what calls people or links threads, even when escaped


class Accused(NamedTuple):
    """A finding that is shown, and the channels to use instead."""

    found: Finding
    instead: Sequence[Ranked]


def comment(findings: Iterable[tuple[Finding, Sequence[Ranked]]]) -> str:
    """The comment in every language, the first one open; empty when nothing is accused."""
    accused = _accused(findings)
    if not any(lines.is_accused(item.found) for item in accused):
        return ""
    first, *others = (Words(language) for language in LANGUAGES)
    said = [MARKER, *_section(accused, first)]
    for words in others:
        name = words.language_called(words.language)
        said += ["<details>", f"<summary>{name}</summary>", "", *_section(accused, words), "</details>", ""]
    return "\n".join(said).rstrip() + "\n"


def _accused(findings: Iterable[tuple[Finding, Sequence[Ranked]]]) -> list[Accused]:
    """Each contact once: those that are accused, then those that are said to be a platform's and are unknown."""
    accused: dict[str, Accused] = {}
    unknown: dict[str, Accused] = {}
    for found, instead in findings:
        if lines.is_accused(found):
            accused.setdefault(found.contact.value, Accused(found, instead))
        elif found.verdict.status is Status.UNKNOWN and found.claimed_for:
            unknown.setdefault(found.contact.value, Accused(found, instead))
    for value, item in unknown.items():
        accused.setdefault(value, item)
    return list(accused.values())


def _section(accused: list[Accused], words: Words) -> Iterator[str]:
    """All of it in one language."""
    yield f"**{words('comment.title')}**"
    yield ""
    yield from (f"- {_contact(item.found, words)}" for item in accused[:MOST])
    if len(accused) > MOST:
        yield f"- {words('comment.more', count=str(len(accused) - MOST))}"
    yield ""
    if channels := list(_channels(accused[:MOST], words)):
        yield from (words("comment.genuine"), "", *channels, "")
    yield from (words("comment.never"), "", words("comment.may-err"), "")


def _contact(found: Finding, words: Words) -> str:
    value = lines.contact(found)
    shown = code_span(value if len(value) <= LONGEST else f"{value[:LONGEST]}…")
    said = words("scan.verdict", contact=shown, verdict=words(f"short.{found.verdict.status}"))
    details = (lines.claimed(found, words), lines.posing(found.verdict, words))
    return lines.with_details(said, [_inert(text) for text in details if text], words)


def _channels(accused: list[Accused], words: Words) -> Iterator[str]:
    """The official channels of each platform concerned."""
    concerned: dict[str, tuple[PlatformRecord, Sequence[Ranked]]] = {}
    for found, instead in accused:
        platform = found.verdict.platform or (found.claimed_for and found.claimed_for.platform)
        if platform:
            concerned.setdefault(platform["id"], (platform, official_of(instead)))
    for platform, official in concerned.values():
        yield from (f"- {_channel(platform, item, words)}" for item in official)


def _channel(platform: PlatformRecord, item: Ranked, words: Words) -> str:
    found = item.channel
    kind = words(f"channel.{found.get('network') or found['kind']}")
    name = _inert(platform["name"])
    return words("comment.channel", name=name, kind=kind, address=_address(item, words))


def _address(item: Ranked, words: Words) -> str:
    """A link that may be opened, a number as code, or the way through the menus."""
    link, display, paths = item.channel["link"], item.channel["display"], item.channel["menu_path"]
    if link and link.startswith("https://"):
        return f"<{plain(link)}>"
    if display:
        return code_span(display)
    steps = [_inert(" › ".join(paths[language])) for language in words.preferred(paths)]
    return "".join(steps) or words("lookup.inside")


def _inert(text: str) -> str:
    """Text in which no markup works and nobody is called."""
    return escaped(text).translate(_NOTIFYING)
