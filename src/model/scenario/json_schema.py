"""The format of scenario files as a JSON schema, for editors that complete keys and mark mistakes."""

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from model.scenario.problems import Mark, Problem, ScenarioError
from model.scenario.schema.base import Dated, Section
from model.scenario.schema.descriptions import descriptions
from model.scenario.schema.scenario import Scenario
from model.scenario.schema.shape import fields_of, shape_of
from model.scenario.sentences import unknown_key

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(section: str | None = None) -> dict[str, Any]:
    """JSON schema (2020-12) of a whole file, or of one section.

    Raises:
        ScenarioError: there is no such section.
    """
    owner: type[Section] = Scenario
    for part in [] if section is None else section.split("."):
        inner = shape_of(owner, part)
        if inner is None or inner.section is None:
            text = unknown_key(section.split(".")) if inner is None and section else "is a lever, not a section"
            raise ScenarioError([Problem(Mark("jjj schema"), section or "", text)])
        owner = inner.section
    schema = owner.model_json_schema(by_alias=True, schema_generator=_Generator)
    classes = _classes(owner, {})
    _describe(schema, owner)
    for name, part in schema.get("$defs", {}).items():
        _describe(part, classes[name])
    if section is None:
        parent = {"type": "string", "description": "Name of the scenario that this one builds on."}
        schema["properties"] = {"extends": parent, **schema["properties"]}
    return {"$schema": DIALECT, **schema}


class _Generator(GenerateJsonSchema):
    def encode_default(self, dft: Any) -> Any:
        if isinstance(dft, Dated):
            plain = dft.plain()
            return {str(key): value for key, value in plain.items()} if isinstance(plain, dict) else plain
        if isinstance(dft, tuple):
            return [self.encode_default(item) for item in dft]
        if isinstance(dft, BaseModel):
            return dft.model_dump(by_alias=True)
        return super().encode_default(dft)


def _describe(schema: dict[str, Any], section: type[Section]) -> None:
    """Add docstrings and bounds to the properties of one section."""
    said = descriptions(section)
    for key, name in fields_of(section).items():
        part = schema["properties"][key]
        if name in said:
            part["description"] = said[name]
        evidence = part.get("lever")
        if evidence:
            _bound(part, evidence["low"], evidence["high"])


def _bound(part: dict[str, Any], low: float | None, high: float | None) -> None:
    """Write the bounds of a lever at every number inside its schema."""
    if part.get("type") in ("number", "integer"):
        part.update({key: bound for key, bound in (("minimum", low), ("maximum", high)) if bound is not None})
    inner = [part.get("items"), part.get("additionalProperties"), *part.get("anyOf", [])]
    inner += [*part.get("properties", {}).values(), *part.get("patternProperties", {}).values()]
    for one in inner:
        if isinstance(one, dict) and "$ref" not in one:
            _bound(one, low, high)


def _classes(section: type[Section], known: dict[str, type[Section]]) -> dict[str, type[Section]]:
    """All section classes inside one, by name."""
    known[section.__name__] = section
    for key in fields_of(section):
        inner = shape_of(section, key)
        while inner is not None and inner.section is None:
            inner = inner.inner
        if inner is not None and inner.section is not None and inner.section.__name__ not in known:
            _classes(inner.section, known)
    return known
