"""A page as people read it: its text, its links, what calls itself missing, and what stands where nobody looks."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from html import unescape
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import urlsplit

import ada_url

from contactfinder.documents import Form, Notes, Passage, form_of, passages
from contactfinder.documents.decoding import declared, decoded, is_binary
from contactfinder.recheck.page import Page

FEWEST_LETTERS = 200  # of a page that says something; a script builds those that have fewer
MOST_OF_WALL = 1000  # letters of a page that only wants to know whether we are human
HEAD = 200_000  # characters among which headings are looked for
_WITH_TAGS = (Form.HTML, Form.MARKDOWN)
_UNSEEN = frozenset(("hidden", "comment", "script"))
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_HEADING = re.compile(r"<(title|h1)\b[^>]{0,500}>(.{0,500}?)</\1", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_MISSING = re.compile(
    r"^(?:error\W{1,3})?404\b|\b404 (?:error|not found|page)\b|\berror 404\b|^(?:oops\W+)?not found\b"
    r"|\b(?:page|article|site|content|resource|file|document)\b[^.]{0,30}\b(?:not found|no longer (?:exists?|available)"
    r"|missing|(?:does not|doesn.t|can.?not be|can.t be|could not be|couldn.t be) (?:exist|found))"
    r"|\b(?:can.t|cannot|couldn.t|could not) find (?:that|this|the) (?:page|article)"
    r"|seite (?:wurde )?nicht gefunden|page (?:introuvable|non trouvée)|página no encontrada|página não encontrada"
    r"|(?:页面|頁面|网页|文章|内容)[^。]{0,6}(?:不存在|找不到|未找到|已删除)|找不到(?:页面|頁面|网页)|ページが見つかりません"
    r"|페이지를 찾을 수",
    re.IGNORECASE,
)
_WALL = re.compile(
    r"^just a moment|^attention required|^access denied|\bare you (?:a )?(?:robot|human)\b|verif\w+ (?:that )?you are (?:a )?human"
    r"|\bcaptcha\b|security check(?:point)?$|人机验证|安全验证",
    re.IGNORECASE,
)
_FORMS = {
    "text/html": Form.HTML,
    "application/xhtml+xml": Form.HTML,
    "application/json": Form.JSON,
    "application/ld+json": Form.JSON,
    "text/markdown": Form.MARKDOWN,
}
_TEXTS = {*_FORMS, "application/xml", "application/javascript", ""}  # and all that begin with text/
NEAR = 300  # characters on each side
_ENDS = re.compile(r"(?<=[.!?])\s|[。！？\n]")  # of a sentence
_WORDS = re.compile(r"[^\W\d_]{2}")
_TYPOGRAPHY = str.maketrans("‘’‚‛“”„«»‐‑‒–—―−", '\'\'\'\'"""""-------')
_CLOAK = "/cdn-cgi/l/email-protection#"  # how a large network of servers hides addresses from thieves


class Link(NamedTuple):
    """Where something on the page leads, and the place of it among the characters of the page."""

    address: str
    at: int


