"""The chain of trust by examples: what roots a domain, what makes a fact official, and what never does."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contactfinder.registry.entry import (
    CodeHost,
    Domain,
    Evidence,
    PartOf,
    Platform,
    Publisher,
    PublisherKind,
    Publishers,
    SharedHost,
)
from contactfinder.registry.grades import Standing, Trust
from contactfinder.registry.trust import UNREADABLE, Judge, Sources, judges


def publisher(name, kind=PublisherKind.LIST, *, derives_from=(), source=None, made_by=None):
    prefix = source or f"github:{name}/data"
    return Publisher(
        id=name,
        name=name,
        kind=kind,
        sources=[prefix],
        about="imaginary",
        derives_from=list(derives_from),
        made_by=made_by,
    )


SOURCES = Sources(
    Publishers(
        publishers=[
            publisher("list-one"),
            publisher("list-two"),
            publisher("copy", derives_from=["list-one"]),
            publisher("copy-of-copy", derives_from=["copy"]),
            publisher("sibling", derives_from=["list-one"]),
            publisher("wallet-list", made_by="example-wallet"),
            publisher("web-list", source="https://example-list.org/sites"),
            publisher("packaged", source="pypi:example-list"),
            publisher("regulator", PublisherKind.REGULATOR, source="https://register.example-regulator.org"),
        ],
        shared_hosts=[
            SharedHost(host="example-helpdesk.com"),
            SharedHost(host="example-social.com", open=True),
        ],
    )
)
A, B, C = "example-exchange.com", "example-exchange.net", "example-exchange.org"
ONE, TWO = "github:list-one/data/a.json@0a1b2c3", "github:list-two/data/a.json@0a1b2c3"
COPY, SIBLING = "github:copy/data/a@0a1b2c3", "github:sibling/data/a@0a1b2c3"
COPY_OF_COPY = "github:copy-of-copy/data/a@0a1b2c3"
PAGE = f"https://help.{A}/contact"


def read(*sources):
    return [Evidence(source=s, read="2026-11-22") for s in sources]


def exchange(domains, **more):
    """A platform with these domains, each with the sources that name it."""
    listed = [Domain(domain=name, evidence=read(*sources)) for name, sources in domains.items()]
    return Platform(name="Example Exchange", kind="exchange", domains=listed, **more)


def trust(judge, *sources):
    return judge.prove(read(*sources))["trust"]


def at_home(**more):
    """The judge of a platform with one rooted domain."""
    return Judge(exchange({A: [ONE, TWO]}, **more), SOURCES)


@pytest.mark.parametrize(
    ("sources", "is_root"),
    [
        ([], False),
        ([ONE], False),
        ([ONE, "github:list-one/data/b.json@0a1b2c3"], False),  # one list twice
        ([ONE, TWO], True),
        ([ONE, "https://example-list.org/sites/1"], True),
        ([ONE, "pypi:example-list@4.5"], True),
        ([ONE, COPY], False),  # a copy adds nothing
        ([ONE, COPY_OF_COPY], False),  # nor does the copy of a copy
        ([COPY, SIBLING], False),  # two copies of the same list, which itself is not read
        ([COPY, SIBLING, ONE], False),
        ([COPY, TWO], True),
        ([COPY, SIBLING, TWO], True),
        (["https://register.example-regulator.org/firm/1"], True),
        (["http://register.example-regulator.org/firm/1"], False),
        (["https://register.example-regulator.org.example.net/firm/1"], False),
        (["https://one.example.org", "https://two.example.net"], False),  # third parties are no lists
        (["github:list-one/data-of-mine/a@0a1b2c3", TWO], False),  # a name that only begins alike
        (["github:list-one/data/a", TWO], False),  # without its commit no file is named
        ([f"https://www.{A}/about"], False),
        ([f"https://www.{A}/about", ONE], False),
        (["github-file:1", "github-file:2"], False),
    ],
)
def test_a_domain_is_rooted_by_two_independent_lists_or_one_regulator(sources, is_root):
    """Both stand outside the platform, and copies count once."""
    assert (A in Judge(exchange({A: sources}), SOURCES).rooted) == is_root


def test_a_list_of_its_own_roots_no_platform():
    """Whoever keeps a list cannot name themselves in it."""
    own = CodeHost(owner="github:list-one", evidence=[])
    assert Judge(exchange({A: [ONE, TWO]}, code_hosts=[own]), SOURCES).rooted == {}
    assert (
        Judge(exchange({"example-list.org": ["https://example-list.org/sites/1", ONE]}), SOURCES).rooted == {}
    )


@pytest.mark.parametrize(("name", "is_root"), [("example-wallet", False), ("example-exchange", True)])
def test_a_list_made_by_a_platform_says_nothing_of_that_platform(name, is_root):
    """For all others it is a list like any other."""
    platform = exchange({A: [ONE, "github:wallet-list/data/a@0a1b2c3"]})
    assert bool(judges({name: platform}, SOURCES)[name].rooted) == is_root


@pytest.mark.parametrize(
    ("domains", "expected"),
    [
        ({A: [ONE, TWO], B: [f"https://www.{A}/legal"]}, {A: None, B: A}),
        ({A: [ONE, TWO], B: [f"https://www.{A}/legal"], C: [f"https://{B}/x"]}, {A: None, B: A, C: B}),
        ({C: [f"https://{B}/x"], B: [f"https://www.{A}/legal"], A: [ONE, TWO]}, {A: None, B: A, C: B}),
        ({A: [f"https://{B}"], B: [f"https://{A}"]}, {}),
        ({A: [f"https://{B}"], B: [f"https://{C}"], C: [f"https://{A}"]}, {}),
        ({A: [ONE, f"https://{B}"], B: [TWO, f"https://{A}"]}, {}),
        ({A: [ONE, TWO], B: [f"http://www.{A}/legal"]}, {A: None}),
        ({A: [ONE, TWO], B: [f"https://{A}.example.org/legal"]}, {A: None}),
        ({A: [ONE, TWO], B: [f"https://sandbox.{A}/legal"]}, {A: None}),
        ({A: [ONE, TWO], B: [f"https://{A}@{B}/legal"]}, {A: None}),
    ],
    ids=[
        "via",
        "chain",
        "any-order",
        "ring",
        "ring-of-three",
        "half-a-list-each",
        "http",
        "lookalike",
        "staging",
        "user-info",
    ],
)
def test_a_page_on_a_rooted_domain_roots_the_next(domains, expected):
    """Chains of any length that end outside; rings, http and hosts that only look alike root nothing."""
    assert Judge(exchange(domains), SOURCES).rooted == expected


@pytest.mark.parametrize(
    ("source", "standing"),
    [
        (PAGE, Standing.ROOTED),
        (f"https://{A}", Standing.ROOTED),
        (f"https://{A.upper()}/Contact", Standing.ROOTED),
        (f"https://developers.{A}/docs", Standing.ROOTED),
        (f"http://help.{A}/contact", Standing.UNENCRYPTED),
        (f"https://dev.{A}/contact", Standing.STAGING),
        (f"https://sandbox.{A}/contact", Standing.STAGING),
        (f"https://help-staging2.{A}/contact", Standing.STAGING),
        (f"https://stage.{A}/contact", Standing.STAGING),
        (f"https://www.{A}/forum", Standing.OPEN),
        (f"https://www.{A}/Forum/topic/1?page=2", Standing.OPEN),
        (f"https://www.{A}/%66orum/topic", Standing.OPEN),
        (f"https://www.{A}/help/../forum/topic", Standing.OPEN),
        (f"https://www.{A}//forum/topic", Standing.OPEN),
        (f"https://www.{A}/en/square/post", Standing.OPEN),
        (f"https://a.community.{A}/help", Standing.OPEN),
        (f"https://www.{A}/en/help/square", Standing.ROOTED),
        ("https://example-exchange.example-helpdesk.com/contact", Standing.THIRD_PARTY),
        ("https://example-social.com/example-exchange", Standing.OPEN),
        (f"https://www.{B}/contact", Standing.OWN_UNROOTED),
        (f"https://{A}.example.org/contact", Standing.THIRD_PARTY),
        (f"https://not{A}/contact", Standing.THIRD_PARTY),
        (f"https://example.org/{A}", Standing.THIRD_PARTY),
        ("github:example-exchange/docs/a.md@0a1b2c3", Standing.THIRD_PARTY),
        ("npm:@example-exchange/sdk@1.0.0", Standing.THIRD_PARTY),
        ("github-file:123", Standing.UNATTRIBUTED),
        (ONE, Standing.LIST),
        ("https://register.example-regulator.org/firm/1", Standing.REGULATOR),
    ],
)
def test_standing_of_one_source(source, standing):
    """Only a page on a rooted domain where nobody else writes is official; nothing here is by looking right."""
    places = [f"www.{A}/forum", f"www.{A}/*/square", f"community.{A}"]
    judge = Judge(exchange({A: [ONE, TWO], B: []}, user_content=places), SOURCES)
    assert judge.weigh(*read(source))["standing"] == standing
    assert (trust(judge, source) == Trust.OFFICIAL) == (standing is Standing.ROOTED)


@pytest.mark.parametrize(
    "source",
    [
        "",
        "seen on their site",
        "ftp://example-exchange.com",
        f"https://help.{A}@example.org/",
        "https://192.0.2.1/contact",
        "https://localhost/contact",
        f"https://{A} /contact",
        "github:example-exchange/docs/contact.md",
        "github:example-exchange/docs/issues/1",
        "pypi:example-exchange",
        "github-file:abc",
    ],
)
def test_what_nobody_can_open_counts_for_nothing(source):
    """A rule refuses it too; here it has no standing."""
    assert SOURCES.origin(source) is UNREADABLE
    assert trust(at_home(), source, source) == Trust.UNCONFIRMED


@pytest.mark.parametrize(
    ("named_at", "expected"),
    [
        (PAGE, Trust.OFFICIAL),
        (f"http://help.{A}/developers", Trust.UNCONFIRMED),
        (f"https://www.{A}/forum/1", Trust.UNCONFIRMED),
        ("github:example-exchange/docs/a.md@0a1b2c3", Trust.UNCONFIRMED),  # it names itself
        (ONE, Trust.UNCONFIRMED),
    ],
)
def test_a_code_host_is_official_only_when_a_rooted_page_names_it(named_at, expected):
    """A file in the organisation, by its owner's exact name in any case."""
    host = CodeHost(owner="github:Example-Exchange", evidence=read(named_at))
    judge = at_home(code_hosts=[host], user_content=[f"www.{A}/forum"])
    assert trust(judge, "github:example-exchange/docs/a.md@0a1b2c3") == expected
    assert trust(judge, "github:example-exchange-help/docs/a.md@0a1b2c3") == Trust.UNCONFIRMED


