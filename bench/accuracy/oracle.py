"""Whose name does a host show? A plain judge of phishing lists that shares no code with the engine that is measured.

Its rules are told in docs/accuracy.md. It may be slow and narrow: it only decides which listed domains *ought* to be noticed.
"""

import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any, NamedTuple
from unicodedata import combining, normalize

from publicsuffixlist import PublicSuffixList

confusables: Any = import_module("confusable_homoglyphs.confusables")  # it bears no types

# Letters that a name needs: at all, to stand anywhere and bear one slip, to bear two.
SHORT, ONE_SLIP, TWO_SLIPS = 3, 6, 9

# Words of the trade that a dictionary does not hold; a label made of them alone shows nobody's name.
_TRADE = """
airdrop altcoin app bit bitcoin bitcoins blockchain btc cex coin coins crypto cryptos defi dex eth ethereum fintech forex
hash login nft nfts online satoshi signin staking swap token tokens usd usdt wallet wallets web
"""
# Beside one of these, even an ordinary word is the name of a platform.
_COMPANY = """
access account accounts airdrop airdrops app assist auth authenticate bitcoin blockchain bonus bridge btc care claim claims
connect connection crypto customer customercare customerservice defi desk earn eth ethereum exchange extension gift giveaway
help helpdesk hotline kyc livechat login logon nft nfts official phrase recover recovery refund reset restore restoration
rewards secure security service services signin signup stake staking start support swap sync token tokens trade trading
unlock update usdt validate validation verification verify wallet wallets web3
"""
TRADE, COMPANY = frozenset(_TRADE.split()), frozenset(_COMPANY.split())
_DIGITS = str.maketrans("013457$@", "oleastsa")  # as they are used for letters


class Mark(NamedTuple):
    """The platform whose name a host shows, the rule that found it, and whether another reading is as likely."""

    platform: str
    rule: str
    doubtful: bool = False


def letters(name: str) -> str:
    """A name as it would stand in a domain: plain small letters and digits only."""
    return re.sub(r"[^a-z0-9]", "", _plain(name))


def _plain(text: str) -> str:
    """Foreign letters and accents shown as the Latin letters that people take them for."""
    if text.isascii():
        return text.lower()
    folded = normalize("NFKD", normalize("NFKC", text).lower())
    return "".join(map(_latin, (c for c in folded if not combining(c))))


def _latin(letter: str) -> str:
    if letter.isascii():
        return letter
    found = confusables.is_confusable(letter, greedy=True, preferred_aliases=[]) or []
    shapes = (shape["c"].lower() for entry in found for shape in entry["homoglyphs"])
    return next((s for s in shapes if s.isascii() and s.isalnum()), letter)


def decoded(host: str) -> str:
    """A host with its punycode labels as they are shown."""
    return ".".join(map(_decoded_label, host.lower().strip(".").split(".")))


def _decoded_label(label: str) -> str:
    try:
        return label[4:].encode().decode("punycode") if label.startswith("xn--") else label
    except ValueError:
        return label


