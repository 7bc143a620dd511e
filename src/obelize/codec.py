"""Domain values to and from JSON, one way for the store, the exporters and bundles.

The values stay plain dataclasses; pydantic reads their annotations from outside.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

T = TypeVar("T")


class DecodingError(ValueError):
    """The data does not have the shape of the value wanted. The message names the first place that differs."""


_adapter: Callable[[Any], TypeAdapter[Any]] = cache(TypeAdapter)


def to_plain(value: object, kind: Any = None) -> Any:
    """`value` as dicts, lists, texts and numbers; times as ISO 8601. `kind` is needed for a bare union or list."""
    return _adapter(kind or type(value)).dump_python(value, mode="json")


def from_plain(kind: type[T], data: object) -> T:
    """The value of type `kind` that `to_plain` turned into `data`."""
    try:
        return _adapter(kind).validate_python(data)  # type: ignore[no-any-return]
    except ValidationError as error:
        raise DecodingError(_first(error)) from error


def to_json(value: object, kind: Any = None) -> str:
    """`value` as compact JSON."""
    return _adapter(kind or type(value)).dump_json(value).decode()


def from_json(kind: type[T], text: str | bytes) -> T:
    """The value of type `kind` written by `to_json`."""
    try:
        return _adapter(kind).validate_json(text)  # type: ignore[no-any-return]
    except ValidationError as error:
        raise DecodingError(_first(error)) from error


def json_schema(kind: Any) -> dict[str, Any]:
    """The JSON Schema of `to_plain`'s output for `kind`."""
    return _adapter(kind).json_schema(mode="serialization")


def _first(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(str(part) for part in first['loc']) or 'top level'}: {first['msg']}"