def test_a_repository_that_strangers_fill_in_is_an_open_place():
    """A token list in the organisation says what the makers of tokens wrote; other repositories speak for the platform."""
    host = CodeHost(owner="github:example-exchange", evidence=read(PAGE))
    judge = at_home(code_hosts=[host], user_content=["github:Example-Exchange/assets"])
    assert trust(judge, "github:example-exchange/assets/info.json@0a1b2c3") == Trust.UNCONFIRMED
    assert trust(judge, "github:example-exchange/assets-tool/links.ts@0a1b2c3") == Trust.OFFICIAL


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        (["https://one.example.org/a"], Trust.UNCONFIRMED),
        (["https://one.example.org/a", "https://two.example.org/b"], Trust.UNCONFIRMED),  # one owner
        (["https://example.org/a", "https://example.net/b"], Trust.CORROBORATED),
        (["https://example.org/a", "http://example.net/b"], Trust.UNCONFIRMED),
        (["https://example.org/a", "github:somebody/repo/a@0a1b2c3"], Trust.CORROBORATED),
        (["github:somebody/repo/a@0a1b2c3", "github:Somebody/other/b@0a1b2c3"], Trust.UNCONFIRMED),
        (["pypi:one@1", "npm:two@1"], Trust.UNCONFIRMED),  # anybody uploads to both
        (["pypi:one@1", "https://example.org/a"], Trust.CORROBORATED),
        (["github-file:1", "github-file:2", "https://example.org/a"], Trust.UNCONFIRMED),
        (["https://example-social.com/a", "https://example.org/a"], Trust.UNCONFIRMED),
        (["https://a.example-helpdesk.com", "https://b.example-helpdesk.com"], Trust.CORROBORATED),
        ([ONE, COPY], Trust.UNCONFIRMED),
        ([COPY, SIBLING], Trust.UNCONFIRMED),
        ([ONE, TWO], Trust.CORROBORATED),
        (
            [f"https://www.{B}/a", "https://example.org/a"],
            Trust.UNCONFIRMED,
        ),  # the own page is no third party
        ([PAGE], Trust.OFFICIAL),
    ],
)
def test_two_third_parties_corroborate_and_one_does_not(sources, expected):
    """However many agree, it never becomes official."""
    judge = Judge(exchange({A: [ONE, TWO], B: []}), SOURCES)
    assert trust(judge, *sources) == expected


