"""What kind of value a key takes, read from the section classes, so that merging and messages follow the schema."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from model.scenario.schema.base import Dated, Section, evidence_of

Kind = Literal["section", "dated", "map", "rows", "list", "value"]


@dataclass(frozen=True, slots=True)
class Shape:
    """What a key takes.

    `section`: keys of its own; `dated`: a number or a map from year to number; `map`: free keys, all of one
    shape; `rows`: a list of sections that have an `id`; `list`: any other list; `value`: all else.
    """

    kind: Kind
    expected: str
    """In words, for messages."""
    section: type[Section] | None = None
    """Class of a section, or of the rows of a list."""
    inner: "Shape | None" = None
    """Shape of the values of a map or list."""
    choices: tuple[Any, ...] = ()
    """The values that are allowed, if they can be counted."""


def fields_of(section: type[Section]) -> dict[str, str]:
    """Keys as files write them (aliases) to the names of attributes."""
    return {field.alias or name: name for name, field in section.model_fields.items()}


def shape_of(section: type[Section], key: str) -> Shape | None:
    """Shape of a key of a section; None for a key that it does not have."""
    name = fields_of(section).get(key)
    return None if name is None else shape(section.model_fields[name].annotation)


def shape(annotation: Any) -> Shape:
    """Shape of a type annotation."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        return _of_union(arguments)
    if origin is Literal:
        choices = tuple(arguments)
        return Shape("value", "one of " + ", ".join(map(str, choices)), choices=choices)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return Shape("map", "a map", inner=shape(arguments[1]))
    if isinstance(origin, type) and issubclass(origin, Sequence):
        inner = shape(arguments[0])
        rows = inner.section is not None and "id" in inner.section.model_fields
        return Shape("rows" if rows else "list", "a list", section=inner.section, inner=inner)
    if isinstance(annotation, type) and issubclass(annotation, Dated):
        return Shape("dated", "a number, or a map from year to number")
    if isinstance(annotation, type) and issubclass(annotation, Section):
        return Shape("section", "a map of keys", section=annotation)
    words = {bool: "true or false", int: "a whole number", float: "a number", str: "a text"}
    return Shape("value", words.get(annotation, "another kind of value"))


def _of_union(arguments: tuple[Any, ...]) -> Shape:
    """A union takes the shape of its richest member; null is said in words."""
    shapes = [shape(part) for part in arguments if part is not type(None)]
    richest = next((one for one in shapes if one.kind != "value"), shapes[0])
    expected = " or ".join(dict.fromkeys(one.expected for one in shapes))
    null = ", or null" if type(None) in arguments else ""
    choices = tuple(choice for one in shapes for choice in one.choices) if all(one.choices for one in shapes) else ()
    return Shape(richest.kind, expected + null, richest.section, richest.inner, choices)


@dataclass(frozen=True, slots=True)
class Found:
    """A lever found by its key."""

    owner: type[Section]
    """The section class that has it."""
    name: str
    """Name of the attribute."""
    trail: tuple[str | int, ...]
    """Key of the lever; shorter than what was asked for when that pointed into its value."""

    @property
    def field(self) -> FieldInfo:
        """pydantic's field."""
        return self.owner.model_fields[self.name]

    @property
    def evidence(self) -> dict[str, Any] | None:
        """What `lever` was told; None for a plain field."""
        return evidence_of(self.owner, self.name)

    @property
    def shape(self) -> Shape:
        """Shape of the lever's value."""
        return shape(self.field.annotation)


def find_lever(root: type[Section], trail: Sequence[str | int]) -> Found | None:
    """The field deepest along a key.

    Fields without evidence that lie inside a lever (the columns of its rows) are found too.
    """
    found: Found | None = None
    section: type[Section] | None = root
    inside: Shape | None = None
    for position, step in enumerate(trail):
        if section is not None:
            name = fields_of(section).get(str(step))
            if name is None:
                return found
            found = Found(section, name, tuple(trail[: position + 1]))
            inside = found.shape
        elif inside is not None:
            inside = inside.inner
        section = inside.section if inside is not None and inside.kind == "section" else None
        if inside is None:
            return found
    return found


def levers(section: type[Section], trail: tuple[str, ...] = ()) -> list[Found]:
    """Every key of the schema that takes a value, in the order of the classes."""
    out: list[Found] = []
    for key, name in fields_of(section).items():
        inner = shape(section.model_fields[name].annotation)
        way = (*trail, key)
        if inner.kind == "section" and inner.section is not None:
            out += levers(inner.section, way)
        else:
            out.append(Found(section, name, way))
    return out
