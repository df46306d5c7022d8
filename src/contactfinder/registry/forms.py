"""The types of `entry` as a tree that can be walked beside the data: which fields a place has, and of what form they are."""

from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Struct

from contactfinder.registry.entry import Country, Duration, FullDate, Language, PartialDate, Phrase

_SHAPES: dict[Any, str] = {  # texts of one shape, and the sentence that shows it
    PartialDate: "date",
    FullDate: "day",
    Country: "country",
    Language: "language",
    Duration: "duration",
    Phrase: "phrase",
}
Where = tuple[str | int, ...]


class Mistake(NamedTuple):
    """A value that its form does not allow: where, which sentence, and the sentence's values."""

    where: Where
    case: str
    values: dict[str, str]


def plain(form: Any) -> Any:
    """A type without its annotations and without None."""
    if get_origin(form) is Annotated:
        return plain(get_args(form)[0])
    if get_origin(form) in (Union, UnionType):
        (left,) = (part for part in get_args(form) if part is not NoneType)
        return plain(left)
    return form


def is_struct(form: Any) -> bool:
    """Whether values of this form have fields."""
    return isinstance(plain(form), type) and issubclass(plain(form), Struct)


@cache
def fields(form: Any) -> dict[str, Any]:
    """The fields of a form in the order in which they are written, evidence last; none for what has no fields."""
    if not is_struct(form):
        return {}
    hints = get_type_hints(plain(form), include_extras=True)
    names = plain(form).__struct_fields__
    return {name: hints[name] for name in sorted(names, key=lambda name: name == "evidence")}


def item(form: Any) -> Any:
    """The form of the items of a list, or None."""
    return get_args(plain(form))[0] if get_origin(plain(form)) is list else None


def under(form: Any, key: str) -> Any:
    """The form of what stands under a key, or None."""
    if get_origin(plain(form)) is dict:
        return get_args(plain(form))[1]
    return fields(form).get(key)


def mistakes(data: Any, form: Any, where: Where = ()) -> Iterator[Mistake]:
    """Everything in plain data that its form does not allow, each with its place."""
    if is_struct(form) and isinstance(data, dict):
        yield from _in_fields(data, form, where)
    elif item(form) is not None and isinstance(data, list):
        for place, value in enumerate(data):
            yield from mistakes(value, item(form), (*where, place))
        yield from _in_value([], form, where) if not data else ()
    elif get_origin(plain(form)) is dict and isinstance(data, dict):
        for key, value in data.items():
            yield from _in_value(key, get_args(plain(form))[0], (*where, key))
            yield from mistakes(value, under(form, key), (*where, key))
    else:
        yield from _in_value(data, form, where)


def _in_fields(data: dict[str, Any], form: Any, where: Where) -> Iterator[Mistake]:
    known = fields(form)
    for key, value in data.items():
        if key in known:
            yield from mistakes(value, known[key], (*where, key))
        else:
            near = get_close_matches(key, known, 1) or [", ".join(known)]
            yield Mistake((*where, key), "unknown-field", {"field": key, "known": near[0]})
    needed = (f for f in msgspec.structs.fields(plain(form)) if f.required and f.name not in data)
    for field in needed:
        yield Mistake(where, "missing-field", {"field": field.name})


def _in_value(data: Any, form: Any, where: Where) -> Iterator[Mistake]:
    try:
        msgspec.convert(data, form, strict=False)
    except msgspec.ValidationError as error:
        shown = {"place": ".".join(str(step) for step in where) or "$"}
        choices = getattr(plain(form), "__members__", {}).values()
        shape = next((case for known, case in _SHAPES.items() if form in (known, known | None)), None)
        if isinstance(data, str) and choices:
            yield Mistake(where, "choice", shown | {"value": data, "known": ", ".join(choices)})
        elif isinstance(data, str) and plain(form) is str:
            pattern = {} if shape else {"pattern": str(error).partition(" regex ")[2].partition(" - at ")[0]}
            yield Mistake(where, shape or "pattern", shown | {"value": data} | pattern)
        elif isinstance(data, list) and item(form) is not None:
            yield Mistake(where, "empty-list", shown)
        else:
            yield Mistake(where, _missed(form), shown)


def _missed(form: Any) -> str:
    """What does not stand where this form is needed."""
    if item(form) is not None:
        return "not-a-list"
    if is_struct(form) or get_origin(plain(form)) is dict:
        return "not-fields"
    return {bool: "not-a-switch", int: "not-a-number"}.get(plain(form), "not-a-text")
