"""The company that a contact keeps: a number or an address alone is no support claim."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from contactfinder.contacts.patterns import pattern
from contactfinder.scan import cues
from contactfinder.scan.cues import Word
from contactfinder.scan.finding import Disguise, Signal

if TYPE_CHECKING:
    from contactfinder.scan.brands import Brands, Named
    from contactfinder.scan.gate import Sight

BEFORE, AFTER = 260, 180  # characters around a contact in which its company is looked for
LONGEST_BLOCK = 4096  # characters of code before a contact in it
PRIVATE = 60  # characters beside a number in which words of private life are looked for
BLOCK = 512  # characters that are looked through at once where contacts stand close together
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
_OF_CALLS = {Signal.CALL, Signal.URGENCY}  # friends call as well, and now
_PRESSING = {Signal.TROUBLE, Signal.URGENCY}
_TELLING = _ASKING | _OF_COINS  # what a name is about that is also a word
UNNATURAL = frozenset(  # nobody writes an honest contact like this
    {
        Disguise.OTHER_DIGITS,
        Disguise.SPELLED_DIGITS,
        Disguise.SPELLED_SIGNS,
        Disguise.INVISIBLE,
        Disguise.MARKUP,
        Disguise.OTHER_LETTERS,
    }
)
ODD = frozenset({Disguise.SYMBOLS, Disguise.LETTERS_AS_DIGITS, Disguise.SPACED, Disguise.DEFANGED})


_MESSAGE = pattern(
    r"\[(?:\d{1,4}[-./]\d{1,2}[-./]\d{1,4},? ?)?\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]m)?\]|<[^>\n]{1,32}> "
    r"|\d{1,4}[-./]\d{1,2}[-./]\d{1,4},? \d{1,2}:\d\d(?::\d\d)?(?: ?[ap]m)? ?[-–] "
)
_ON_FILE = pattern(r"\b(?:phone|number|mobile|contact|tel)\b[^.\n]{0,20}\bon file\b")
_PRIVATE = pattern(
    r"\b(?:my|his|her|their|mum.?s|mom.?s|dad.?s|customer.?s|landlord.?s)\s+(?:new\s+)?(?:number|phone|mobile|cell|landline|tel)\b"
    r"|\b(?:text|call|ring|phone|reach|ping) me\b"
    r"|\b(?:dentist|doctor|vet|plumber|electrician|taxi|cab|pizza|restaurant|garage|caretaker|hairdresser|school|clinic|pharmacy"
    r"|bakery|florist|mechanic|landlord|neighbou?r|grandma|meetup)\b"
    r"|我的?(?:新?(?:电话|手机|号码))|打给我|打我|[妈爸姐哥弟妹]的|师傅|牙医|医生|餐馆|饭店|订位|便利店|修理厂|物业|快递|幼儿园|学校"
    r"|\bmi (?:numero|telefono|movil|celular)\b|\bllamame\b"
)
T = TypeVar("T", Word, "Named")


class Surroundings:
    """The signals of a text and the platforms named in it: looked for only where they are asked for, and only once."""

    def __init__(self, sight: Sight, brands: Brands) -> None:
        self._sight, self._lowered, self._brands = sight, sight.folded.lower(), brands
        self._words: _Found[Word] = _Found(len(self._lowered))
        self._named: _Found[Named] = _Found(len(self._lowered))

    def words(self, first: int, last: int) -> list[Word]:
        """Every signal between two places."""
        return self._words.between(first, last, self._words_between)

    def line(self, start: int, end: int) -> tuple[int, int]:
        """Where the line begins and ends in which something stands."""
        text = self._sight.text
        behind = text.find("\n", end)
        return text.rfind("\n", 0, start) + 1, len(text) if behind < 0 else behind

    def is_message(self, line: int) -> bool:
        """Whether a line begins like one in a log of a chat: with a time, or with a name between angle brackets."""
        return bool(_MESSAGE.match(self._sight.text, line))

    def is_on_file(self, first: int, last: int) -> bool:
        """Whether it is said that a number is kept of a customer."""
        return self._lowered.find("on file", first, last) >= 0 and bool(
            _ON_FILE.search(self._lowered, first, last)
        )

    def speaks_of_private_life(self, first: int, last: int) -> bool:
        """Whether words say that a number is somebody's own, or that of a dentist."""
        return bool(_PRIVATE.search(self._lowered, first, last))

    def is_code(self, at: int) -> bool:
        """Whether a place lies in a block of Markdown that is code in some language."""
        fence = self._sight.text.rfind("\n```", max(0, at - LONGEST_BLOCK), at)
        return (
            fence >= 0 and self._sight.text[fence + 4 : fence + 5].isalpha()
        )  # one that closes bears no name

    def points_between(self, first: int, last: int) -> bool:
        """Whether some word may stand there that calls for using a contact: told in a fraction of the time."""
        words = self._sight.words.between(max(0, first), last)
        return cues.may_point(words) or not self._sight.text[max(0, first) : last].isascii()

    def brands(self, first: int, last: int) -> list[Named]:
        """Every platform that is named there."""
        return self._named.between(first, last, self._named_between)

    def _words_between(self, start: int, end: int) -> Iterable[Word]:
        words = self._sight.words.between(start, end)
        return cues.words_in(self._lowered, self._sight.text, words, start, end)

    def _named_between(self, start: int, end: int) -> Iterable[Named]:
        words = self._sight.words.between(start, end)
        return self._brands.named(self._lowered, self._sight.folded, words, start, end)