class Sight:
    """What is to be seen on a page. Raises ValueError when it holds no text."""

    def __init__(self, page: Page) -> None:
        self.url = page.url
        self.form = _form(page)
        encoding = _encoding(page)
        self._head = "".join(decoded([page.body], Notes(), encoding, meta=self.form is Form.HTML))[:HEAD]
        self._passages = list(passages([page.body], self.form, Notes(), encoding=encoding))
        self._texts = [p for p in self._passages if not p.part or self.form not in _WITH_TAGS]

    @property
    def seen(self) -> list[Passage]:
        """The passages that a reader sees, or hears read out; links are apart."""
        return [p for p in self._passages if self._is_seen(p.part)]

    @property
    def unseen(self) -> list[Passage]:
        """Those that nobody sees as they stand: scripts, comments, hidden parts."""
        return [p for p in self._passages if not self._is_seen(p.part) and p.part != "@href"]

    def _is_seen(self, part: str) -> bool:
        if self.form not in _WITH_TAGS:
            return True
        return part != "@href" and part not in _UNSEEN and not part.startswith("@data-")

    @cached_property
    def words(self) -> str:
        """All text that is seen, folded."""
        return folded(" \n".join(p.text[p.lead :] for p in self.seen))

    @cached_property
    def _letters(self) -> int:
        return sum(c.isalnum() for p in self._texts for c in p.text[p.lead :])

    @property
    def is_empty(self) -> bool:
        """Whether there is too little to say that something is not there."""
        return self._letters < (FEWEST_LETTERS if self.form is Form.HTML else 1)

    @property
    def is_missing(self) -> bool:
        """Whether a page that was there says in its headings that it is not."""
        return any(map(_MISSING.search, self._headings))

    @property
    def is_wall(self) -> bool:
        """Whether it asks whether we are human, and says nothing else."""
        return self._letters < MOST_OF_WALL and any(map(_WALL.search, self._headings))

    @cached_property
    def _headings(self) -> list[str]:
        if self.form is not Form.HTML:
            return []
        found = (match[2] for match in _HEADING.finditer(self._head))
        return [" ".join(unescape(_TAG.sub(" ", text)).split()) for text in found]

    def links(self) -> Iterator[Link]:
        """Where the page leads, addresses that were cloaked as what they are."""
        for passage in self._passages:
            if passage.part == "@data-cfemail":
                yield Link(f"mailto:{_uncloaked(passage.text)}", passage.offset)
            elif passage.part == "@href" and passage.text.startswith(_CLOAK):
                yield Link(f"mailto:{_uncloaked(passage.text.removeprefix(_CLOAK))}", passage.offset)
            elif passage.part == "@href":
                yield Link(self._joined(passage.text), passage.offset)

    def _joined(self, said: str) -> str:
        try:
            return ada_url.join_url(self.url, said)
        except ValueError:
            return said

    def sentence(self, start: int, end: int) -> tuple[str, str]:
        """What stands in the same sentence before and behind characters of the page; else above them, as over a list."""
        at = max(0, bisect_right(self._texts, start, key=lambda p: p.offset) - 1)
        if not self._texts:
            return "", ""
        passage = self._texts[at]
        first, last = _place_in(passage, start), _place_in(passage, end)
        before = _ENDS.split(passage.text[max(0, first - NEAR) : first])
        behind = _ENDS.split(passage.text[last : last + NEAR])[0]
        if not _WORDS.search(before[-1] + behind):
            before = [part for part in before if _WORDS.search(part)] or before
        return before[-1], behind


def _place_in(passage: Passage, offset: int) -> int:
    """Where a character of the page stands in the text of a passage, or what follows it there."""
    origin = offset - passage.offset
    if not passage.runs:
        return max(0, origin)
    number = max(0, bisect_right(passage.runs, origin, key=lambda r: r.origin) - 1)
    run, behind = passage.runs[number], passage.runs[number + 1 :][:1]
    end = behind[0].at if behind else len(passage.text)
    if run.width:
        return run.at if origin < run.origin + run.width else end
    return min(end, max(0, run.at + origin - run.origin))


def folded(text: str) -> str:
    """Text in which case, width, blanks, quotation marks and hyphens do not matter."""
    return " ".join(normalize("NFKC", text).translate(_TYPOGRAPHY).casefold().split())


def _form(page: Page) -> Form:
    """What the server says it is, and what the name of the file says where that is just text."""
    media = page.media.partition(";")[0].strip().lower()
    if is_binary(page.body) or not (media.startswith("text/") or media in _TEXTS):
        raise ValueError(media)
    if media in _FORMS:
        return _FORMS[media]
    return form_of(urlsplit(page.url).path)


def _encoding(page: Page) -> str | None:
    """The encoding of a page: what can be read as UTF-8 is, whatever a header says."""
    if not page.body.isascii():
        try:
            page.body.decode()
            return "utf-8"
        except UnicodeDecodeError:
            pass
    said = _CHARSET.search(page.media)
    return declared(said[1]) if said else None


def _uncloaked(code: str) -> str:
    """The first byte is combined with each of the others."""
    try:
        key, *rest = bytes.fromhex(code)
        return bytes(byte ^ key for byte in rest).decode()
    except ValueError:
        return ""