@pytest.mark.parametrize(
    ("said_at", "is_proven"),
    [
        (f"https://www.{A}/products", True),
        ("https://www.example-wallet.com/about", False),
        (f"http://www.{A}/products", False),
        (f"https://www.{A}/forum/1", False),
        (ONE, False),
    ],
)
def test_a_product_inherits_the_roots_of_its_parent_only_when_proven(said_at, is_proven):
    """The parent says so on a rooted page; then its pages speak for the product, its forum never."""
    product = Platform(
        name="Example Wallet", kind="wallet", part_of=PartOf(platform="parent", evidence=read(said_at))
    )
    parent = exchange({A: [ONE, TWO]}, user_content=[f"www.{A}/forum"])
    judge = judges({"product": product, "parent": parent}, SOURCES)["product"]
    assert (trust(judge, PAGE) == Trust.OFFICIAL) == is_proven
    assert trust(judge, f"https://www.{A}/forum/2") == Trust.UNCONFIRMED


def test_a_product_of_a_product_or_of_nobody_inherits_nothing():
    """Parents are never products themselves."""

    def part(of):
        return Platform(
            name="Example", kind="wallet", part_of=PartOf(platform=of, evidence=read(f"https://{A}/products"))
        )

    family = {
        "parent": exchange({A: [ONE, TWO]}),
        "child": part("parent"),
        "grandchild": part("child"),
        "orphan": part("x"),
    }
    found = judges(family, SOURCES)
    assert {name: bool(judge.rooted) for name, judge in found.items()} == {
        "parent": True,
        "child": True,
        "grandchild": False,
        "orphan": False,
    }


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ([], Trust.UNCONFIRMED),
        (["https://example.org/a"], Trust.UNCONFIRMED),
        (["https://example.org/a", "https://example.net/b"], Trust.CORROBORATED),
    ],
)
def test_a_code_host_roots_no_domain(others, expected):
    """What the organisation writes is official of channels; of its domains it is the platform's own word."""
    host = CodeHost(owner="github:example-exchange", evidence=read(PAGE))
    named = {A: [ONE, TWO], B: ["github:example-exchange/docs/a.md@0a1b2c3", *others]}
    platform = exchange(named, code_hosts=[host])
    judge = Judge(platform, SOURCES)
    assert judge.rooted == {A: None}
    assert judge.prove_domain(platform.domains[1])["trust"] == expected


