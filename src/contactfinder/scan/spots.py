"""Where contacts stand in a text, each as it is written: what is asked of the registry, and how it is disguised."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import numeric

from contactfinder.contacts import handle
from contactfinder.contacts.patterns import pattern
from contactfinder.contacts.phone import NANP_DIGITS
from contactfinder.scan import markup, spelled
from contactfinder.scan.addresses import Address, Addresses
from contactfinder.scan.company import MOST_SHAPED, NOT_SHAPED, UNNATURAL
from contactfinder.scan.disguises import SPACED, disguises_in_address, disguises_of
from contactfinder.scan.finding import Disguise
from contactfinder.scan.folding import OVERRIDE
from contactfinder.scan.numbers import Number, Reader, numbers
from contactfinder.scan.vanity import vanity_numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from contactfinder.scan.folding import Folding
    from contactfinder.scan.gate import Sight, Stretch

REGION = 2  # letters of a country's code
TOGETHER = 4  # characters between a number and the same number again
LONGEST_HASH = 128  # characters
MOST_LEAD = 128  # characters of a tag between a plus and its number
_SAID = ("international", "abroad", "vanity")  # how a number is read that says itself where it is dialled
_NATURAL = {(3, 3, 4), (1, 3, 3, 4), (4, 3, 4)}
# Endings that are more often those of hosts than of names in programs.
_ENDINGS = "com net org info xyz online site top live support help io app us uk cc me vip click shop store tech pro biz"
_COMMON_ENDINGS = frozenset(_ENDINGS.split())
_OF_FILES = "am cc in md mk mm pl pm ps py rs sc sh so st tf ts vi zip"  # and of countries
_FILE_ENDINGS = frozenset(_OF_FILES.split())
_OF_HOST = pattern(r"[/?#:]")  # what ends one
_CODE = pattern(r"[(='\"`{]\s?$")
_ASSIGNED = pattern(  # a value in a program, but phone=… is a link that dials; or the number of something else
    r"(?<!phone)= ?$|(?:order|invoice|tracking|customer|ticket|case|serial|booking|reference|订单|单号|编号|客户号)"
    r"(?: ?(?:number|no|nr|id|is)){0,2}\.?[ :#]{0,3}$",
    re.IGNORECASE,
)
_DIALS = pattern(r"(?<=send\?phone)=(?=[1-9])")  # of WhatsApp: the country code follows
_DATED = pattern(r":\d\d|\d[-/.]\d{1,2}[-/.]\d")  # a date or a time may be there
_DATES = pattern(
    r"(?<![\d+])(?:19|20)\d\d([-/.])\d{1,2}\1\d{1,2}(?!\d)|(?<![^\s,;(\[T])\d{1,2}:\d\d(?::\d\d)?(?![^\s,;.)\]Z])"
)
ACCOUNT_HOSTS = frozenset(host for network in handle.NETWORKS.values() for host in network.hosts)
_LEAD = pattern(r"[([{]?\+\0{0,60}[ ~([{<]{0,5}\0{0,60}$|[([{]$")  # with a tag between
# Words with which a number is to be read from its end.
BACKWARDS = (
    *("right to left", "backward", "reverse", "derecha a izq", "invierte", "al rev"),
    *("从右往左", "倒着", "反着", "反过来"),
)
_BACKWARDS = pattern(
    rf"([0-9+(][0-9+ ().-]{{7,30}}[0-9+)])[^\w\n]{{0,6}}(?:\w+ )?(?:{'|'.join(BACKWARDS)})", re.IGNORECASE
)
_TURNED = pattern(f"{OVERRIDE}([^\u202a-\u202e\u2066-\u2069\n]{{4,200}})")
_BRACKETS = pattern(r"[()\[\]{}<>]")
_TOKEN_BEFORE, _TOKEN_BEHIND = pattern("[0-9a-zA-Z]+$"), pattern("[0-9a-zA-Z]+")
_HEX = pattern("(?=[0-9]*[a-fA-F])(?:0x)?[0-9a-fA-F]+")  # what touches the digits of a hash
_LEADING = " ~([{<\0"  # between a plus and its number


class Spot(NamedTuple):
    """A contact in a text, not yet judged: where it stands, what is asked of the registry, and how it is written."""

    start: int
    end: int
    claim: str
    disguise: tuple[Disguise, ...]
    shape: int = 0
    number: str = ""  # E.164
    plain: str = ""  # an address in plain characters
    nameless: bool = False
    bare: bool = False
    is_code: bool = False


def numbers_in(sight: Sight, stretch: Stretch, folding: Folding, reader: Reader) -> Iterator[Spot]:
    """The phone numbers in a stretch of text, from left to right."""
    begin, end, *_ = stretch
    piece, folded, turns = _as_shown(sight, begin, end)
    undone = markup.undone(folded, folding)
    if not stretch.plain or spelled.may_be_in(sight.words.between(begin, end)):
        plain = spelled.replaced(undone)
    else:
        plain = undone
    if _DATED.search(plain):
        plain = _DATES.sub(_blotted, plain)
    if "=" in plain:
        plain = _DIALS.sub("+", plain)
    found = _apart(sorted([*numbers(plain, reader), *vanity_numbers(undone)]))
    for before, number, after in zip([None, *found], found, [*found[1:], None], strict=False):
        spot = _turned_back(_phone(number, piece, folded, plain, begin), turns)
        twice = _is_repeated(before, number) or _is_repeated(number, after)
        yield spot._replace(disguise=(*spot.disguise, Disguise.REPEATED)) if twice else spot


def addresses_in(
    sight: Sight, stretch: Stretch, folding: Folding, is_ending: Callable[[str], bool]
) -> Iterator[Spot]:
    """The links, addresses and accounts in a stretch of text, from left to right."""
    begin, end, *_ = stretch
    piece, folded, turns = _as_shown(sight, begin, end)
    for address in Addresses(piece, folded, markup.undone(folded, folding), is_ending).all():
        spot = Spot(
            address.start + begin,
            address.end + begin,
            address.text,
            disguises_in_address(address, piece, folded),
            plain=address.plain,
            nameless=address.nameless,
            bare=address.bare,
            is_code=address.bare and _is_code(piece, address),
        )
        yield _turned_back(spot, turns)


def _as_shown(sight: Sight, begin: int, end: int) -> tuple[str, str, list[tuple[int, int]]]:
    """A stretch and its plain characters as a screen shows them, and where they were turned round (Unicode TR 9)."""
    piece, folded = sight.text[begin:end], sight.folded[begin:end]
    turns = [match.span(1) for match in _TURNED.finditer(piece)] if OVERRIDE in piece else []
    if not turns and any(map(folded.lower().__contains__, BACKWARDS)):
        turns = [match.span(1) for match in _BACKWARDS.finditer(folded)]
    if not turns:
        return piece, folded, []
    for first, last in turns:
        piece, folded = (f"{text[:first]}{text[first:last][::-1]}{text[last:]}" for text in (piece, folded))
    return piece, folded, [(first + begin, last + begin) for first, last in turns]


def _turned_back(spot: Spot, turns: list[tuple[int, int]]) -> Spot:
    """The place of a contact in the text as it is stored."""
    for first, last in turns:
        if first <= spot.start and spot.end <= last:
            start, end = first + last - spot.end, first + last - spot.start
            return spot._replace(start=start, end=end, disguise=(*spot.disguise, Disguise.INVISIBLE))
    return spot


def _is_code(piece: str, address: Address) -> bool:
    """Whether what looks like a host may be the name of something in a program, or of a file."""
    host = _OF_HOST.split(address.plain, 1)[0]
    ending = host.rpartition(".")[2]
    is_account = host in ACCOUNT_HOSTS and "/" in address.plain
    if is_account or ("-" in host and ending not in _FILE_ENDINGS):
        return False
    before, after = piece[max(0, address.start - 2) : address.start], piece[address.end : address.end + 2]
    return (
        ending not in _COMMON_ENDINGS or bool(_CODE.search(before)) or after.strip()[:1] in set("(=)'\"`[]{}")
    )


def _apart(found: Iterable[Number]) -> list[Number]:
    """Those that do not reach into the one before."""
    apart: list[Number] = []
    for number in found:
        if not apart or number.start >= apart[-1].end:
            apart.append(number)
    return apart


def _is_repeated(first: Number | None, second: Number | None) -> bool:
    """Whether a number stands twice, with next to nothing between."""
    if first is None or second is None:
        return False
    return first.e164 == second.e164 and second.start - first.end <= TOGETHER


def _blotted(date: re.Match[str]) -> str:
    return "x" * len(date[0])


def _phone(number: Number, piece: str, folded: str, plain: str, begin: int) -> Spot:
    start, end = _with_signs(number, plain)
    start += piece[start] == "="  # which stands for a plus
    raw, shown = piece[start:end], plain[start:end]
    touching = piece[start - 1 : start] if start else "", piece[end : end + 1]
    disguise = disguises_of(
        raw, shown, folded[start:end], number, plain[max(0, start - 16) : start], touching
    )
    claim = f"+{number.e164.removeprefix('+1')}" if "+" in shown and number.how == "home" else number.e164
    shape = _shape(number, raw, shown, disguise)
    if "+" not in shown and any(map(str.isalnum, touching)) and _is_of_hash(plain, start, end):
        shape = NOT_SHAPED
    if (
        "+" not in shown
        and UNNATURAL.isdisjoint(disguise)
        and _ASSIGNED.search(plain, max(0, start - 24), start)
    ):
        shape = NOT_SHAPED  # a value in a program
    return Spot(start + begin, end + begin, claim, disguise, shape, number.e164)


def _is_of_hash(plain: str, start: int, end: int) -> bool:
    """Whether what touches digits makes a hash of them."""
    before = _TOKEN_BEFORE.search(plain, max(0, start - LONGEST_HASH), start)
    behind = _TOKEN_BEHIND.match(plain, end)
    return bool(_HEX.fullmatch("".join(part[0] for part in (before, behind) if part)))


def _shape(number: Number, raw: str, shown: str, disguise: tuple[Disguise, ...]) -> int:
    """How much a number looks like one that is given to be dialled: 2 like most, 1 like some, 0 like any digits."""
    if "+" in shown or number.how in _SAID or number.groups in _NATURAL:
        return MOST_SHAPED
    others = sum(not c.isascii() and numeric(c, -1) >= 0 for c in raw)
    if len(number.how) == REGION or others >= SPACED or not UNNATURAL.isdisjoint(disguise):
        return 1
    american = number.e164.startswith("+1")
    return int(american and (sum(number.groups) == NANP_DIGITS + 1 or number.groups.count(1) >= SPACED))


def _with_signs(number: Number, plain: str) -> tuple[int, int]:
    """Where a number begins and ends together with its plus and its brackets."""
    start, end = number.start, number.end
    before = plain[max(0, start - MOST_LEAD) : start]
    if before.endswith(("(", "[", "{")) or before.rstrip(_LEADING).endswith("+"):
        lead = _LEAD.search(before)
        start -= len(before) - lead.start() if lead else 0
    for opening, closing in ("()", "[]", "{}", "<>") if _BRACKETS.search(plain, start, end) else ():
        if plain.count(opening, start, end) > plain.count(closing, start, end):
            end += plain[end : end + 1] == closing
            start += plain[start] == opening and plain[end - 1] != closing
    return start, end
