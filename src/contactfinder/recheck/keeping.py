"""Pages as they were last time, so that a server need only say that nothing changed. Losing them costs nothing but time."""

import hashlib
import json
import os
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

MOST = 100 << 20  # bytes of all files together
LONGEST = 8 << 20  # bytes of one page, unpacked
_KEPT_HEADERS = ("etag", "last-modified", "content-type")


class Kept(NamedTuple):
    """A page as it was: the headers that say which one, and its body."""

    headers: Mapping[str, str]
    body: bytes

    @property
    def conditions(self) -> dict[str, str]:
        """What to ask, so that the page comes again only if it changed."""
        asked = {
            "If-None-Match": self.headers.get("etag"),
            "If-Modified-Since": self.headers.get("last-modified"),
        }
        return {name: value for name, value in asked.items() if value}


class Cache:
    """A folder of pages, one file each. Files that are damaged, or cannot be written, are as good as none."""

    def __init__(self, folder: Path, most: int = MOST) -> None:
        self._folder, self._most = folder, most

    def get(self, url: str) -> Kept | None:
        """The page as it was, if it is here in one piece."""
        with suppress(OSError, ValueError, KeyError, TypeError, zlib.error):
            head, _, packed = self._place(url).read_bytes().partition(b"\n")
            said = json.loads(head)
            body = zlib.decompressobj().decompress(packed, LONGEST)
            if said["url"] == url and said["sha256"] == hashlib.sha256(body).hexdigest():
                return Kept({name: str(value) for name, value in said["headers"].items()}, body)
        return None

    def put(self, url: str, headers: Mapping[str, str], body: bytes) -> None:
        """Keep a page that bears a mark by which its server will know it again, and may be kept."""
        kept = {name: headers[name] for name in _KEPT_HEADERS if name in headers}
        if not kept.keys() - {"content-type"} or "no-store" in headers.get("cache-control", ""):
            return
        head = {"url": url, "sha256": hashlib.sha256(body).hexdigest(), "headers": kept}
        with suppress(OSError):
            self._write(self._place(url), json.dumps(head).encode() + b"\n" + zlib.compress(body))
            self._make_room()

    def _place(self, url: str) -> Path:
        return self._folder / f"{hashlib.sha256(url.encode()).hexdigest()}.page"

    def _write(self, place: Path, content: bytes) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        temporary = place.with_suffix(f".{os.getpid()}")
        try:
            temporary.write_bytes(content)
            os.replace(temporary, place)
        finally:
            temporary.unlink(missing_ok=True)

    def _make_room(self) -> None:
        """Drop the pages that were written longest ago."""
        found = sorted(self._sizes(), reverse=True)
        used = 0
        for _, size, path in found:
            used += size
            if used > self._most:
                path.unlink(missing_ok=True)

    def _sizes(self) -> Iterator[tuple[int, int, Path]]:
        for path in self._folder.glob("*.page"):
            with suppress(FileNotFoundError):
                stat = path.stat()
                yield stat.st_mtime_ns, stat.st_size, path