def test_the_evidence_that_carries_the_trust_stands_first():
    """And of two of the same standing the one seen last."""
    old, new = (Evidence(source=PAGE, read="2026-11-22", published=d) for d in ("2024-05", "2026-08-20"))
    proof = at_home().prove([*read("https://example.org/a"), old, *read(PAGE), new])
    assert [e["published"] for e in proof["evidence"]] == ["2026-08-20", "2024-05", None, None]
    assert proof["evidence"][-1]["standing"] == Standing.THIRD_PARTY


POOL = st.sampled_from(
    [
        *(ONE, TWO, COPY, SIBLING, COPY_OF_COPY, PAGE, "github-file:1", "pypi:one@1", "nonsense", ""),
        "https://register.example-regulator.org/firm/1",
        f"https://www.{A}/forum/1",
        f"https://www.{B}/contact",
        f"https://{C}/contact",
        f"http://{A}/contact",
        f"https://dev.{A}/contact",
        "https://example.org/a",
        "https://example.net/b",
        "https://a.example-helpdesk.com/x",
        "https://example-social.com/a",
        "github:example-exchange/docs/a.md@0a1b2c3",
    ]
)
EVIDENCE = st.lists(POOL, max_size=6)
DOMAINS = st.fixed_dictionaries({A: EVIDENCE, B: EVIDENCE, C: EVIDENCE})
UNHURRIED = settings(deadline=None)  # machines of CI are slow at times
STRONGER = [Trust.UNCONFIRMED, Trust.CORROBORATED, Trust.OFFICIAL]