# Not kept with what was found: it belongs to who asks, and a circle of the two would stay in memory for long.
Look = Callable[[int, int], Iterable[T]]


class _Found(Generic[T]):
    """What begins in the parts of a text that have been looked through, from left to right."""

    def __init__(self, length: int) -> None:
        self._length = length
        self._found: list[T] = []
        self._starts: list[int] = []
        self._edges: list[int] = []  # where parts that have been looked through begin and end, in turn

    def between(self, first: int, last: int, look: Look[T]) -> list[T]:
        """What stands whole between two places; `look` finds what begins between two."""
        first, last = max(0, first), min(last, self._length)
        self._look_through(first, last, look)
        begin, end = bisect_left(self._starts, first), bisect_right(self._starts, last)
        return [one for one in self._found[begin:end] if one.end <= last]

    def _look_through(self, first: int, last: int, look: Look[T]) -> None:
        """What has not been looked through before; and somewhat ahead where one contact follows the other."""
        edges = self._edges
        while first < last:
            at = bisect_right(edges, first)
            if at % 2:
                first = edges[at]
                continue
            ahead = first + BLOCK if at and edges[at - 1] == first else last
            end = min(max(last, ahead), edges[at] if at < len(edges) else self._length)
            edges[at:at] = first, end
            self._add(sorted(sorted(set(look(first, end))), key=_start), first)
            first = end

    def _add(self, found: list[T], start: int) -> None:
        at = bisect_left(self._starts, start)
        self._found[at:at] = found
        self._starts[at:at] = map(_start, found)


_start = attrgetter("start")


