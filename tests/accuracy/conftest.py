"""The measuring programs lie outside the package; its tests find them here."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench" / "accuracy"))

from oracle import Oracle

WORDS = [
    "community",
    "data",
    "database",
    "edger",
    "exchange",
    "gate",
    "ledger",
    "my",
    "revolution",
    "streaming",
    "support",
    "trust",
]
NAMES = {
    "coinbase": "coinbase",
    "coinex": "coinex",
    "gate": "gate",
    "ledger": "ledger",
    "metamask": "metamask",
    "myetherwallet": "myetherwallet",
    "okx": "okx",
    "revolut": "revolut",
    "trustwallet": "trust-wallet",
}
ALIASES = {"baseapp": "coinbase-wallet", "streami": "gopax"}
DOMAINS = {"coinbase.com": "coinbase", "gate.io": "gate", "ledger.com": "ledger"}


@pytest.fixture(scope="session")
def oracle() -> Oracle:
    """An oracle that knows a handful of names and words."""
    return Oracle(NAMES, ALIASES, DOMAINS, WORDS)
