"""Whether a fact stands on a page, by the same finder that `scan` uses."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from typing import NamedTuple
from urllib.parse import unquote

import phonenumbers

from contactfinder.contacts import Contact, Kind, parse, web
from contactfinder.documents import Passage
from contactfinder.errors import UnreadableContact
from contactfinder.recheck.facts import Fact, Part
from contactfinder.recheck.page import Page
from contactfinder.recheck.reading import Sight, folded
from contactfinder.recheck.result import Cause, Result, State
from contactfinder.recheck.targets import address
from contactfinder.recheck.warning import warns
from contactfinder.registry.compile import key_of
from contactfinder.registry.index import Index
from contactfinder.scan import Scanner, Signal

MOST = 5_000  # contacts of one page that are looked at, and as many links
SHOWN = 3  # contacts that stand there instead
_CALLING = {Signal.CALL, Signal.SUPPORT, Signal.PHONE_SIGN}
_GIVEN = ("tel:", "mailto:")  # what is linked like this is given to be used
_SHOWN = re.compile(r"\s*(?:(?P<number>[+(]?\d[\d\s().-]{6,30}\d)|(?P<mail>[\w.+-]{1,64}@[\w.-]{1,200}\w))")
_NO_DIGITS = re.compile(r"%[0-9a-fA-F]{2}|\D")
LAST = 6  # digits that are the same in every writing of a number
_HOME = re.compile(r"/?(?:[a-z]{2}(?:-[a-z]{2,4})?/?)?", re.IGNORECASE)  # in some language


class Mention(NamedTuple):
    """A contact on a page: whether the words around it warn of it, and whether it is given to be used."""

    contact: Contact
    is_warned: bool
    is_given: bool

    @property
    def key(self) -> str:
        """What is compared."""
        return key_of(self.contact)


_Judged = tuple[State, Cause | None, tuple[str, ...]]
_CONFIRMED: _Judged = (State.CONFIRMED, None, ())
Listed = Mapping[str, Collection[str]]


class Looker:
    """Looks for facts on pages. `listed` has the keys of all contacts of each platform."""

    def __init__(self, index: Index, listed: Listed) -> None:
        self._listed = listed
        self._scanner = cache(lambda country: Scanner(index, country, everything=True))

    def results(self, page: Page, facts: Iterable[Fact]) -> Iterator[Result]:
        """What became of the facts whose source a page is."""
        try:
            look = _Look(page, Sight(page), self._scanner, self._listed)
        except ValueError:
            look = None
        for fact in facts:
            judged = look.judged(fact) if look else (State.UNREACHABLE, Cause.NO_TEXT, ())
            yield Result(fact, judged[0], judged[1], page.hops, None, judged[2])


class _Look:
    """One page, and what was found on it so far."""

    def __init__(
        self, page: Page, sight: Sight, scanner: Callable[[str | None], Scanner], listed: Listed
    ) -> None:
        self._page, self._sight, self._scanner, self._listed = page, sight, scanner, listed
        self._mentions = cache(self._all_mentions)

    def judged(self, fact: Fact) -> _Judged:
        """What became of a fact."""
        if self._sight.is_wall:
            return State.BLOCKED, Cause.CHALLENGE, ()
        if self._sight.is_missing:
            return State.GONE, Cause.SAYS_NOT_FOUND, ()
        if _is_page_itself(fact):
            return self._page_itself()
        if not fact.is_comparable:
            return State.NOT_TRIED, Cause.NO_PHRASE, ()
        if trouble := self._trouble_with_contact(fact):
            return trouble
        if all(folded(phrase) in self._sight.words for phrase in fact.phrases):
            return _CONFIRMED
        return self._not_there()

    def _page_itself(self) -> _Judged:
        """A channel that is the page: it is there when the page is, and says something."""
        if self._sight.is_empty:
            return State.UNREACHABLE, Cause.EMPTY_PAGE, ()
        first, last = (web.locate(hop).path for hop in (self._page.hops[0], self._page.url))
        if _HOME.fullmatch(last) and not _HOME.fullmatch(first):
            return State.CHANGED, Cause.TO_HOME_PAGE, ()
        return _CONFIRMED

    def _trouble_with_contact(self, fact: Fact) -> _Judged | None:
        """What is wrong with the contact of a fact; None when it stands there as it should, or there is none."""
        if not (fact.contact or fact.place):
            return None
        country = _country(fact)
        mentions = self._mentions(country, False)
        found = [mention for mention in mentions if _is_meant(fact, mention)]
        if any(not mention.is_warned for mention in found):
            return None
        if found:
            return State.CHANGED, Cause.WARNED, ()
        if any(_is_meant(fact, mention) for mention in self._mentions(country, True)):
            return State.UNREACHABLE, Cause.UNSEEN, ()
        if others := self._others(fact, mentions):
            return State.CHANGED, Cause.OTHER_VALUE, others
        return self._not_there(len(mentions))

    def _not_there(self, looked_at: int = 0) -> _Judged:
        """It is gone, if the page could be read to its end and says anything at all."""
        if self._sight.is_empty:
            return State.UNREACHABLE, Cause.EMPTY_PAGE, ()
        if looked_at >= MOST:
            return State.UNREACHABLE, Cause.TOO_LARGE, ()
        return State.GONE, Cause.NOT_THERE, ()

    def _others(self, fact: Fact, mentions: Iterable[Mention]) -> tuple[str, ...]:
        """The contacts that may have taken its place, and are not listed yet."""
        if fact.contact is None:
            return ()
        known = self._listed.get(fact.platform, ())
        alike = (m for m in mentions if not m.is_warned and _may_replace(fact.contact, m))
        return tuple(dict.fromkeys(m.contact.value for m in alike if m.key not in known))[:SHOWN]

    def _all_mentions(self, country: str | None, unseen: bool) -> list[Mention]:
        """The contacts on the page, of which those without country code are dialled in a country."""
        if unseen:
            return list(islice(self._in_texts(self._sight.unseen, country), MOST))
        links = islice(self._in_links(country), MOST)
        return [*islice(self._in_texts(self._sight.seen, country), MOST), *links]

    def _in_texts(self, texts: Iterable[Passage], country: str | None) -> Iterator[Mention]:
        for found in self._scanner(country).findings(texts):
            text, start, end = found.excerpt
            is_warned = warns(*self._sight.sentence(found.start, found.end)) or (
                bool(found.part) and warns(text[:start], text[end:])
            )
            is_given = any(cue.signal in _CALLING for cue in found.signals)
            yield Mention(found.contact, is_warned, is_given)

    def _in_links(self, country: str | None) -> Iterator[Mention]:
        for link in self._sight.links():
            try:
                claim = parse(link.address, (country,) if country else ())
            except UnreadableContact:
                continue
            before, behind = self._sight.sentence(link.at, link.at)
            is_given = link.address.startswith(_GIVEN)
            if is_given and _shows_another(link.address, behind):
                continue  # whatever it dials, people read something else
            for reading in claim.readings:
                yield Mention(reading.contact, warns(before, behind), is_given)


def _shows_another(address: str, text: str) -> bool:
    """Whether a link that dials or writes shows another number or address than it uses."""
    shown = _SHOWN.match(text)
    if shown is None:
        return False
    if shown["mail"]:
        return shown["mail"].casefold() not in unquote(address).casefold()
    number, used = (_NO_DIGITS.sub("", written) for written in (shown["number"], address.partition("?")[0]))
    return number[-LAST:] != used[-LAST:]


def _is_page_itself(fact: Fact) -> bool:
    """Whether a channel leads to the very page that is its source."""
    if fact.part is not Part.CHANNEL or fact.contact is None or fact.contact.kind is not Kind.URL:
        return False
    where = address(fact.source)
    return not isinstance(where, Cause) and where.key == key_of(fact.contact)


def _is_meant(fact: Fact, mention: Mention) -> bool:
    """Whether this is what the fact states."""
    if fact.contact:
        return mention.key == key_of(fact.contact)
    if fact.place is None or mention.contact.kind not in (Kind.URL, Kind.EMAIL):
        return False
    kind, value = mention.contact
    if kind is Kind.EMAIL:
        return web.within(value.rpartition("@")[2], "", fact.place)
    where = web.locate(value)
    return web.within(where.host, where.path, fact.place)


def _may_replace(lost: Contact, mention: Mention) -> bool:
    """Whether it is alike: a number that is given to be called, an address on the same host, an account on the same network."""
    kind, value = mention.contact
    if kind is not lost.kind:
        return False
    match kind:
        case Kind.PHONE:
            return mention.is_given
        case Kind.EMAIL:
            return value.rpartition("@")[2] == lost.value.rpartition("@")[2]
        case Kind.HANDLE:
            return value.partition(":")[0] == lost.value.partition(":")[0]
    return False  # of the many links of a page none stands for another


def _country(fact: Fact) -> str | None:
    """The country in which the number of a fact is dialled."""
    if fact.contact is None or fact.contact.kind is not Kind.PHONE:
        return None
    region = phonenumbers.region_code_for_number(phonenumbers.parse(fact.contact.value, None))
    return None if region == "001" else region
