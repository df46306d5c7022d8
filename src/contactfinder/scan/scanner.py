"""From a passage of text to findings: where contacts stand, whose they claim to be, and what the registry says of each."""

from __future__ import annotations

import re
from collections import deque
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import numeric

from contactfinder.contacts import Contact, Kind, Sign, beside, handle, phone, plans, web
from contactfinder.contacts.patterns import pattern
from contactfinder.contacts.phone import NANP_DIGITS
from contactfinder.errors import ExitCode
from contactfinder.registry.held import Held
from contactfinder.registry.near import number_keys
from contactfinder.scan import markup, spelled
from contactfinder.scan.addresses import Address, Addresses
from contactfinder.scan.brands import Brands, Named
from contactfinder.scan.company import (
    AFTER,
    BEFORE,
    MOST_SHAPED,
    NOT_SHAPED,
    UNNATURAL,
    Company,
    Surroundings,
    is_address_claim,
    is_number_claim,
)
from contactfinder.scan.disguises import SPACED, disguises_in_address, disguises_of
from contactfinder.scan.finding import Brand, Cue, Disguise, Excerpt, Finding, Signal
from contactfinder.scan.folding import Folding
from contactfinder.scan.gate import Sight
from contactfinder.scan.numbers import Number, Reader, numbers
from contactfinder.scan.regions import Regions
from contactfinder.scan.vanity import vanity_numbers
from contactfinder.verify import EXIT_CODES, Status, Verdict, Why, verify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from contactfinder.documents.passage import Passage
    from contactfinder.registry.index import Index

MOST_KEYS = 500_000  # of a table of the registry, held in memory
KEPT = 10_000  # verdicts
REGION = 2  # letters of a country's code
LATELY = 200  # findings among which one is looked for that stood in the passage before as well
TOGETHER = 4  # characters between a number and the same number again
BESIDE_SERVICE = 24  # characters between a number and the messenger on which it is an account
MOST_LEAD = 128  # characters of a tag between a plus and its number
EXCERPT = 240  # characters on each side of a contact that are shown at most
_NATURAL = {(3, 3, 4), (1, 3, 3, 4), (4, 3, 4)}
# Endings that are more often those of hosts than of names in programs.
_ENDINGS = "com net org info xyz online site top live support help io app us uk cc me vip click shop store tech pro biz"
_COMMON_ENDINGS = frozenset(_ENDINGS.split())
_OF_FILES = "am cc in md mk mm pl pm ps py rs sc sh so st tf ts vi zip"  # and of countries
_FILE_ENDINGS = frozenset(_OF_FILES.split())
_FREE_MAIL_HOSTS = """
gmail.com googlemail.com outlook.com hotmail.com live.com yahoo.com ymail.com aol.com icloud.com mail.com gmx.com gmx.net
proton.me protonmail.com tutanota.com zohomail.com yandex.com mail.ru qq.com 163.com 126.com foxmail.com sina.com
"""
_FREE_MAIL = frozenset(_FREE_MAIL_HOSTS.split())
_KNOWN = {Status.OFFICIAL, Status.OFFICIAL_DOMAIN, Status.CORROBORATED, Status.UNCONFIRMED}
# In names that anybody can choose; verify asks more of them before it accuses.
_SPEAKING = pattern(
    "help|support|desk(?!top)|recover|refund|verif|unlock|restor|claim|assist|agent|(?<![a-z])care|care(?![a-z])"
    "|resolv|secur|log-?in|sign-?in|validat|kefu|dispute|hotline"
)
_COINS = pattern("crypto|bitcoin|btc|wallet|coin|usdt")
_PLAIN = pattern(
    r"(?:https?://|(?P<user>[a-z0-9._+-]{1,64})@)?(?P<host>(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24})"
    r"(?:/[\w./~@-]*)?(?:[?#][\w./~=&%+,:;?#-]*)?",
    re.IGNORECASE | re.ASCII,
)
_PICTURE = pattern(r"\.(?:png|jpe?g|gif|svg|webp|ico|css|js)$")
_CODE = pattern(r"[(='\"`{]\s?$")
_DIGITS = pattern(r"\d")
_ASSIGNED = pattern(r"(?<!phone)= ?$")  # phone=… is a link that dials
_DIALS = pattern(r"(?<=send\?phone)=(?=[1-9])")  # of WhatsApp: the country code follows
_DATES = pattern(
    r"(?<![\d+])(?:19|20)\d\d([-/.])\d{1,2}\1\d{1,2}(?!\d)|(?<![^\s,;(\[T])\d{1,2}:\d\d(?::\d\d)?(?![^\s,;.)\]Z])"
)
_ACCOUNT_HOSTS = frozenset(host for network in handle.NETWORKS.values() for host in network.hosts)
_CLAUSE = pattern(r"[\n,;.!?，；。！？、|]")
_LEAD = pattern(r"[([{]?\+\0{0,60}[ ~([{<]{0,5}\0{0,60}$|[([{]$")  # with a tag between
_WRITTEN_FOR = {Sign.WHATSAPP: "WhatsApp", Sign.OTHER_SERVICE: "Telegram"}


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


