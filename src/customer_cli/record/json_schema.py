"""The JSON Schema of a model: what people write, shorthands included, and not what is made of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from customer_cli.errors import LONG, SHORT
from customer_cli.record import explain

_NULL: JsonSchemaValue = {"type": "null"}
_PLAIN: JsonSchemaValue = {"type": ["string", "number"]}
_WIDER: dict[str, list[JsonSchemaValue]] = {
    "as_list": [_NULL],
    "as_map": [_NULL],
    "as_value": [_PLAIN],
    "as_person": [_PLAIN],
    "as_word": [{"type": "string"}],
    "as_ids": [{"type": "string"}, _NULL],
}
"""What else each validator takes that looks at a value before the model does."""
_TEXTS = {"as_text": ["string", "number", "boolean"], "as_sentence": ["string", "number"],
          "as_wording": ["string", "number"]}  # fmt: skip
"""The types of which each validator makes text."""
_NARROW = ("as_date", "as_flag", "as_number")
"""Validators that take less than the model would, and nothing else."""


class SchemaAsWritten(GenerateJsonSchema):
    """The schema of what people write, shorthands included, and not of what is made of it."""

    def function_before_schema(
        self, schema: core_schema.BeforeValidatorFunctionSchema
    ) -> JsonSchemaValue:
        """Return the schema of a value that a validator sees before the model does."""
        inner = self.generate_inner(schema["schema"])
        name = schema["function"]["function"].__name__
        if name in _NARROW:
            return inner
        if name in _TEXTS:
            types = ["string", "integer"] if "pattern" in inner else _TEXTS[name]
            return {**inner, "type": types}
        return {"anyOf": [inner, *_WIDER[name]]}

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Return the schema of a model, each key with what the source says about it."""
        made = super().model_schema(schema)
        model: type[BaseModel] = schema["cls"]
        for key, said in explain.describe_keys(model).items():
            made["properties"][key]["description"] = said
        if model.model_config.get("extra") == "allow":
            made["propertyNames"] = _key_names(explain.keys_of(model))
        return made

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """Return the schema of entries by id, where a key that is no id is refused."""
        made = super().dict_schema(schema)
        for pattern, entry in made.pop("patternProperties", {}).items():
            made |= {"propertyNames": {"pattern": pattern}, "additionalProperties": entry}
        return made


def _key_names(known: list[str]) -> JsonSchemaValue:
    """Return the schema of the keys beside those *known*: the team's own, but no slip of the hand.

    A key of another part of a record is one; so is a known key with one letter too many, too few,
    wrong or exchanged. The reader finds two wrong letters in a long key as well.
    """
    from customer_cli.record.model import Record

    models = explain.model_depths(Record)
    elsewhere = sorted({key for model in models for key in explain.keys_of(model)} - set(known))
    slips = "|".join(dict.fromkeys(slip for key in known for slip in _slips(key)))
    wrong: list[JsonSchemaValue] = [{"enum": elsewhere}, {"pattern": f"^(?:{slips})$"}]
    return {"anyOf": [{"enum": known}, {"not": {"anyOf": wrong}}]}


def _slips(key: str) -> Iterator[str]:
    """Yield a pattern for each slip that `errors.find_mistyped` takes for *key*, up to one letter."""
    yield from (key.capitalize(), key.upper(), key.replace("_", "[ -]?"))
    for place in range(len(key) - 1):
        yield f"{key[:place]}{key[place + 1]}{key[place]}{key[place + 2 :]}"
    if len(key) <= SHORT:
        return
    for place in range(0 if len(key) >= LONG else 1, len(key) + 1):
        yield f"{key[:place]}.{key[place:]}"
        if place < len(key):
            yield f"{key[:place]}.?{key[place + 1 :]}"


def json_schema(model: type[BaseModel]) -> dict[str, Any]:
    """Return the JSON Schema of what people write for *model*."""
    return model.model_json_schema(schema_generator=SchemaAsWritten)
