"""What contacts are: what the registry says of each, whose it is said to be, and whether it is worth to be told."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from contactfinder.contacts import Contact, Kind, Sign, beside, handle, phone, plans, web
from contactfinder.contacts.patterns import pattern
from contactfinder.errors import ExitCode
from contactfinder.registry.near import number_keys, other_order
from contactfinder.scan.company import MOST_SHAPED, Says, is_address_claim, is_number_claim
from contactfinder.scan.finding import Signal
from contactfinder.scan.known import KnownDigits
from contactfinder.scan.spots import ACCOUNT_HOSTS
from contactfinder.verify import EXIT_CODES, Status, Verdict, Why, verify

if TYPE_CHECKING:
    from contactfinder.registry.held import Held
    from contactfinder.scan.brands import Brands
    from contactfinder.scan.company import Company
    from contactfinder.scan.spots import Spot

KEPT = 10_000  # verdicts
BESIDE_SERVICE = 24  # characters between a number and the messenger on which it is an account
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
_SPEAKING_ENDINGS = frozenset(("support", "help", "care"))
_COINS = pattern("crypto|bitcoin|btc|wallet|coin|usdt")
_PLAIN = pattern(
    r"(?:https?://|(?P<user>[a-z0-9._+-]{1,64})@)?(?P<host>(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24})"
    r"(?:/[\w./~@-]*)?(?:[?#][\w./~=&%+,:;?#-]*)?",
    re.IGNORECASE | re.ASCII,
)
_PICTURE = pattern(r"\.(?:png|jpe?g|gif|svg|webp|ico|css|js)$")
_DIGITS = pattern(r"\d")
_CLAUSE = pattern(r"[\n,;.!?，；。！？、|]")
_WRITTEN_FOR = {Sign.WHATSAPP: "WhatsApp", Sign.OTHER_SERVICE: "Telegram"}


class Host(NamedTuple):
    """What there is to say of a host: that it says itself that it is support, that nothing is known or suspected of it.

    On a `shared` host something may be known of one page and not of the next.
    """

    says: Says
    is_unknown: bool
    is_shared: bool


class Judge:
    """Asks the registry about contacts, and remembers the answers."""

    def __init__(self, index: Held, brands: Brands, country: str | None) -> None:
        """`country` is the user's (ISO 3166-1)."""
        self._index, self._brands, self._country = index, brands, country
        self._verdict = lru_cache(KEPT)(self._judged)
        self._unlisted: dict[tuple[str, str | None], Verdict] = {}
        self._host = lru_cache(KEPT)(self._about_host)
        self._is_suspect = lru_cache(KEPT)(self._is_known_or_near)

    def is_nothing(self, spot: Spot, around: Company) -> bool:
        """Whether nothing is known of a number or of a link's host, and nobody gives it as support: most are like that."""
        if spot.number:
            return not self._is_suspect(spot.claim)
        plain = _PLAIN.fullmatch(spot.claim)
        if plain is None:
            return False
        if plain["host"].removeprefix("www.") in ACCOUNT_HOSTS or spot.claim in self._keys:
            return False
        user, host = plain["user"], self._host(plain["host"].lower())
        if not host.is_unknown or (host.is_shared and (user or not self._is_unheard(spot.claim))):
            return False
        says = host.says
        if user and plain["host"].lower() in _FREE_MAIL:
            says = _says(user.lower())
        return not is_address_claim(around, spot.disguise, says)

    def is_known(self, key: str) -> bool:
        """Whether a number in E.164 is listed or reported."""
        return key in self._keys

    def may_know(self, digits: str) -> bool:
        """Whether a known number, or nearly one, may be among these digits."""
        return self._known_digits.may_be_in(digits)

    def _is_known_or_near(self, claim: str) -> bool:
        """Whether a number is known, or nearly an official one."""
        digits = claim.removeprefix("+")
        if not self._known_digits.may_be_in(digits):
            return bool(self._index.near([other_order(digits)]))
        known = self.is_known(claim) or self.is_known(f"+1{digits}")
        return known or bool(self._index.near([*number_keys(digits), f"stated:{claim}"]))

    def is_dull(self, host: str) -> bool:
        """Whether nothing is known or suspected of a host, and it says nothing of itself."""
        if host.removeprefix("www.") in ACCOUNT_HOSTS:
            return False
        about = self._host(host)
        return about.is_unknown and not about.is_shared and not any(about.says)

    def _about_host(self, host: str) -> Host:
        """All that `verify` could say of a host, at a fraction of the price."""
        # Not needed where nothing has a host.
        from contactfinder.imitation.domains import PAGE_BUILDERS, imitated

        parents, link = web.parents(host), f"https://{host}/"
        if not web.is_plain(link):
            verdict = self._verdict(link, None)
            return Host(
                self._says(verdict) if verdict.contact else Says(),
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
        return Host(self._host_says(host), is_unknown, is_heard or is_shared)

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
    def _known_digits(self) -> KnownDigits:
        return KnownDigits(self._index)

    @cached_property
    def _keys(self) -> frozenset[str]:
        """All that is listed or reported."""
        return self._index.listed_keys() | self._index.impostor_keys()

    @cached_property
    def _hosts(self) -> frozenset[str]:
        """The hosts of all that is listed or reported."""
        keys = (key.rpartition("@")[2].partition("/")[0] for key in self._keys if "." in key)
        return frozenset(keys) - _FREE_MAIL

    def verdict(self, spot: Spot, text: str, claimed: str | None, around: Company) -> Verdict | None:
        """The answer about the contact at a spot of a text; None when it is none."""
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
        if is_listed or not _is_assigned(spot.number):
            return self._verdict(spot.claim, claimed)
        alike = (plans.code_of(spot.number), claimed)
        if alike not in self._unlisted:
            self._unlisted[alike] = self._judged(spot.number, claimed)
        return self._unlisted[alike]._replace(text=spot.number, contact=Contact(Kind.PHONE, spot.number))

    def _owner(self, number: str, around: Company) -> str | None:
        """Whose number this is, if its owner is named around it."""
        if not self.is_known(number):
            return None
        named = {brand.platform for brand in around.brands}
        return next((platform for platform, _ in self._index.listed(number) if platform in named), None)

    def _judged(self, claim: str, claimed: str | None) -> Verdict:
        return verify(claim, self._index, self._country, claimed)

    def counts(self, spot: Spot, verdict: Verdict, around: Company) -> bool:
        """Whether this is worth to be told: what the registry knows, or what is given as somebody's support."""
        if spot.number:
            return bool(verdict.report or verdict.channel or verdict.status is Status.LOOKALIKE)
        says = self._says(verdict)
        asks = around.asks or says.support or Signal.TROUBLE in around.signals
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
        return not is_none and is_address_claim(around, spot.disguise, says, is_account)

    def _is_doubtful(self, verdict: Verdict) -> bool:
        """Whether all that is said against a link is a name on a host where anybody gets a place, or a name that is a word."""
        shared = any(reason.code in (Why.BRAND_IN_SUBDOMAIN, Why.FREE_HOSTING) for reason in verdict.reasons)
        return shared or self._brands.is_everyday(self._chosen(verdict))

    def _says(self, verdict: Verdict) -> Says:
        """What an address says of itself."""
        assert verdict.contact is not None
        kind, value = verdict.contact
        return self._host_says(web.locate(value).host) if kind is Kind.URL else _says(self._chosen(verdict))

    def _host_says(self, host: str) -> Says:
        """The same of a host: `help.` and `support.` are below many an honest one, `wallet-help.` is not."""
        *below, own = self._own_labels(host)
        ending = host.rpartition(".")[2]
        chosen = [
            own,
            *(label for label in below if "-" in label),
            *([ending] if ending in _SPEAKING_ENDINGS else ()),
        ]
        return _says(" ".join(chosen))

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


def _is_assigned(number: str) -> bool:
    """Whether a number that was read in a text is one in E.164, in a range that an operator has.

    Of those that begin with +1 the reader says so.
    """
    return number.startswith("+1") or plans.number(number, None) == (number, True)


def _says(name: str) -> Says:
    return Says(bool(_SPEAKING.search(name)), bool(_COINS.search(name)))


def _service(text: str, spot: Spot) -> str | None:
    """The messenger on which a number is an account, when the words that touch it say so."""
    before = _CLAUSE.split(text[max(0, spot.start - BESIDE_SERVICE) : spot.start])[-1]
    behind = _CLAUSE.split(text[spot.end : spot.end + BESIDE_SERVICE])[0]
    # An id of something else is none of this.
    return _service_in(f"{_DIGITS.sub('x', before)}0 {_DIGITS.sub('x', behind)}")


@lru_cache(KEPT)  # in lists, the same words stand beside every number
def _service_in(around: str) -> str | None:
    return next((_WRITTEN_FOR[s] for s in beside.signs_of(around) if s in _WRITTEN_FOR), None)