class Host(NamedTuple):
    """What there is to say of a host: that it says itself that it is support, that nothing is known or suspected of it.

    On a `shared` host something may be known of one page and not of the next.
    """

    speaks: int
    is_unknown: bool
    is_shared: bool


class Scanner:
    """Finds contacts in passages, one after the other. Not to be shared between threads."""

    def __init__(
        self, index: Index, country: str | None = None, claimed: str | None = None, everything: bool = False
    ) -> None:
        """`country` is the user's (ISO 3166-1), `claimed` the platform that all contacts are said to belong to.

        With `everything` also numbers and addresses that nobody gives as a support contact are found.
        """
        self._index = Held.over(index, MOST_KEYS)
        self._country, self._claimed, self._everything = country, claimed, everything
        self._folding = Folding(self._index.shown)
        self._brands = Brands(self._index, self._folding)
        self._verdict = lru_cache(KEPT)(self._judged)
        self._unlisted: dict[tuple[str, str | None], Verdict] = {}
        self._host = lru_cache(KEPT)(self._about_host)
        self._is_ending = lru_cache(KEPT)(self._index.is_ending)
        self._is_suspect = lru_cache(KEPT)(self._is_known_or_near)
        self._lately: deque[tuple[int, int, str]] = deque(maxlen=LATELY)

    def findings(self, passages: Iterable[Passage]) -> Iterator[Finding]:
        """Every finding in the passages of documents, each once though passages overlap."""
        for passage in passages:
            for finding in self._in_passage(passage):
                place = (finding.start, finding.end, finding.part)
                if not passage.lead or place not in self._lately:
                    self._lately.append(place)
                    yield finding

    def _in_passage(self, passage: Passage) -> Iterator[Finding]:
        limit = len(passage.text) - passage.tail
        for spot, around in self._spots(passage.text):
            if (
                spot.start < limit
                and spot.end > passage.lead
                and (found := self._finding(passage, spot, around))
            ):
                yield found

    # -- where contacts stand

    def _spots(self, text: str) -> Iterator[tuple[Spot, Company]]:
        """Every contact with its company, in order."""
        sight = Sight(text, self._folding)
        spots = [*self._phones(sight), *self._addresses(sight)]
        taken = 0
        for group in _neighbours(sorted(spots, key=lambda spot: (spot.start, -spot.end))):
            begin, end = max(0, group[0].start - BEFORE), group[-1].end + AFTER
            piece = text[begin:end]
            around = Surroundings(piece, sight.folded[begin:end], begin, self._brands)
            for spot in group:
                if spot.start >= taken:
                    taken = spot.end
                    yield spot, Company(around, spot.start, spot.end, named_inside=not spot.number)

    def _phones(self, sight: Sight) -> Iterator[Spot]:
        for begin, end in sight.numbers():
            piece, folded = sight.text[begin:end], sight.folded[begin:end]
            undone = markup.undone(folded, self._folding)
            plain = _DIALS.sub("+", _DATES.sub(_blotted, spelled.replaced(undone)))
            reader = Reader(self._index.is_known_number, Regions(piece, folded, self._country))
            found = _apart(sorted([*numbers(plain, reader), *vanity_numbers(undone)]))
            for before, number, after in zip([None, *found], found, [*found[1:], None], strict=False):
                spot = _phone(number, piece, folded, plain, begin)
                twice = _is_repeated(before, number) or _is_repeated(number, after)
                yield spot._replace(disguise=(*spot.disguise, Disguise.REPEATED)) if twice else spot

    def _addresses(self, sight: Sight) -> Iterator[Spot]:
        for begin, end in sight.addresses(self._is_ending):
            piece, folded = sight.text[begin:end], sight.folded[begin:end]
            undone = markup.undone(folded, self._folding)
            for address in Addresses(piece, folded, undone, self._is_ending).all():
                disguise = disguises_in_address(address, piece, folded)
                yield Spot(
                    address.start + begin,
                    address.end + begin,
                    address.text,
                    disguise,
                    plain=address.plain,
                    nameless=address.nameless,
                    bare=address.bare,
                    is_code=address.bare and _is_code(piece, address),
                )

    # -- what they are

    def _finding(self, passage: Passage, spot: Spot, around: Company) -> Finding | None:
        if not self._everything and self._is_nothing(spot, around):
            return None
        named = around.nearest()
        claimed = self._claimed or (named.platform if named else None)
        verdict = self._of(spot, passage.text, claimed, around)
        if verdict is None or not (self._everything or self._counts(spot, verdict, around)):
            return None
        return _found(passage, spot, verdict, self._brand(passage, named), around)

    def _is_nothing(self, spot: Spot, around: Company) -> bool:
        """Whether nothing is known of a number or of a link's host, and nobody gives it as support: most are like that."""
        if spot.number:
            return not (self._is_suspect(spot.claim) or is_number_claim(around, spot.disguise, spot.shape))
        plain = _PLAIN.fullmatch(spot.claim)
        if plain is None:
            return False
        if plain["host"].removeprefix("www.") in _ACCOUNT_HOSTS or spot.claim in self._keys:
            return False
        user, host = plain["user"], self._host(plain["host"].lower())
        if not host.is_unknown or (host.is_shared and (user or not self._is_unheard(spot.claim))):
            return False
        speaks = host.speaks
        if user and plain["host"].lower() in _FREE_MAIL:
            speaks = _says(user.lower())
        return not is_address_claim(around, spot.disguise, speaks)

    def _is_known_or_near(self, claim: str) -> bool:
        """Whether a number is known, or nearly an official one."""
        digits = claim.removeprefix("+")
        known = self._index.is_known_number(claim) or self._index.is_known_number(f"+1{digits}")
        return known or bool(self._index.near([*number_keys(digits), f"stated:{claim}"]))

    def _about_host(self, host: str) -> Host:
        """All that `verify` could say of a host, at a fraction of the price."""
        # Not needed where nothing has a host.
        from contactfinder.imitation.domains import PAGE_BUILDERS, imitated

        parents, link = web.parents(host), f"https://{host}/"
        if not web.is_plain(link):
            verdict = self._verdict(link, None)
            return Host(
                self._speaks(verdict) if verdict.contact else 0,
                verdict.status is Status.UNKNOWN,
                is_shared=True,
            )
        is_unknown = not (
            self._index.domain(parents)
            or host in PAGE_BUILDERS
            or imitated(Contact(Kind.URL, link), self._index)
        )
        is_heard = not self._hosts.isdisjoint([f"www.{host}", *parents])
        is_shared = host not in _FREE_MAIL and bool(self._index.shared_host(parents))
        return Host(self._host_speaks(host), is_unknown, is_heard or is_shared)

    def _is_unheard(self, link: str) -> bool:
        """Whether nothing is known of a link, nor of a folder above it, nor is it an account."""
        where = web.locate(link)
        steps = [step for step in where.path.split("/") if step]
        places = ["/".join([where.host, *steps[:count]]) for count in range(len(steps) + 1)]
        keys = {
            key
            for place in (where.key, *places)
            for key in (place, f"www.{place}", place.removeprefix("www."))
        }
        is_known = not self._keys.isdisjoint(keys) or self._index.near([f"stated:{where.href}"])
        return not (is_known or phone.in_link(where.href) or handle.from_url(where.href))

    @cached_property
    def _keys(self) -> frozenset[str]:
        """All that is listed or reported."""
        return self._index.listed_keys() | self._index.impostor_keys()

    @cached_property
    def _hosts(self) -> frozenset[str]:
        """The hosts of all that is listed or reported."""
        keys = (key.rpartition("@")[2].partition("/")[0] for key in self._keys if "." in key)
        return frozenset(keys) - _FREE_MAIL

    def _of(self, spot: Spot, text: str, claimed: str | None, around: Company) -> Verdict | None:
        if spot.number:
            claimed = self._owner(spot.number, around) or claimed
            verdict = self._of_number(spot, claimed)
            service = _service(text, spot)
            return (
                verdict
                if verdict.report or not service
                else self._verdict(f"{service}: {spot.claim}", claimed)
            )
        verdict = self._verdict(spot.claim, None)
        if verdict.status is Status.INVALID and spot.plain != spot.claim:
            verdict = self._verdict(spot.plain, None)
        if verdict.contact is None:
            return None
        owner = verdict.platform["id"] if verdict.platform else None
        if claimed and owner != claimed and owner not in {named.platform for named in around.brands}:
            return self._verdict(verdict.text, claimed)
        return verdict

    def _of_number(self, spot: Spot, claimed: str | None) -> Verdict:
        """The verdict on a number: of those assigned and in no list it is the same for all of a country."""
        is_listed = spot.claim != spot.number or self._is_suspect(spot.number)
        if is_listed or plans.number(spot.number, None) != (spot.number, True):
            return self._verdict(spot.claim, claimed)
        alike = (plans.code_of(spot.number), claimed)
        if alike not in self._unlisted:
            self._unlisted[alike] = self._judged(spot.number, claimed)
        return self._unlisted[alike]._replace(text=spot.number, contact=Contact(Kind.PHONE, spot.number))

    def _owner(self, number: str, around: Company) -> str | None:
        """Whose number this is, if its owner is named around it."""
        named = {brand.platform for brand in around.brands}
        return next((platform for platform, _ in self._index.listed(number) if platform in named), None)

    def _judged(self, claim: str, claimed: str | None) -> Verdict:
        return verify(claim, self._index, self._country, claimed)

    def _counts(self, spot: Spot, verdict: Verdict, around: Company) -> bool:
        """Whether this is worth to be told: what the registry knows, or what is given as somebody's support."""
        if spot.number:
            known = verdict.report or verdict.channel or verdict.status is Status.LOOKALIKE
            return bool(known) or is_number_claim(around, spot.disguise, spot.shape)
        speaks = self._speaks(verdict)
        asks = around.asks or bool(speaks) or Signal.TROUBLE in around.signals
        if EXIT_CODES[verdict.status] is ExitCode.BAD:
            if verdict.report or not (spot.nameless or spot.is_code):
                return bool(verdict.report) or asks or not self._is_doubtful(verdict)
            return asks and not spot.is_code
        if verdict.status in _KNOWN:
            mentioned = spot.bare and not around.urges  # Crypto.com: a name that is a host
            page = verdict.status is Status.OFFICIAL_DOMAIN and not around.points_at
            return around.asks and around.names_platform and not (spot.nameless or mentioned or page)
        is_none = spot.nameless or spot.is_code or _PICTURE.search(spot.plain)
        is_account = verdict.kind in (Kind.HANDLE, Kind.PHONE)
        if verdict.kind is Kind.PHONE and is_number_claim(around, spot.disguise, MOST_SHAPED):  # wa.me/…
            return True
        return not is_none and is_address_claim(around, spot.disguise, speaks, is_account)

    def _is_doubtful(self, verdict: Verdict) -> bool:
        """Whether all that is said against a link is a name on a host where anybody gets a place, or a name that is a word."""
        shared = any(reason.code in (Why.BRAND_IN_SUBDOMAIN, Why.FREE_HOSTING) for reason in verdict.reasons)
        return shared or self._brands.is_everyday(self._chosen(verdict))

    def _speaks(self, verdict: Verdict) -> int:
        """How much an address says of itself that it is somebody's support, in what its owner could choose of it."""
        assert verdict.contact is not None
        kind, value = verdict.contact
        return self._host_speaks(web.locate(value).host) if kind is Kind.URL else _says(self._chosen(verdict))

    def _host_speaks(self, host: str) -> int:
        """The same of a host: `help.` and `support.` are below many an honest one, `wallet-help.` is not."""
        *below, own = self._own_labels(host)
        return _says(" ".join([own, *(label for label in below if "-" in label)]))

    def _chosen(self, verdict: Verdict) -> str:
        """What the owner of an address chose: the registered label, the name of an account, the user of a free mailbox."""
        assert verdict.contact is not None
        kind, value = verdict.contact
        if kind is Kind.HANDLE:
            return value.partition(":")[2]
        host = web.locate(value).host if kind is Kind.URL else value.rpartition("@")[2]
        if kind is Kind.EMAIL and host in _FREE_MAIL:
            return value.rpartition("@")[0]
        return self._own_labels(host)[-1]

    def _own_labels(self, host: str) -> list[str]:
        """Those before the public suffix; the last is the one that was registered."""
        return host.removesuffix(f".{self._index.suffix(host).suffix}").split(".")

    def _brand(self, passage: Passage, named: Named | None) -> Brand | None:
        record = self._index.platform(named.platform) if named else None
        if named is None or record is None:
            return None
        start, end = passage.span(named.start, named.end)
        return Brand(record, passage.offset + start, passage.offset + end)


