"""The one way in which the registry's YAML is written: fields in the order of their form, channels grouped by kind, comments kept."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from unicodedata import category

import yaml

from contactfinder.registry import forms
from contactfinder.registry.entry import Channel, ChannelKind, Evidence, Network, Sighting
from contactfinder.registry.source import LOADER, read

WIDTH = 160  # columns; a longer list stands one item a line
_ONE_LINE = (Evidence, Sighting)  # forms that stand in braces
_KINDS = {kind.value: place for place, kind in enumerate(ChannelKind)}
_NETWORKS = {network.value: place for place, network in enumerate(Network)}
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # where YAML 1.1 begins a new line
_BLOCK_TEXT = re.compile(r"[|>][-+\d]*")
_BARE = re.compile(r"[^\W_](?:(?!: | #)[^\"\\])*(?<![:\s])")
_IN_FLOW = frozenset(",[]{}?")  # older readers end a text at a question mark there
_DATE_OR_NUMBER = re.compile(r"\d{4}-\d{2}(?:-\d{2})?|0|[1-9]\d*", re.ASCII)
_TYPED = [rule for rules in yaml.SafeLoader.yaml_implicit_resolvers.values() for _, rule in rules]
_TYPED += [re.compile(r"[yYnN]$|0o[0-7]+$|[\d.]+[eE][-+]?\d+$", re.ASCII)]  # 1.1 as it is written, and 1.2


class Remark(NamedTuple):
    """A comment and where it stands; `alone` on its line, or behind something."""

    line: int
    column: int
    text: str
    alone: bool


@dataclass(slots=True)
class Unit:
    """One pair of a mapping or one item of a list, with the comments that belong to it."""

    node: yaml.Node
    line: int
    column: int
    key: str | None = None
    form: Any = None
    indent: int = 0
    children: list["Unit"] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    behind: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)


def styled(text: str, form: Any) -> str:
    """The same data and comments in the one style; `form` is the type of the file. Raises `source.Trouble` for bad YAML."""
    read(text)  # refuses what could not be written again: aliases, tags, repeated keys, too deep nesting
    node = yaml.compose(text, LOADER)
    assert node is not None
    root = _grown(Unit(node, 0, 0, form=form))
    remarks = list(_remarks(text))
    head = _head(remarks, root)
    units = sorted(_all(root), key=lambda unit: (unit.line, unit.column))
    for remark in remarks[len(head) :]:
        _attach(remark, units, root)
    body = [_with(_inline(root), root.behind)] if _is_one_line(root) else _block(root, 0)
    lines = [*(r.text for r in head), *root.above, *body, *root.below]
    return "\n".join(lines) + "\n"


# -- from text to units


def _children(unit: Unit) -> Iterator[Unit]:
    """What stands inside a unit: the pairs of a mapping, the items of a list."""
    node = unit.node
    indent = unit.indent if unit.key is None else unit.indent + 2
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            mark, form = key.start_mark, forms.under(unit.form, key.value)
            yield _grown(Unit(value, mark.line, mark.column, key.value, form, indent))
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            mark = item.start_mark
            yield _grown(Unit(item, mark.line, mark.column, None, forms.item(unit.form), indent + 2))


def _grown(unit: Unit) -> Unit:
    unit.children = sorted(_children(unit), key=_order(unit))
    return unit


def _order(unit: Unit) -> Any:
    """Fields as their form has them, evidence last and what is unknown behind it; channels by kind and network."""
    if known := forms.fields(unit.form):
        places = {name: place for place, name in enumerate(known)}
        return lambda child: places.get(child.key, len(places))
    if forms.plain(forms.item(unit.form)) is Channel:
        return _place_of_channel
    return lambda _: 0


def _place_of_channel(unit: Unit) -> tuple[int, int]:
    said = {child.key: getattr(child.node, "value", "") for child in unit.children}
    kind, network = str(said.get("kind")), str(said.get("network"))
    return _KINDS.get(kind, len(_KINDS)), _NETWORKS.get(network, len(_NETWORKS))


def _remarks(text: str) -> Iterator[Remark]:
    """The comments: what stands on a line behind its last token."""
    lines = _BREAK.split(text)
    ends = dict.fromkeys(range(len(lines)), 0)
    inside: set[int] = set()
    for token in yaml.scan(text, LOADER):
        start, end = token.start_mark, token.end_mark
        if getattr(token, "style", None) in ("|", ">"):  # a comment may follow its sign
            sign = _BLOCK_TEXT.match(lines[start.line], start.column)
            ends[start.line] = sign.end() if sign else len(lines[start.line])
            inside.update(range(start.line + 1, end.line))
        elif (start.line, start.column) != (end.line, end.column):
            ends[end.line] = max(ends.get(end.line, 0), end.column)
            inside.update(range(start.line, end.line))
    for number, line in enumerate(lines):
        rest = line[ends[number] :]
        if number not in inside and rest.lstrip().startswith("#"):
            column = len(line) - len(rest.lstrip())
            yield Remark(number, column, rest.strip(), not line[:column].strip("-? \t"))


def _head(remarks: list[Remark], root: Unit) -> list[Remark]:
    """The comments above everything stay there, whatever comes first."""
    first = min((child.line for child in root.children), default=root.node.start_mark.line)
    return [r for r in remarks if r.line < first]


def _attach(remark: Remark, units: list[Unit], root: Unit) -> None:
    """Give a comment to the unit it stands behind, above, or, indented deeper than what follows, below."""
    before = [u for u in units if u.line <= remark.line] or [root]
    if not remark.alone:
        ended = (u for u in before if _ends_before(u.node, remark))
        next(ended, before[-1]).behind.append(remark.text)
        return
    following = next((u for u in units if u.line > remark.line), None)
    is_first = following is not None and any(child is following for child in before[-1].children)
    if following is not None and (is_first or remark.column <= _edge(following)):
        following.above.append(remark.text)
    else:
        owner = next((u for u in reversed(before) if _edge(u) <= remark.column), root)
        owner.below.append(remark.text)


def _ends_before(node: yaml.Node, remark: Remark) -> bool:
    """Whether brackets are closed on the line of the comment: then it is about all that is in them."""
    end = node.end_mark
    return (
        bool(getattr(node, "flow_style", False)) and end.line == remark.line and end.column <= remark.column
    )


def _edge(unit: Unit) -> int:
    return unit.column if unit.key is not None else unit.column - 2


def _all(unit: Unit) -> Iterator[Unit]:
    for child in unit.children:
        yield child
        yield from _all(child)


# -- from units to text


def _is_one_line(unit: Unit) -> bool:
    """Texts, empty collections, evidence, and lists of texts that fit and have nothing to say of single items."""
    if isinstance(unit.node, yaml.MappingNode):
        return not unit.children or forms.plain(unit.form) in _ONE_LINE
    is_plain = all(
        isinstance(child.node, yaml.ScalarNode) and not (child.above or child.behind or child.below)
        for child in unit.children
    )
    return is_plain and (not unit.children or _fits(unit))


def _fits(unit: Unit) -> bool:
    return unit.indent + len(unit.key or "") + 2 + len(_flow(unit.node)) <= WIDTH


def _gathered(unit: Unit) -> None:
    """Comments inside what is written on one line belong to all of it."""
    inside = sorted(_all(unit), key=lambda unit: (unit.line, unit.column))
    unit.above += [text for inner in inside for text in (*inner.above, *inner.below)]
    unit.behind = [*(text for inner in inside for text in inner.behind), *unit.behind]


def _block(unit: Unit, indent: int) -> Iterator[str]:
    for child in unit.children:
        if child.key is None:
            yield from _item(child, indent)
        else:
            yield from _pair(child, indent, " " * indent)


def _pair(unit: Unit, indent: int, lead: str) -> Iterator[str]:
    pad, is_one_line = " " * indent, _is_one_line(unit)
    if is_one_line:
        _gathered(unit)
    yield from (pad + text for text in unit.above)
    key = _scalar(unit.key or "", False)
    if is_one_line:
        yield _with(f"{lead}{key}: {_inline(unit)}", unit.behind)
    else:
        yield _with(f"{lead}{key}:", unit.behind)
        yield from _block(unit, indent + 2)
    yield from (pad + text for text in unit.below)


def _item(unit: Unit, indent: int) -> Iterator[str]:
    pad, is_one_line = " " * indent, _is_one_line(unit)
    if is_one_line:
        _gathered(unit)
    first = [] if is_one_line else unit.children[0].above
    yield from (pad + text for text in (*unit.above, *first))
    if is_one_line:
        yield _with(f"{pad}- {_inline(unit)}", unit.behind)
    elif unit.children[0].key is None:
        unit.children[0].above = []
        yield _with(f"{pad}-", unit.behind)
        yield from _block(unit, indent + 2)
    else:
        yield from _mapping_item(unit, indent)
    yield from (pad + text for text in unit.below)


def _mapping_item(unit: Unit, indent: int) -> Iterator[str]:
    first, *rest = unit.children
    first.above, first.behind = [], [*unit.behind, *first.behind]
    yield from _pair(first, indent + 2, " " * indent + "- ")
    for child in rest:
        yield from _pair(child, indent + 2, " " * (indent + 2))


def _with(line: str, remarks: Iterable[str]) -> str:
    return "  ".join([line, *remarks])


def _inline(unit: Unit) -> str:
    node = unit.node
    if isinstance(node, yaml.MappingNode):
        return "{" + ", ".join(f"{_scalar(p.key or '', True)}: {_valued(p)}" for p in unit.children) + "}"
    is_switch = forms.plain(unit.form) is bool and node.value in ("true", "false")
    if is_switch or not isinstance(node, yaml.ScalarNode):
        return str(node.value) if is_switch else _flow(node)
    return _scalar(node.value, False)


def _valued(pair: Unit) -> str:
    is_source = pair.key == "source" and isinstance(pair.node, yaml.ScalarNode)
    return _quoted(pair.node.value) if is_source else _flow(pair.node)


def _flow(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return "{" + ", ".join(f"{_flow(key)}: {_flow(value)}" for key, value in node.value) + "}"
    if isinstance(node, yaml.SequenceNode):
        return "[" + ", ".join(map(_flow, node.value)) + "]"
    return _scalar(node.value, True)


def _scalar(value: str, in_flow: bool) -> str:
    """Bare where every YAML reader takes it for the same text, or for the date or number that it is."""
    is_bare = _BARE.fullmatch(value) and not (in_flow and _IN_FLOW & set(value)) and all(map(_is_seen, value))
    if is_bare and (_DATE_OR_NUMBER.fullmatch(value) or not any(rule.match(value) for rule in _TYPED)):
        return value
    return _quoted(value)


def _quoted(value: str) -> str:
    """In double quotes; what nobody can see is written as its code."""
    shown = json.dumps(value, ensure_ascii=False)
    return "".join(
        c if _is_seen(c) else f"\\u{ord(c):04X}" if c < "\U00010000" else f"\\U{ord(c):08X}" for c in shown
    )


def _is_seen(character: str) -> bool:
    """Whether it has an appearance of its own; what YAML cannot print has none, nor have joiners and variation signs."""
    is_hidden = category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") or "\ufe00" <= character <= "\ufe0f"
    is_blank = category(character) == "Zs" and character != " "
    return not (is_hidden or is_blank or yaml.reader.Reader.NON_PRINTABLE.match(character))