def platform_of(domains, code=()):
    host = CodeHost(owner="github:example-exchange", evidence=read(*code))
    return exchange(domains, code_hosts=[host], user_content=[f"www.{A}/forum"])


def judge_of(domains, code=()):
    return Judge(platform_of(domains, code), SOURCES)


def domain_ranks(domains, code):
    platform = platform_of(domains, code)
    judge = Judge(platform, SOURCES)
    return [STRONGER.index(Trust(judge.prove_domain(d)["trust"])) for d in platform.domains]


def rank(judge, sources):
    return STRONGER.index(Trust(trust(judge, *sources)))


@UNHURRIED
@given(DOMAINS, EVIDENCE, EVIDENCE)
def test_without_a_rooted_domain_nothing_is_official(domains, code, sources):
    """Whatever evidence is given: official begins with a root."""
    judge = judge_of(domains, code)
    assert judge.rooted or trust(judge, *sources) != Trust.OFFICIAL


@UNHURRIED
@given(DOMAINS)
def test_every_root_hangs_on_the_outside(domains):
    """Following `via` from any rooted domain ends at one that lists or a regulator name."""
    rooted = judge_of(domains).rooted
    for name in rooted:
        seen = set()
        while name is not None:
            assert name not in seen
            seen.add(name)
            name = rooted[name]


@UNHURRIED
@given(DOMAINS)
def test_nothing_is_rooted_without_lists_or_a_regulator(domains):
    """Pages, third parties and copies can say what they like."""
    outside = ("github:list-", "https://register.")
    weak = {name: [s for s in sources if not s.startswith(outside)] for name, sources in domains.items()}
    assert judge_of(weak).rooted == {}


@UNHURRIED
@given(DOMAINS, EVIDENCE, EVIDENCE, st.sampled_from([A, B, C]), POOL)
def test_adding_evidence_never_lowers_trust(domains, code, sources, name, more):
    """Neither to the fact, nor to a domain, nor to a code host."""
    before = rank(judge_of(domains, code), sources)
    richer = {**domains, name: [*domains[name], more]}
    assert rank(judge_of(domains, code), [*sources, more]) >= before
    assert rank(judge_of(richer, code), sources) >= before
    assert rank(judge_of(domains, [*code, more]), sources) >= before


@UNHURRIED
@given(DOMAINS, EVIDENCE, st.sampled_from([A, B, C]), POOL)
def test_adding_evidence_never_lowers_the_trust_of_a_domain(domains, code, name, more):
    """Not even the platform's own word, which counts for nothing here."""
    before = domain_ranks(domains, code)
    after = domain_ranks({**domains, name: [*domains[name], more]}, code)
    assert all(b <= a for b, a in zip(before, after, strict=True))


@UNHURRIED
@given(DOMAINS, EVIDENCE, EVIDENCE, st.randoms(use_true_random=False))
def test_the_order_of_evidence_changes_nothing(domains, code, sources, random):
    """Nor does the order of the domains."""

    def shuffled(items):
        return random.sample(list(items), len(items))

    other = {name: shuffled(domains[name]) for name in shuffled(domains)}
    first, second = judge_of(domains, code), judge_of(other, shuffled(code))
    assert set(first.rooted) == set(second.rooted)
    assert trust(first, *sources) == trust(second, *shuffled(sources))
