"""The chain of trust, computed from where facts were read: docs/trust.md defines every word used here."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple
from urllib.parse import unquote

from contactfinder.contacts import web
from contactfinder.errors import ContactfinderError
from contactfinder.registry.entry import Domain, Evidence, Platform, PublisherKind, Publishers
from contactfinder.registry.grades import Standing, Trust
from contactfinder.registry.record import EvidenceRecord, Proof

LISTS_NEEDED = 2  # independent maintained lists that root a domain; one regulator does it alone
_SOURCE = re.compile(
    r"(?P<scheme>https?)://(?P<rest>[^\s]+)"
    r"|(?P<code>github|gitlab|codeberg):(?P<owner>[\w.-]+)/(?P<repo>[\w.-]+)(?:/[^\s@]+)?@[0-9a-f]{7,40}"
    r"|(?P<index>pypi|npm):(?P<package>@?[\w./-]+?)@[\w.+!-]+(?:/\S+)?"
    r"|github-file:\d+",
    re.ASCII,
)
_STAGING = re.compile(r"(?:^|[.-])(?:dev|stage|staging|stg|qa|sandbox|testnet|test|uat|preview|demo)\d*[.-]")
_OFFICIAL = (Standing.ROOTED, Standing.CODE_HOST)
_COUNTED = (Standing.REGULATOR, Standing.LIST, Standing.THIRD_PARTY)


class Origin(NamedTuple):
    """Where a source comes from before any platform is considered: who published it, and its host and path on the web."""

    standing: Standing
    publisher: str
    host: str = ""
    path: str = ""


UNREADABLE = Origin(Standing.UNATTRIBUTED, "")  # no source at all; a rule refuses it


class Sources:
    """Knows the reviewed publishers and the shared hosts, and so who stands behind a source."""

    def __init__(self, publishers: Publishers) -> None:
        self._prefixes = {prefix: p for p in publishers.publishers for prefix in p.sources}
        self._derived = {p.id: frozenset(p.derives_from) for p in publishers.publishers}
        self.makers = {p.id: p.made_by for p in publishers.publishers if p.made_by}
        self._shared = {shared.host: shared.open for shared in publishers.shared_hosts}
        self.origin = lru_cache(maxsize=None)(self._origin)

    def is_shared(self, host: str) -> bool:
        """Whether strangers get a page, a subdomain or an account of their own on this host."""
        return any(parent in self._shared for parent in web.parents(host))

    def _origin(self, source: str) -> Origin:
        match = _SOURCE.fullmatch(source)
        if match is None:
            return UNREADABLE
        if match["scheme"]:
            return self._web_origin(source)
        if reviewed := self._reviewed(source):
            return reviewed
        if match["code"]:
            return Origin(Standing.THIRD_PARTY, f"{match['code']}:{match['owner'].lower()}")
        if match["index"]:
            # One maker can upload many packages to every index: together they count as one voice.
            return Origin(Standing.THIRD_PARTY, "package-indexes")
        return Origin(Standing.UNATTRIBUTED, "unknown")

    def _web_origin(self, source: str) -> Origin:
        try:
            where = web.locate(source)
        except ContactfinderError:
            return UNREADABLE
        if not web.is_host(where.host) or where.user_info:
            return UNREADABLE
        host, path = where.host, where.path
        if where.scheme == "http":
            return Origin(Standing.UNENCRYPTED, host, host, path)
        if reviewed := self._reviewed(f"https://{host}{path}"):
            return reviewed._replace(host=host, path=path)
        shared = [self._shared[p] for p in web.parents(host) if p in self._shared]
        if any(shared):
            return Origin(Standing.OPEN, host, host, path)
        owner = host if shared else web.registrable_domain(host)
        return Origin(Standing.THIRD_PARTY, owner or host, host, path)

    def _reviewed(self, source: str) -> Origin | None:
        for prefix, publisher in self._prefixes.items():
            if source == prefix or source.startswith((f"{prefix}/", f"{prefix}@")):
                regulator = publisher.kind is PublisherKind.REGULATOR
                standing = Standing.REGULATOR if regulator else Standing.LIST
                return Origin(standing, publisher.id)
        return None

    def agree(self, publishers: Iterable[str]) -> bool:
        """Whether enough of them speak for themselves: no copy of one another, nor of the same third."""
        lines = [self._descent(p) for p in sorted(set(publishers))]
        return any(
            len(frozenset().union(*chosen)) == sum(map(len, chosen))
            for chosen in combinations(lines, LISTS_NEEDED)
        )

    def _descent(self, publisher: str) -> frozenset[str]:
        """The publisher and everybody it copies, at first or second hand."""
        found: set[str] = set()
        waiting = [publisher]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self._derived.get(name, ())
        return frozenset(found)


class Judge:
    """Computes the trust of the facts of one platform. `parent` is the platform whose product it is, `name` its id."""

    def __init__(
        self, platform: Platform, sources: Sources, parent: "Judge | None" = None, name: str = ""
    ) -> None:
        self._sources = sources
        self._names = {name, platform.part_of.platform} if platform.part_of else {name}
        self._own = frozenset(d.domain for d in platform.domains)
        self._own_code = frozenset(host.owner.lower() for host in platform.code_hosts)
        self._open = tuple(place.lower() for place in platform.user_content)
        self.rooted: dict[str, str | None] = {}
        self._code_hosts: frozenset[str] = frozenset()
        if parent and platform.part_of and parent.speaks(platform.part_of.evidence):
            self.rooted.update(parent.rooted)
            self._open += parent._open  # noqa: SLF001  another Judge is no stranger
        self._root(platform.domains)
        self._code_hosts = frozenset(
            host.owner.lower() for host in platform.code_hosts if self.speaks(host.evidence)
        )

    def _root(self, domains: Sequence[Domain]) -> None:
        """Outside lists first; then what rooted pages name, until nothing more is reached."""
        for domain in domains:
            if self._vouched(domain.evidence):
                self.rooted[domain.domain] = None
        grown = True
        while grown:
            grown = False
            for domain in domains:
                via = next(self._rooted_hosts(domain.evidence), None)
                if via and domain.domain not in self.rooted:
                    self.rooted[domain.domain] = via
                    grown = True

    def _vouched(self, evidence: Sequence[Evidence]) -> bool:
        origins = [o for e in evidence if not self._is_own(o := self._sources.origin(e.source), e.source)]
        lists = {o.publisher for o in origins if o.standing is Standing.LIST}
        regulated = any(o.standing is Standing.REGULATOR for o in origins)
        return regulated or self._sources.agree(lists)

    def _is_own(self, origin: Origin, source: str) -> bool:
        """Whether the platform itself publishes this: a list of its own says nothing of its own domains."""
        at_home = any(p in self._own for p in web.parents(origin.host))
        made = self._sources.makers.get(origin.publisher) in self._names
        return at_home or made or _owner(source) in self._own_code

    def _rooted_hosts(self, evidence: Sequence[Evidence]) -> Iterator[str]:
        for item in evidence:
            origin = self._sources.origin(item.source)
            if self._standing(origin, item.source) is Standing.ROOTED:
                yield next(p for p in web.parents(origin.host) if p in self.rooted)

    def speaks(self, evidence: Sequence[Evidence]) -> bool:
        """Whether a page on a rooted domain is among the evidence."""
        return next(self._rooted_hosts(evidence), None) is not None

    def _standing(self, origin: Origin, source: str) -> Standing:
        parents = web.parents(origin.host) if origin.host else ()
        rooted = any(p in self.rooted for p in parents)
        own = any(p in self._own for p in parents)
        if origin.standing is Standing.UNENCRYPTED:
            return origin.standing
        if (rooted or own) and self._is_open(origin):
            return Standing.OPEN
        if rooted:
            return Standing.STAGING if _STAGING.search(origin.host) else Standing.ROOTED
        if _owner(source) in self._code_hosts:
            return Standing.OPEN if self._is_filled_by_others(source) else Standing.CODE_HOST
        if own or _owner(source) in self._own_code:  # its own word, but nobody proves that it is
            return Standing.OWN_UNROOTED
        return origin.standing

    def _is_filled_by_others(self, source: str) -> bool:
        """Whether the repository is one that strangers fill in: lists of tokens, of networks, of links."""
        return any(source.lower().startswith((f"{place}/", f"{place}@")) for place in self._open)

    def _is_open(self, origin: Origin) -> bool:
        path = unquote(origin.path)  # /%66orum is /forum to every server
        return any(web.within(origin.host, path, place) for place in self._open)

    def weigh(self, evidence: Evidence) -> EvidenceRecord:
        """One piece of evidence with its standing for this platform."""
        origin = self._sources.origin(evidence.source)
        return {
            "source": evidence.source,
            "standing": self._standing(origin, evidence.source).value,
            "publisher": origin.publisher,
            "published": evidence.published,
            "read": evidence.read,
            "checked": evidence.checked,
        }

    def prove(self, evidence: Sequence[Evidence]) -> Proof:
        """The trust that follows from the evidence, with the evidence that carries it first."""
        weighed = sorted((self.weigh(e) for e in evidence), key=_weight)
        return {"trust": self._grade(weighed).value, "evidence": weighed}

    def _grade(self, weighed: Sequence[EvidenceRecord]) -> Trust:
        if any(e["standing"] in _OFFICIAL for e in weighed):
            return Trust.OFFICIAL
        others = (e["publisher"] for e in weighed if e["standing"] in _COUNTED)
        return Trust.CORROBORATED if self._sources.agree(others) else Trust.UNCONFIRMED

    def prove_domain(self, domain: Domain) -> Proof:
        """A domain is official when it is rooted, whatever else is said of it."""
        proof = self.prove(domain.evidence)
        if domain.domain in self.rooted:
            return {**proof, "trust": Trust.OFFICIAL.value}
        outside = [e for e in proof["evidence"] if e["standing"] not in _OFFICIAL]
        return {
            **proof,
            "trust": self._grade(outside).value,
        }  # its own word for its own domain counts for nothing


def _owner(source: str) -> str:
    """The organisation of a source in a code host: github:tp-lab."""
    return source.partition("/")[0].lower()


def _weight(evidence: EvidenceRecord) -> tuple[int, str]:
    newest = max(evidence["checked"] or "", evidence["published"] or "")
    return list(Standing).index(Standing(evidence["standing"])), _descending(newest)


def _descending(date: str) -> str:
    return "".join(chr(0x10FFFF - ord(c)) for c in date) + chr(0x10FFFF)


def judges(platforms: Mapping[str, Platform], sources: Sources) -> dict[str, Judge]:
    """A judge for every platform. A product's judge knows its parent's; parents are never products themselves."""
    heads = {
        name: Judge(platform, sources, name=name)
        for name, platform in platforms.items()
        if platform.part_of is None
    }
    products = {
        name: Judge(platform, sources, heads.get(platform.part_of.platform), name)
        for name, platform in platforms.items()
        if platform.part_of is not None
    }
    return heads | products