def _says(name: str) -> int:
    """1 for somebody's support, 2 for somebody's who has to do with coins."""
    speaks = bool(_SPEAKING.search(name))
    return speaks + (speaks and bool(_COINS.search(name)))


def _blotted(date: re.Match[str]) -> str:
    return "x" * len(date[0])


def _service(text: str, spot: Spot) -> str | None:
    """The messenger on which a number is an account, when the words that touch it say so."""
    before = _CLAUSE.split(text[max(0, spot.start - BESIDE_SERVICE) : spot.start])[-1]
    behind = _CLAUSE.split(text[spot.end : spot.end + BESIDE_SERVICE])[0]
    around = (
        f"{_DIGITS.sub('x', before)}0 {_DIGITS.sub('x', behind)}"  # an id of something else is none of this
    )
    return next((_WRITTEN_FOR[s] for s in beside.signs_of(around) if s in _WRITTEN_FOR), None)


def _is_code(piece: str, address: Address) -> bool:
    """Whether what looks like a host may be the name of something in a program, or of a file."""
    host = address.plain.partition("/")[0]
    ending = host.rpartition(".")[2]
    is_account = host in _ACCOUNT_HOSTS and "/" in address.plain
    if is_account or ("-" in host and ending not in _FILE_ENDINGS):
        return False
    before, after = piece[max(0, address.start - 2) : address.start], piece[address.end : address.end + 2]
    return (
        ending not in _COMMON_ENDINGS or bool(_CODE.search(before)) or after.strip()[:1] in set("(=)'\"`[]{}")
    )


