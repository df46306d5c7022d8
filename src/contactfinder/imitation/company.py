"""The company that a name keeps: words of the trade, of support and of haste, and endings that cost nothing."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from contactfinder.registry.looks import LOOKS, drawn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# What an imitation says beside the name. The lists are general: they name no platform, and a word more or less moves
# little, because a name that is nobody else's needs no company.
TRADE = """
account accounts airdrop airdrops altcoin amm app apps asset assets atm bank banking bet bitcoin block blockchain
bonus bridge btc bch bsc bnb broker btcgiveaway buy card cards chain claim claims coin coins connect contract crypto
cryptos currency dapp dapps dao debit defi deposit dex digital doge earn ether ethereum eth etf event exchange
exchanges extension farm finance financial free fund funds futures gas gift giveaway giveaways giving gold hardware
ico institution institutional invest investing investment investments investor key keys launch launchpad layer
lend lending leverage liquid liquidity loan loans ltc mainnet margin market markets metaverse migrate migration mine
miner mining mint mobile money nano nft nfts node nodes otc p2p pay payment payments payout pool portfolio presale
private prize profit promo promotion protocol reward rewards satoshi seed sell sol solana spot stake staking station
stellar stock stocks swap swaps tesla token tokens trade trader trades trading transaction transfer tron trx usd usdc
usdt v2 v3 vault wallet wallets web3 withdraw withdrawal withdrawals xrp yield
box boxes drop drops erc20 give gives offer offers receive redeem trc20 vote voting
bourse cambio carteira cartera echange handel kripto krypto billetera brieftasche jiaoyi jiaoyisuo qianbao moeda
moneda monedero
"""
SUPPORT = """
access activate activation admin agent alert alerts assist assistance auth authenticate authentication authenticator
authorize authorization backup bot callcenter care center centre chat check claimcenter client clients confirm
confirmation connector contact customer dashboard device devices customers cs desk dispute enquiry ext extensions faq fix form forms gate group guide helpdesk help
helpcenter helper helpline hotline id identity info inquiry issue kyc live livechat lock login logins log logon
manage manager member members message notice notification number online password phone phrase policy portal protect
protection recover recovery refund register registration release report request reset resolution resolve restore
restoration review reverify safe safeguard safety secure secured security service services session sign signin signup sso
solution solutions statement status suite support supporting supports suspended suspend sync synchronize system team
tech technical ticket tickets tool tools unblock unlock unlocked update updates upgrade upgrades user users validate validation
validator verification verified verify verifier vip warning webmail
aauth acc auths authe captcha disputes loggin logi logn moderator oauth rectify sigin signing singup
aide ajuda anmelden anmeldung atencion ayuda beistand cliente clientes conta cuenta destek hilfe iniciar kefu kundendienst
kundenservice login2 musteri sicherheit seguridad seguro soporte suporte support24 supporto verificacion verificar zhuce
denglu guanwang xiazai
"""
FILLER = """
a about academy ads ag ai all americas and apk app application as asia at au auto base best beta big blog brand br browser by ca
cdn cex ch chrome cloud club cn co com community corp create de deal deals demo desktop dev developer directory docs
download downloads dl en enter es eu europe express fast fi file first for fr forum fx game games gb get global go
hk home host hq hub in inc india install io ios android ir it japan jp kr lab labs landing latam learn limited link
links ltd m main media my nat net network new news next ng nl now of off office official org our page pages partner partners
plus point pro product program project ru s server shop simple site sites space start store studio t team test the
this to today top tr try uk unofficial us usa use versions web webapp website windows win with world www x xyz
you your zh vn 0x
"""
# Endings under which a name costs next to nothing, and of which lists of phishing sites are full.
CHEAP = """
app bar best bid biz bond buzz cam casa cc cf cfd click cloud club cyou date email fun ga gay gq guru homes host hosting icu in
info ink life link live mobi mom monster one online ooo page party ph pics pro pw quest rest rocks sbs shop site skin space
store stream su surf tel tk to today top trade uno us vip webcam website win work works world ws wtf xin xyz zip zone
"""

# What makers write for makers: test networks, documentation. Imitations want the public.
TECHNICAL = """
api apis api2 assets cdn code data dataseed demo dev devnet developer developers doc docs documentation endpoint engineering explorer
gateway git indexer mainnet node nodes oracle research rpc sandbox scan sdk snapshot staging static status stage storybook subgraph
testnet tests tutorial ui wiki ws
"""

# Words in which names stand by chance: a bitcoinbase is no coinbase, a revolution no Revolut.
_SWALLOWERS = re.compile(
    "(?:bit|lite|doge|alt|meme|shit|stable|peer|name|prime)coin|(?:rab|or|ha|de|hi|gam|tid|cu|am|hob|fit|frog|quo)bit"
    "|revolution|riverbank|transaks[ia]|transaktion|strikes|strikers|claimtoken|groupholding|exodusters|krakend"
)

# Parts of an address, which have no business inside a name: www-kraken.com, kraken-com.net, https-trezor.com.
ADDRESS = "com http https io net org www wwww ww3 wwv wvw vww wvvw vvww vwv swww wwvw com1 dotcom"

# Those of them that were given away, or sold for less than a coin, for years.
FREE = "bond buzz cf cfd click cyou ga gq icu ml quest sbs tk top"

WORDS: Mapping[str, str] = {
    **dict.fromkeys(FILLER.split(), "filler"),
    **dict.fromkeys(SUPPORT.split(), "support"),
    **dict.fromkeys(TRADE.split(), "trade"),
    **dict.fromkeys(TECHNICAL.split(), "technical"),
    **dict.fromkeys(ADDRESS.split(), "address"),
}
CALLING = frozenset(
    {"trade", "support", "address"}
)  # groups that call for somebody, whatever unknown stands beside them
CHEAP_ENDINGS = frozenset(CHEAP.split())
FREE_ENDINGS = frozenset(FREE.split())
SPEAKING_ENDINGS = frozenset(w for w, group in WORDS.items() if group in ("trade", "support")) - CHEAP_ENDINGS
LONGEST = max(map(len, WORDS))
GLUED = 3  # letters: shorter words count only where hyphens set them apart


@cache
def words_as(look: str) -> Mapping[str, str]:
    """The words with their groups, in one of the looks: support is 'support' as drawn, 'suport' when undoubled."""
    return {LOOKS[look](word): group for word, group in WORDS.items()}


def groups(words: Iterable[str], look: str, glued: str = "") -> frozenset[str] | None:
    """The groups of the words beside a name, digits left out; None when there is something else.

    `words` are set apart by hyphens, `glued` is what touches the name itself.
    """
    found = _groups(glued, look) if glued and glued != "s" else frozenset()  # of several
    for word in words:
        here = _of_word(word, look)
        if found is None or here is None:
            return None
        found |= here
    return found


def _of_word(word: str, look: str) -> frozenset[str] | None:
    group = words_as(look).get(word) or words_as("drawn").get(drawn(word))  # vvallet
    if group:
        return frozenset((group,))
    return frozenset() if len(word) <= GLUED else _groups(word, look)  # ie, th, pp: say nothing


@cache
def _edges(look: str) -> tuple[frozenset[str], frozenset[str]]:
    """How the words begin and end that count where no hyphens are."""
    words = [word for word in words_as(look) if len(word) >= GLUED]
    return frozenset(word[:GLUED] for word in words), frozenset(word[-GLUED:] for word in words)


def _groups(piece: str, look: str) -> frozenset[str] | None:
    """The groups of the words and digits that a piece is made of; None when there is something else."""
    heads, tails = _edges(look)
    begins = piece[:GLUED] in heads or piece[0].isdigit()
    ends = piece[-GLUED:] in tails or piece[-1].isdigit()
    return _split(piece, look) if begins and ends else None  # most pieces of a label are not even tried


@lru_cache(maxsize=4096)
def _split(piece: str, look: str) -> frozenset[str] | None:
    known, size = words_as(look), len(piece)
    # What can stand before each place: the richest set of groups, so that 'walletsupport' is trade and support.
    best: list[frozenset[str] | None] = [frozenset(), *(None for _ in piece)]
    for start, before in enumerate(best):  # what stands before a place is known when it is reached
        for end in range(start + 1, min(size, start + LONGEST) + 1) if before is not None else ():
            word = piece[start:end]
            group = known.get(word) if end - start >= GLUED or word.isdigit() else None
            if before is not None and (group or word.isdigit()):
                here = before | {group} if group else before
                best[end] = max(best[end] or frozenset(), here, key=len)
    return best[-1]


def known_groups(words: Iterable[str], look: str) -> frozenset[str]:
    """The groups of those words that are known, whatever stands among them."""
    return frozenset().union(*(_of_word(word, look) or () for word in words))


def is_swallowed(text: str, start: int, end: int) -> bool:
    """Whether what stands between two places is a part of another word."""
    spans = (found.span() for found in _SWALLOWERS.finditer(text))
    return any(a < start < b or (a == start and end < b) for a, b in spans)
