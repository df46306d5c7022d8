"""Reading what authors write: strict YAML, in which every scalar is text and every problem has a line and a column."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

import msgspec
import yaml

from contactfinder.registry.forms import Where, mistakes

MAX_DEPTH = 12  # an entry needs seven; deeper nesting is an attack or a mistake
MAX_KEY = 200  # characters; YAML itself takes longer ones only in a form of their own
TOO_DEEP = "exceeded maximum nesting depth"  # what libyaml of PyYAML 6.0.4 says before any event comes
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the two do not agree on every text: use no other
_PLAIN_TAGS = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map")}

T = TypeVar("T")


class Problem(NamedTuple):
    """Something wrong in a file of the registry. `case` picks the sentence, `values` fill it."""

    rule: str
    file: str
    line: int
    column: int
    case: str
    values: dict[str, str]


class Trouble(Exception):  # it becomes a Problem once the file is known
    """Strict YAML refused: the case, where, and the values of its sentence."""

    def __init__(self, case: str, mark: Any, **values: str) -> None:
        super().__init__(case)
        self.case, self.values = case, values
        self.line: int = mark.line + 1 if mark else 1
        self.column: int = mark.column + 1 if mark else 1


class Document(NamedTuple):
    """The plain data of one file (dicts, lists and text only) and the position of every value in it."""

    data: Any
    marks: dict[Where, tuple[int, int]]

    def position(self, where: Where) -> tuple[int, int]:
        """Line and column of a place, or of the nearest place around it."""
        while where and where not in self.marks:
            where = where[:-1]
        return self.marks.get(where, (1, 1))


def read(text: str) -> Document:
    """Read strict YAML: text scalars only, no aliases, no tags, no repeated keys. Raises Trouble."""
    try:
        _refuse_traps(text)
        node = yaml.compose(text, LOADER)
    except yaml.MarkedYAMLError as error:
        if error.problem == TOO_DEEP:
            raise Trouble("depth", error.problem_mark) from None
        raise Trouble("syntax", error.problem_mark, problem=error.problem or "") from None
    except (yaml.reader.ReaderError, UnicodeEncodeError) as error:
        raise Trouble("syntax", _first_unprintable(text), problem=error.reason) from None
    marks: dict[Where, tuple[int, int]] = {}
    return Document(_plain(node, (), marks), marks)


def _refuse_traps(text: str) -> None:
    """What must be seen before anything is composed: composing recurses in C, and deep nesting ends the process."""
    depth = 0
    for event in yaml.parse(text, LOADER):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise Trouble("alias", event.start_mark)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise Trouble("depth", event.start_mark)


def _first_unprintable(text: str) -> yaml.Mark:
    place = next((i for i, c in enumerate(text) if yaml.reader.Reader.NON_PRINTABLE.match(c)), 0)
    line, column = text.count("\n", 0, place), place - text.rfind("\n", 0, place) - 1
    return yaml.Mark("", place, line, column, None, 0)


def _plain(node: yaml.Node | None, where: Where, marks: dict[Where, tuple[int, int]]) -> Any:
    if node is None:
        raise Trouble("empty", None)
    marks[where] = (node.start_mark.line + 1, node.start_mark.column + 1)
    if node.tag not in _PLAIN_TAGS:
        raise Trouble("tag", node.start_mark, tag=node.tag)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*where, i), marks) for i, child in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return dict(_pairs(node, where, marks))
    return node.value


def _pairs(
    node: yaml.MappingNode, where: Where, marks: dict[Where, tuple[int, int]]
) -> Iterator[tuple[str, Any]]:
    seen: set[str] = set()
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise Trouble("key", key.start_mark)
        if len(key.value) > MAX_KEY:
            raise Trouble("long-key", key.start_mark)
        if key.value in seen:
            raise Trouble("repeated-key", key.start_mark, key=key.value)
        seen.add(key.value)
        yield key.value, _plain(value, (*where, key.value), marks)


@dataclass(frozen=True, slots=True)
class Loaded(Generic[T]):
    """One file, typed; or nothing but its problems."""

    file: str
    document: Document | None
    value: T | None
    problems: tuple[Problem, ...]


def load(path: Path, shown: str, form: type[T]) -> Loaded[T]:
    """Read one file as `form`. Problems are returned, not raised, so that one bad file does not hide the next."""
    try:
        document = read(path.read_bytes().decode("utf-8"))
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        return Loaded(shown, None, None, (Problem("syntax", shown, line, column, "encoding", {}),))
    except OSError as error:  # a folder of that name, a link to nothing
        problem = Problem("syntax", shown, 1, 1, "unreadable", {"problem": error.strerror or ""})
        return Loaded(shown, None, None, (problem,))
    except Trouble as error:
        problem = Problem("syntax", shown, error.line, error.column, error.case, error.values)
        return Loaded(shown, None, None, (problem,))
    try:
        return Loaded(shown, document, msgspec.convert(document.data, form, strict=False), ())
    except msgspec.ValidationError:
        return Loaded(shown, document, None, tuple(_mistyped(shown, document, form)))


def _mistyped(file: str, document: Document, form: Any) -> Iterator[Problem]:
    for mistake in mistakes(document.data, form):
        yield Problem("form", file, *document.position(mistake.where), mistake.case, mistake.values)


def replace(path: Path, content: bytes) -> None:
    """Put content in the place of a file, whole or not at all; its mode stays, and a link to it. Raises OSError."""
    target = path.resolve()
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, beside)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