def _neighbours(spots: list[Spot]) -> Iterator[list[Spot]]:
    """Contacts that stand so close together that they share their company."""
    group: list[Spot] = []
    for spot in spots:
        if group and spot.start - group[-1].end > BEFORE + AFTER:
            yield group
            group = []
        group.append(spot)
    if group:
        yield group


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
    if (
        shape < MOST_SHAPED
        and UNNATURAL.isdisjoint(disguise)
        and _ASSIGNED.search(plain, max(0, start - 8), start)
    ):
        shape = NOT_SHAPED  # a value in a program
    return Spot(start + begin, end + begin, claim, disguise, shape, number.e164)


def _shape(number: Number, raw: str, shown: str, disguise: tuple[Disguise, ...]) -> int:
    """How much a number looks like one that is given to be dialled: 2 like most, 1 like some, 0 like any digits."""
    if "+" in shown or number.how in ("abroad", "vanity") or number.groups in _NATURAL:
        return MOST_SHAPED
    others = sum(not c.isascii() and numeric(c, -1) >= 0 for c in raw)
    if len(number.how) == REGION or others >= SPACED or Disguise.SPELLED_DIGITS in disguise:
        return 1
    american = number.e164.startswith("+1")
    return int(american and (sum(number.groups) == NANP_DIGITS + 1 or number.groups.count(1) >= SPACED))


