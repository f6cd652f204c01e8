"""Sections as plain maps, lists and numbers; the defaults without building a scenario first."""

from functools import cache
from typing import Any

from pydantic_core import PydanticUndefined

from model.scenario.schema.base import Dated, Section
from model.scenario.schema.shape import fields_of


def plain_of(value: Any) -> Any:
    """A value of a section as files have it: keys by alias, tuples as lists, dated values as number or map."""
    if isinstance(value, Section):
        return {key: plain_of(getattr(value, name)) for key, name in fields_of(type(value)).items()}
    if isinstance(value, Dated):
        return value.plain()
    if isinstance(value, dict):
        return {key: plain_of(inner) for key, inner in value.items()}
    return [plain_of(inner) for inner in value] if isinstance(value, list | tuple) else value


@cache
def default_tree(section: type[Section]) -> dict[str, Any]:
    """What `section()` says, plain; not to be changed by the caller.

    Read from the fields: building every section for its own sake costs a check a twentieth of a second.
    """
    tree: dict[str, Any] = {}
    for key, name in fields_of(section).items():
        field = section.model_fields[name]
        factory: Any = field.default_factory
        if isinstance(factory, type) and issubclass(factory, Section):
            tree[key] = default_tree(factory)
        elif factory is not None:
            tree[key] = plain_of(factory())
        elif field.default is not PydanticUndefined:
            tree[key] = plain_of(field.default)
    return tree