class Company:
    """What stands around one contact: signals and platforms, their places counted from the text's beginning."""

    def __init__(self, around: Surroundings, start: int, end: int, named_inside: bool) -> None:
        """A platform may be `named_inside` an address, but not in the digits of a number."""
        self._around, self._named_inside = around, named_inside
        self.start, self.end = start, end
        self._first, self._last = self._message()
        self.words = self._chosen(around.words(self._first, self._last))
        self.signals = frozenset([word.signal for word in self.words if not word.weak])
        self._hints = {word.signal for word in self.words}  # however weak
        self._read([word for word in self.words if word.signal in cues.POINTING])

    def _message(self) -> tuple[int, int]:
        """Where its company is looked for: in a log of a chat, only in what the same person says with it."""
        first, last = self.start - BEFORE, self.end + AFTER
        line, behind = self._around.line(self.start, self.end)
        return (max(first, line), min(last, behind)) if self._around.is_message(line) else (first, last)

    def _chosen(self, words: list[Word]) -> list[Word]:
        """Not the words in the contact itself."""
        return [word for word in words if not self.start < word.end <= self.end]

    def _read(self, pointing: list[Word]) -> None:
        """What the words do that stand close by.

        `calls`: those right before the contact, or right behind it, call for using it. `points_at`: those before it say
        that it is one to call. `urges`: a verb does, or a word for a phone that is one by standing right before it.
        """
        first, last = self.start, self.end
        before = [word for word in pointing if 0 <= first - word.end <= BESIDE]
        self.calls = bool(before) or any(0 <= word.start - last <= BESIDE // 2 for word in pointing)
        self.points_at = any(not word.weak or word.signal is not Signal.SUPPORT for word in before)
        self.urges = any(
            word.signal is Signal.CALL and (not word.weak or first - word.end <= 1) for word in before
        )

    @cached_property
    def brands(self) -> list[Named]:
        """The platforms that are named around it."""
        named = self._around.brands(self._first, self._last)
        return [b for b in named if self._named_inside or not self.start < b.end <= self.end]

    @property
    def asks(self) -> bool:
        """Whether it is said that this is some support, or that somebody wants secrets."""
        return not _ASKING.isdisjoint(self.signals)

    @property
    def is_private(self) -> bool:
        """Whether it is given as somebody's own, or a shop's, and the same line says nothing of support or coins."""
        line, behind = self._around.line(self.start, self.end)
        near = max(line, self.start - PRIVATE), min(behind, self.end + PRIVATE)
        if self._is_told_in(line, behind):
            return self._around.is_on_file(*near)
        return self._around.speaks_of_private_life(*near) or self._around.is_on_file(*near)

    def _is_told_in(self, line: int, behind: int) -> bool:
        """Whether a line speaks of support, trouble or coins, or names a platform."""
        words = [
            w for w in self.words if line <= w.start < behind and not w.weak and w.signal not in _OF_CALLS
        ]
        return bool(words) or any(named.as_name and line <= named.start < behind for named in self.brands)

    @property
    def is_example(self) -> bool:
        """Whether it stands in code and names neither a platform nor what thieves speak of."""
        speaks = self.names_platform or not _OF_COINS.isdisjoint(self.signals)
        return not speaks and self._around.is_code(self.start)

    @property
    def is_plain(self) -> bool:
        """The same, or whose support it is, or whom to call in need."""
        in_need = Signal.TROUBLE in self.signals or Signal.CRYPTO in self.signals
        pointed = self.asks and (self.calls or not _ASIDE.isdisjoint(self.signals))
        return pointed or (self.urges and in_need) or self.signals >= _OF_COINS or self.names_platform

    @cached_property
    def names_platform(self) -> bool:
        """Whether a platform is named: one whose name is a word as well only as a name, or beside what it is about."""
        sure = any(not named.everyday or named.as_name for named in self.brands)
        return sure or (bool(self.brands) and not _TELLING.isdisjoint(self.signals))

    @property
    def is_named_inside(self) -> bool:
        """Whether a platform is named in the contact itself."""
        return any(self.start <= named.start and named.end <= self.end for named in self.brands)

    @property
    def points(self) -> int:
        """How much of it there is."""
        return self.points_aside + max([1 if named.everyday else BRAND for named in self.brands], default=0)

    @cached_property
    def points_aside(self) -> int:
        """How much of it there is beside the names."""
        support = (Signal.SUPPORT in self._hints) + (Signal.SUPPORT in self.signals)
        topic = Signal.TROUBLE in self._hints and Signal.TROUBLE not in self.signals
        return support + topic + self.calls + sum([_POINTS.get(signal, 0) for signal in self.signals])

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


class Prospect(Company):
    """The best company that any contact in a stretch of text could keep."""

    def __init__(self, around: Surroundings, start: int, end: int) -> None:
        super().__init__(around, start, end, named_inside=True)

    def _message(self) -> tuple[int, int]:
        return self.start - BEFORE, self.end + AFTER

    def _chosen(self, words: list[Word]) -> list[Word]:
        return words

    @property
    def is_private(self) -> bool:
        """It may be another's."""
        return False

    @property
    def is_example(self) -> bool:
        """It may be none."""
        return False

    def _read(self, pointing: list[Word]) -> None:
        self.calls = self.points_at = bool(pointing)
        self.urges = Signal.CALL in self._hints


def is_number_claim(company: Company, disguises: Iterable[Disguise], shape: int) -> bool:
    """Whether a number is given as somebody's support; `shape` says how much it looks like one that is dialled (0 to 2)."""
    return _is_given(company, set(disguises), shape) and not company.is_private


def _is_given(company: Company, tricks: set[Disguise], shape: int) -> bool:
    if shape == NOT_SHAPED or (shape == 0 and not (company.points_at and company.is_plain)):
        return False
    unnatural = bool(tricks & UNNATURAL) and shape > 0
    odd = bool(tricks & ODD) and shape == MOST_SHAPED
    if company.points_aside + BRAND + shape + 2 * unnatural + odd < ENOUGH_NAMED:
        return False  # whatever is named: to look for names is what takes time
    points = company.points + shape + 2 * unnatural + odd
    if company.names_platform:
        return points >= ENOUGH_NAMED
    enough = points >= ENOUGH and (company.is_plain or unnatural or (odd and company.points_at))
    return enough and not company.is_example


class Says(NamedTuple):
    """What an address says of itself, in what its owner could choose of it: that it is support, or has to do with coins."""

    support: bool = False
    coins: bool = False


def is_address_claim(
    company: Company, disguises: Iterable[Disguise], says: Says, is_account: bool = False
) -> bool:
    """The same for a link, an address or an account."""
    odd = bool(set(disguises) & (UNNATURAL | ODD))
    wanted = company.asks or Signal.TROUBLE in company.signals
    if not (company.calls or wanted or says.support or odd):
        return False
    asked_for = company.calls and wanted and not _PRESSING.isdisjoint(company.signals)
    hints = company.calls + wanted + says.support + odd + is_account
    hints += says.coins and (says.support or asked_for)
    if hints < HINTS and not says.support:
        return False  # whatever is named: to look for names is what takes time
    named = company.names_platform + hints
    said = says.support and (wanted or company.calls)
    about = company.names_platform or Signal.CRYPTO in company.signals or said
    enough = named > HINTS or (says.support and company.is_named_inside)
    return about and enough and company.points + 2 * says.support + odd >= ENOUGH_NAMED