def _with_signs(number: Number, plain: str) -> tuple[int, int]:
    """Where a number begins and ends together with its plus and its brackets."""
    start, end = number.start, number.end
    if lead := _LEAD.search(plain, max(0, start - MOST_LEAD), start):
        start = lead.start()
    for opening, closing in ("()", "[]", "{}", "<>"):
        if plain.count(opening, start, end) > plain.count(closing, start, end):
            end += plain[end : end + 1] == closing
            start += plain[start] == opening and plain[end - 1] != closing
    return start, end


def _found(passage: Passage, spot: Spot, verdict: Verdict, brand: Brand | None, around: Company) -> Finding:
    start, end = passage.span(spot.start, spot.end)
    kind = Kind.PHONE if spot.number else verdict.kind
    assert kind is not None
    contact = Contact(Kind.PHONE, spot.number) if spot.number else verdict.contact
    assert contact is not None
    return Finding(
        passage.offset + start,
        passage.offset + end,
        *passage.place(start),
        passage.raw[start:end],
        kind,
        contact,
        spot.disguise,
        verdict,
        brand,
        tuple(_cues(passage, around)),
        _excerpt(passage.text, spot),
        passage.part,
    )


def _cues(passage: Passage, around: Company) -> Iterator[Cue]:
    for word in around.words:
        if not word.weak:
            start, end = passage.span(word.start, word.end)
            yield Cue(word.signal, passage.offset + start, passage.offset + end)


def _excerpt(text: str, spot: Spot) -> Excerpt:
    """The lines of a contact."""
    begin = max(text.rfind("\n", 0, spot.start) + 1, spot.start - EXCERPT)
    newline = text.find("\n", spot.end)
    end = min(len(text) if newline < 0 else newline, spot.end + EXCERPT)
    return Excerpt(text[begin:end].rstrip("\r"), spot.start - begin, spot.end - begin)
