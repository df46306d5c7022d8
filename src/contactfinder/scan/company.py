"""The company that a contact keeps: a number or an address alone is no support claim."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from contactfinder.scan import cues
from contactfinder.scan.cues import Word
from contactfinder.scan.finding import Disguise, Signal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contactfinder.scan.brands import Brands, Named

BEFORE, AFTER = 260, 180  # characters around a contact in which its company is looked for
AHEAD = 4  # times as far as it is counts a name that comes after the contact
BESIDE = 40  # characters between a contact and the word that calls for it
MOST_SHAPED, NOT_SHAPED = 2, -1  # how much a number looks like one to dial
HINTS = 2  # that may come together by chance: a platform, a call, a help desk
ENOUGH_NAMED = 4  # the same where a platform is named
BRAND = 2  # points of a name at most
ENOUGH = 5  # points that make a contact a claim
_POINTS = {
    Signal.CALL: 1,
    Signal.URGENCY: 1,
    Signal.TROUBLE: 2,
    Signal.SECRETS: 2,
    Signal.REMOTE_ACCESS: 2,
    Signal.PAYMENT: 1,
    Signal.CRYPTO: 1,
    Signal.PHONE_SIGN: 1,
}
_ASKING = {Signal.SUPPORT, Signal.SECRETS, Signal.REMOTE_ACCESS}
_ASIDE = {Signal.TROUBLE, Signal.CRYPTO, Signal.SECRETS, Signal.REMOTE_ACCESS, Signal.PHONE_SIGN}
_OF_COINS = {Signal.TROUBLE, Signal.CRYPTO}  # recover your stolen coins
UNNATURAL = frozenset(  # nobody writes an honest contact like this
    {
        Disguise.OTHER_DIGITS,
        Disguise.SPELLED_DIGITS,
        Disguise.INVISIBLE,
        Disguise.MARKUP,
        Disguise.OTHER_LETTERS,
    }
)
ODD = frozenset(
    {Disguise.SYMBOLS, Disguise.LETTERS_AS_DIGITS, Disguise.SPACED, Disguise.SPELLED_SIGNS, Disguise.DEFANGED}
)


T = TypeVar("T", Word, "Named")


class Surroundings:
    """A piece of text around one or several contacts: its signals, and the platforms that are named, once asked for."""

    def __init__(self, text: str, folded: str, at: int, brands: Brands) -> None:
        """The piece begins at `at` of the whole text."""
        self._at, self._text, self._folded, self._brands = at, text, folded, brands
        self._lowered = folded.lower()

    def words(self, first: int, last: int) -> list[Word]:
        """Every signal between two places."""
        return _between(self._words, first, last)

    def brands(self, first: int, last: int) -> list[Named]:
        """Every platform that is named there."""
        return _between(self._brands_named, first, last)

    @cached_property
    def _words(self) -> list[_Run[Word]]:
        at, found = self._at, cues.words_in(self._lowered, self._text)
        return _runs(Word(signal, start + at, end + at, weak) for signal, start, end, weak in found)

    @cached_property
    def _brands_named(self) -> list[_Run[Named]]:
        """Looked for only when it matters, since most contacts keep no company at all."""
        found = self._brands.named(self._lowered, self._folded)
        return _runs(n._replace(start=n.start + self._at, end=n.end + self._at) for n in found)


class _Run(NamedTuple, Generic[T]):
    """What was found from left to right, and where each of it begins, to be looked up when there are thousands of contacts."""

    found: list[T]
    starts: list[int]


def _runs(found: Iterable[T]) -> list[_Run[T]]:
    """What was found, in its order: one run for each time that the text was gone through."""
    runs: list[_Run[T]] = []
    for one in found:
        if not runs or one.start < runs[-1].starts[-1]:
            runs.append(_Run([], []))
        runs[-1].found.append(one)
        runs[-1].starts.append(one.start)
    return runs


def _between(runs: list[_Run[T]], first: int, last: int) -> list[T]:
    """What stands whole between two places."""
    return [
        one
        for run in runs
        for one in run.found[bisect_left(run.starts, first) : bisect_right(run.starts, last)]
        if one.end <= last
    ]


class Company:
    """What stands around one contact: signals and platforms, their places counted from the text's beginning."""

    def __init__(self, around: Surroundings, start: int, end: int, named_inside: bool) -> None:
        """A platform may be `named_inside` an address, but not in the digits of a number."""
        self._around, self._named_inside = around, named_inside
        self.start, self.end = start, end

    @cached_property
    def words(self) -> list[Word]:
        """The signals around it."""
        found = self._around.words(self.start - BEFORE, self.end + AFTER)
        return [word for word in found if not self.start < word.end <= self.end]

    @cached_property
    def brands(self) -> list[Named]:
        """The platforms that are named around it."""
        named = self._around.brands(self.start - BEFORE, self.end + AFTER)
        return [b for b in named if self._named_inside or not self.start < b.end <= self.end]

    @cached_property
    def signals(self) -> frozenset[Signal]:
        """The signals that say something for themselves."""
        return frozenset(word.signal for word in self.words if not word.weak)

    @cached_property
    def calls(self) -> bool:
        """Whether the words right before the contact, or right behind it, call for using it."""
        near = (w for w in self.words if w.signal in (Signal.CALL, Signal.PHONE_SIGN, Signal.SUPPORT))
        return any(0 <= self.start - w.end <= BESIDE or 0 <= w.start - self.end <= BESIDE // 2 for w in near)

    @property
    def urges(self) -> bool:
        """Whether a verb before the contact calls for a call, or a word for a phone is one by standing right before it."""
        near = (w for w in self.words if w.signal is Signal.CALL)
        return any(0 <= self.start - w.end <= (1 if w.weak else BESIDE) for w in near)

    @cached_property
    def points_at(self) -> bool:
        """Whether words right before the contact say that it is one to call."""
        pointing = (Signal.CALL, Signal.PHONE_SIGN)
        near = (w for w in self.words if w.signal in pointing or (w.signal is Signal.SUPPORT and not w.weak))
        return any(0 <= self.start - w.end <= BESIDE for w in near)

    @cached_property
    def asks(self) -> bool:
        """Whether it is said that this is some support, or that somebody wants secrets."""
        return bool(self.signals & _ASKING)

    @property
    def is_plain(self) -> bool:
        """The same, or whose support it is, or whom to call in need."""
        in_need = Signal.TROUBLE in self.signals or Signal.CRYPTO in self.signals
        pointed = self.asks and (self.calls or bool(self.signals & _ASIDE))
        return self.names_platform or pointed or (self.urges and in_need) or self.signals >= _OF_COINS

    @cached_property
    def names_platform(self) -> bool:
        """Whether a platform is named: one whose name is a word as well only as a name, or beside what it is about."""
        sure = any(not named.everyday or named.as_name for named in self.brands)
        return sure or (bool(self.brands) and bool(self.signals & {*_ASKING, *_OF_COINS}))

    @property
    def is_named_inside(self) -> bool:
        """Whether a platform is named in the contact itself."""
        return any(self.start <= named.start and named.end <= self.end for named in self.brands)

    @property
    def points(self) -> int:
        """How much of it there is."""
        return self.points_aside + max((1 if named.everyday else BRAND for named in self.brands), default=0)

    @cached_property
    def points_aside(self) -> int:
        """How much of it there is beside the names."""
        support = 2 if Signal.SUPPORT in self.signals else int(self._hints(Signal.SUPPORT))
        topic = int(Signal.TROUBLE not in self.signals and self._hints(Signal.TROUBLE))
        return support + topic + self.calls + sum(_POINTS.get(signal, 0) for signal in self.signals)

    def _hints(self, signal: Signal) -> bool:
        """Whether there is some word for it, however weak."""
        return any(word.signal is signal for word in self.words)

    def nearest(self, owners: Iterable[str] = ()) -> Named | None:
        """The platform that the contact is claimed for: one of its owners if named, else the nearest."""
        if not self.brands:
            return None
        theirs = set(owners)
        return min(self.brands, key=lambda n: (n.platform not in theirs, self._distance(n), -n.end))

    def _distance(self, named: Named) -> int:
        """How far a name is from the contact: one behind it counts as farther."""
        if named.end <= self.start:
            return 1 + self.start - named.end
        return AHEAD * max(0, named.start - self.end)


def is_number_claim(company: Company, disguises: Iterable[Disguise], shape: int) -> bool:
    """Whether a number is given as somebody's support; `shape` says how much it looks like one that is dialled (0 to 2)."""
    if shape == NOT_SHAPED or (shape == 0 and not (company.points_at and company.is_plain)):
        return False
    tricks = set(disguises)
    unnatural = bool(tricks & UNNATURAL) and shape > 0
    odd = bool(tricks & ODD) and shape == MOST_SHAPED
    if company.points_aside + BRAND + shape + 2 * unnatural + odd < ENOUGH_NAMED:
        return False  # whatever is named: to look for names is what takes time
    points = company.points + shape + 2 * unnatural + odd
    if company.names_platform:
        return points >= ENOUGH_NAMED
    return points >= ENOUGH and (company.is_plain or unnatural or (odd and company.points_at))


def is_address_claim(
    company: Company, disguises: Iterable[Disguise], speaks: int, is_account: bool = False
) -> bool:
    """The same for a link, an address or an account; `speaks`: it says itself (1, 2) that it is somebody's support."""
    odd = bool(set(disguises) & (UNNATURAL | ODD))
    wanted = company.asks or Signal.TROUBLE in company.signals
    if not (company.calls or wanted or speaks or odd):
        return False
    hints = company.calls + wanted + speaks + odd + is_account
    if hints < HINTS and not speaks:
        return False  # whatever is named: to look for names is what takes time
    named = company.names_platform + hints
    said = bool(speaks) and (wanted or company.calls)
    about = company.names_platform or Signal.CRYPTO in company.signals or said
    enough = named > HINTS or (bool(speaks) and company.is_named_inside)
    return about and enough and company.points + 2 * bool(speaks) + odd >= ENOUGH_NAMED
