"""What is seen as made to be taken for an official domain, how one sees it, and what is left in peace."""

import pytest

from contactfinder.contacts import Contact, Kind
from contactfinder.imitation import domains
from contactfinder.imitation.found import HOW

# host, what it imitates, by which marks (code, and how where there is one)
IMITATIONS = [
    # another ending, of a name that is nobody else's
    ("coinbase.net", "coinbase.com", ["differs ending"]),
    ("binance.com.co", "binance.com", ["differs ending"]),
    ("okx.vip", "okx.com", ["differs ending"]),  # short: the cheap ending is its company
    ("ledger.support", "ledger.com", ["differs ending"]),  # a word: the speaking ending is its company
    # hyphens
    ("coin-base.com", "coinbase.com", ["differs hyphen"]),
    ("trust-wallet.net", "trustwallet.com", ["differs hyphen"]),
    # words beside the name, joined or not, also at both ends
    ("coinbase-support.com", "coinbase.com", ["name-with-words"]),
    ("supportcoinbase.com", "coinbase.com", ["name-with-words"]),
    ("my-kraken-login-pe.com", "kraken.com", ["name-with-words"]),
    ("okxexchange.org", "okx.com", ["name-with-words"]),
    ("www-gemini.com", "gemini.com", ["name-with-words"]),
    ("coinbase-com.net", "coinbase.com", ["name-with-words"]),
    ("czbinance.co", "binance.com", ["name-with-words"]),
    ("ledgerkefu.com", "ledger.com", ["name-with-words"]),
    # letters beside a name that is nobody else's; a word that calls on one side and something unknown on the other
    ("bitgetdb.com", "bitget.com", ["name-with-words"]),
    ("claimuniswaplp.com", "uniswap.org", ["name-with-words"]),
    ("gateiokdi.com", "gateio.ws", ["name-with-words"]),  # gate is a word, gateio is not
    # made of words, and yet said of one platform only
    ("cryptocom.net", "crypto.com", ["differs ending"]),
    ("backpackwallet.io", "backpack.exchange", ["differs ending"]),
    # a name of six letters that lacks one, in company
    ("docs-trzor-learn.pages.dev", "trezor.io", ["differs dropped", "name-with-words"]),
    ("paypa-login.com", "paypal.com", ["differs dropped", "name-with-words"]),
    # a look-alike letter in a longer name; a word misspelt among unknown words that call
    ("indentity-colnbase.com", "coinbase.com", ["differs changed"]),
    ("helps--support-ledgor.webflow.io", "ledger.com", ["differs changed", "name-with-words"]),
    # slips
    ("conibase.com", "coinbase.com", ["differs swapped"]),
    ("coinbse.com", "coinbase.com", ["differs dropped"]),
    ("coiinbase.com", "coinbase.com", ["differs doubled"]),
    ("coinbvase.com", "coinbase.com", ["differs added"]),
    ("coinvase.com", "coinbase.com", ["differs changed"]),  # v lies beside b
    ("myehterwaller.com", "myetherwallet.com", ["differs twice"]),
    ("legder.com", "ledger.com", ["differs swapped"]),
    ("exodlus.io", "exodus.com", ["differs added"]),
    ("binanec-login.com", "binance.com", ["differs swapped", "name-with-words"]),
    # characters that look like others
    ("c0inbase.com", "coinbase.com", ["differs drawn-alike"]),
    ("rnetamask.io", "metamask.io", ["differs drawn-alike"]),
    ("myethervvallet.com", "myetherwallet.com", ["differs drawn-alike"]),
    ("b1nance-login.com", "binance.com", ["differs drawn-alike", "name-with-words"]),
    ("xn--conbase-sfb.com", "coinbase.com", ["differs foreign-letters"]),  # coınbase
    ("xn--80ak6aa92e.com", None, []),  # аррӏе: somebody else's trouble
    (
        "xn--bockchain-qub.com",
        "blockchain.com",
        ["differs foreign-letters"],
    ),  # błockchain: a word, but their letters
    (
        "xn--cinmotion-02h.com",
        "Coinmotion",
        ["resembles foreign-letters"],
    ),  # cоinmotion: no domain of theirs is proven
    # the name, or the whole domain, as a part of another host
    ("coinbase.com.evil.net", "coinbase.com", ["brand-in-subdomain"]),
    ("coinbase.com-login.net", "coinbase.com", ["brand-in-subdomain"]),
    ("ledger.com.de", "ledger.com", ["brand-in-subdomain"]),  # .com.de is sold by a company
    ("coinbase.secure-page.net", "coinbase.com", ["brand-in-subdomain"]),
    # hosting that costs nothing
    ("coinbase.pages.dev", "coinbase.com", ["free-hosting"]),
    ("metamask-login.webflow.io", "metamask.io", ["name-with-words", "free-hosting"]),
    ("kraken-support.github.io", "kraken.com", ["name-with-words", "free-hosting"]),
    # platforms of which no domain is proven: the name is imitated
    ("coinmotion-support.org", "Coinmotion", ["name-with-words"]),
]
HONEST = [
    "papal.org",  # and no paypal
    "leger.com",
    "coinexpo.net",  # a coin expo
    "coinmeeting.com",
    "cryptocompare.com",
    "cryptocommunity.org",
    "metamusk.org",
    "kraken.io",  # words are names of others too
    "gemini.edu",
    "phantom.org",
    "ledger-enquirer.com",
    "river-support.com",
    "gatewallets-of-leather.example",
    "edge.network",
    "strikes.org",
    "seattlekraken.com",
    "finance.com",  # one letter from binance, and a word
    "mercury.com",
    "bitcoinexchange.com",  # holds coinex
    "coinmetrics.io",  # holds coinme
    "litecoinone.org",
    "rabbitbank.example",  # holds bitbank
    "revolution.example",
    "groupholdings.example",
    "paypay.ne.jp",
    "metamash.io",  # h is far from k on a keyboard
    "metabase.com",
    "coins.com",
    "bitcoin.org",
    "bitcoincore.tech",  # two letters from Bitcoin.co.id, all of them behind the word of the trade
    "crypto.exchange",
    "metamask.github.io",  # the plain name on a host of code is mostly their own
    "binance-docs.github.io",
    "coinbase.zendesk.com",  # a help desk that somebody rents: not proven, not accused
    "ge.com",
    "x.com",
    "museum",
]