def distance(one: str, other: str) -> int:
    """Insertions, deletions, substitutions and swaps of neighbours between two texts."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            row.append(min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b)))
            if i > 1 and j > 1 and (a, one[i - 2]) == (other[j - 2], b):
                row[-1] = min(row[-1], rows[-2][j - 2] + 1)
        rows.append(row)
    return rows[-1][-1]


def shortened(text: str, times: int) -> set[str]:
    """The text with up to so many letters left out: what two texts share that differ by as many slips."""
    found = {text}
    for _ in range(times):
        found |= {t[:i] + t[i + 1 :] for t in found for i in range(len(t))}
    return found


class Oracle:
    """The names of all platforms, and the ordinary words from which they must stand out."""

    def __init__(
        self, names: dict[str, str], aliases: dict[str, str], domains: dict[str, str], words: Iterable[str]
    ) -> None:
        """Names, by-names and domains lead to the platform; `words` are a dictionary."""
        self.words = {w for w in words if len(w) >= SHORT} | TRADE
        text = " ".join(self.words)
        own = {n: p for n, p in aliases.items() if n not in text}  # decentral(ized), streami(ng) are nobody's
        self.names = {n: p for n, p in {**own, **names}.items() if len(n) >= SHORT and not n.isdigit()}
        self.domains = domains
        self.longest = max(map(len, self.names), default=1)
        self._longest_word = max(map(len, self.words | set(self.names)), default=1)
        long = sorted((n for n in self.names if len(n) >= ONE_SLIP), key=len, reverse=True)
        self._anywhere = re.compile("(?=(" + "|".join(long or ["(?!)"]) + "))")
        self._slips = {name: slips(name) for name in sorted(set(long) & set(names) - TRADE)}
        self._near: dict[str, list[str]] = {}
        for name, most in self._slips.items():
            for key in shortened(name, most):
                self._near.setdefault(key, []).append(name)

    def mark(self, host: str) -> Mark | None:
        """The first rule that finds a name in this host; none for a platform's own hosts."""
        shown = decoded(host)
        if self._owner(shown.split(".")):
            return None
        plain = ".".join(map(_plain, shown.split(".")))
        found = self._read(plain)
        if found and plain != shown and self._read(shown) != found:
            whole = any(label in self.names for label in plain.split("."))
            return found._replace(rule="foreign-letters", doubtful=found.doubtful and not whole)
        return found

    def _owner(self, labels: list[str]) -> str | None:
        return next(filter(None, (self.domains.get(".".join(labels[i:])) for i in range(len(labels)))), None)

    def _read(self, host: str) -> Mark | None:
        named = _chosen(host)
        rules = (self._contained, self._in_company, self._in_digits, self._misspelt)
        marks = [*self._whole(host.split(".")), *(m for rule in rules for m in rule(named))]
        return next((m for m in marks if not m.doubtful), marks[0] if marks else None)

    def _whole(self, labels: list[str]) -> Iterator[Mark]:
        """A whole official domain in front of another one: coinbase.com.evil.net, coinbase.com-login.net."""
        for start in range(len(labels) - 1):
            for end in range(start + 2, len(labels)):
                part = ".".join((*labels[start : end - 1], labels[end - 1].partition("-")[0]))
                if part in self.domains:
                    yield Mark(self.domains[part], "whole-domain")

    def _contained(self, labels: list[str]) -> Iterator[Mark]:
        """A long name inside a label, also across hyphens."""
        for label in labels[:-1]:
            for name in self._anywhere.findall(label):
                yield Mark(self.names[name], "name-inside", not self.stands_out(name, label.replace("-", "")))
            if "-" in label:
                glued = label.replace("-", "")
                for name in self._anywhere.findall(glued):
                    yield Mark(self.names[name], "name-across-hyphens", not self.stands_out(name, glued))

    def stands_out(self, name: str, label: str) -> bool:
        """Whether a reader needs the name to read the label: with it, fewer words and stray letters are left."""
        return self.cost(label, name) < self.cost(label)

    def is_ordinary(self, label: str) -> bool:
        """Whether a label is made of ordinary words alone."""
        return self.cost(label, stray=len(label)) < len(label)

    def cost(self, label: str, name: str = "", stray: int = 1) -> int:
        """The fewest words and stray letters of which a label can be read; what one stray letter costs can be said."""
        best = [0]
        for end in range(1, len(label) + 1):
            known = (
                best[start] + 1
                for start in range(max(0, end - self._longest_word), end)
                if (piece := label[start:end]) == name or piece in self.words
            )
            best.append(min((best[-1] + stray, *known)))
        return best[-1]

    def _in_company(self, labels: list[str]) -> Iterator[Mark]:
        """A short or ordinary name as a part of its own, with a word of the trade as another: okx-login.net, ledgerwallet.org."""
        parts = [p for label in labels[:-1] for p in label.split("-")]
        company = set(parts) & COMPANY
        for part in parts:
            if part in self.names and (company - {part} or labels[-1] in COMPANY):
                yield Mark(
                    self.names[part], "name-in-company", not company - {part} or self._is_everyday(part)
                )
            for name in _beside_company(part):
                if name in self.names:
                    yield Mark(
                        self.names[name], "name-in-company", self.cost(part) == 1 or self._is_everyday(name)
                    )

    def _is_everyday(self, name: str) -> bool:
        """Short words of which the trade itself makes names: gate, rain, edge."""
        return name in TRADE or (name in self.words and len(name) < ONE_SLIP)

    def _in_digits(self, labels: list[str]) -> Iterator[Mark]:
        """A long name that shows once digits are read as letters: c0inbase-wallet.com."""
        read = [label.translate(_DIGITS) for label in labels[:-1]]
        if read != labels[:-1]:
            for found in self._contained([*read, ""]):
                yield found._replace(rule="digits-for-letters")

    def _misspelt(self, labels: list[str]) -> Iterator[Mark]:
        """A label or part of one that is a long name but for one slip; for two in a longer name."""
        parts = {p: None for label in labels[:-1] for p in (label, label.replace("-", ""), *label.split("-"))}
        for part in parts:
            for key in self._keys(part):
                for name in self._near.get(key, ()):
                    found = distance(part, name)
                    if 0 < found <= self._slips[name]:
                        ordinary = part in self.names or self.is_ordinary(part.replace("-", ""))
                        yield Mark(self.names[name], f"{found}-slip", ordinary)

    def _keys(self, part: str) -> set[str]:
        """Under what a part meets the names that it could be a misspelling of."""
        if not ONE_SLIP - 1 <= len(part) <= self.longest + 2:
            return set()
        return shortened(part, 1 + (len(part) >= TWO_SLIPS - 2))


_SUFFIXES = PublicSuffixList()


def _chosen(host: str) -> list[str]:
    """The labels that somebody chose, and the last one: without what the ending or the hosting service brings along."""
    suffix = _SUFFIXES.publicsuffix(host) or ""
    return [*host.removesuffix(suffix).strip(".").split("."), host.rpartition(".")[2]]


def slips(name: str) -> int:
    """How many slips a name bears; one that is mostly a word of the trade has little left of its own: bitcoinde."""
    mostly_trade = any(len(word) * 2 > len(name) and word in name for word in TRADE | COMPANY)
    return 1 + (len(name) >= TWO_SLIPS and not mostly_trade)


def _beside_company(part: str) -> Iterator[str]:
    """What is left of a part when a word of the trade before or behind it is taken away."""
    for cut in range(SHORT, len(part) - 1):
        if part[cut:] in COMPANY:
            yield part[:cut]
        if part[: len(part) - cut] in COMPANY:
            yield part[len(part) - cut :]