def seen(host, index):
    return domains.imitated(Contact(Kind.URL, f"https://{host}/"), index)


def shown(found):
    return (
        [f"{m.code} {m.values['how']}" if "how" in m.values else m.code for m in found.how] if found else []
    )


@pytest.mark.parametrize(("host", "target", "marks"), IMITATIONS)
def test_an_imitation_names_what_it_imitates_and_how(built_in, host, target, marks):
    """The answer says which domain, and by which trick."""
    found = seen(host, built_in)
    assert (found.target if found else None, shown(found)) == (target, marks)


def test_every_way_to_differ_has_an_example():
    """A way that nothing takes does not exist."""
    ways = {mark.split()[1] for *_, marks in IMITATIONS for mark in marks if " " in mark}
    assert ways == set(HOW)


@pytest.mark.parametrize("host", HONEST)
def test_honest_namesakes_are_left_in_peace(built_in, host):
    """Words, chance neighbours and rented tenants accuse nobody."""
    assert seen(host, built_in) is None


def test_every_rooted_domain_is_itself(built_in):
    """No official domain, and no host below one, imitates anything."""
    own = [d for s in built_in.summaries() for d in s.domains]
    assert [d for d in own if seen(d, built_in) or seen(f"login.{d}", built_in)] == []


def test_mail_domains_are_judged_like_hosts(built_in):
    """help@coinbase-support.com is no more Coinbase than the site of that name."""
    found = domains.imitated(Contact(Kind.EMAIL, "help@coinbase-support.com"), built_in)
    assert found and found.target == "coinbase.com"


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://sites.google.com/view/coinbase-login-help", "coinbase.com"),
        ("https://telegra.ph/Kraken-Support-Number-11-22", "kraken.com"),
        ("https://sites.google.com/view/knitting", None),
        ("https://stackoverflow.com/questions/1/binance-api-login", None),  # people ask, nobody poses
    ],
)
def test_pages_that_anybody_builds_are_judged_by_their_address(built_in, url, target):
    """On page builders the path is the name of the page."""
    found = domains.imitated(Contact(Kind.URL, url), built_in)
    assert (found.target if found else None) == target
