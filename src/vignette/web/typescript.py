"""Messages written as TypeScript interfaces, so that both sides of the wire read the same page."""

import types
from collections.abc import Iterable
from enum import Enum
from typing import Annotated, Any, Literal, NewType, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

OPENING = """\
/** What the page and the server tell each other. Every time is a whole number of microseconds. */

export type Micros = number
"""
_PLAIN: dict[Any, str] = {str: "string", int: "number", float: "number", bool: "boolean", type(None): "null"}


def written(messages: Iterable[type[BaseModel]]) -> str:
    """The whole module: one interface for each message, in the order given."""
    return "\n".join([OPENING, *(_interface(message) for message in messages)])


def _interface(message: type[BaseModel]) -> str:
    remark = [f"/** {message.__doc__} */"] if message.__doc__ else []
    lines = [line for field in message.model_fields.values() for line in _property(field)]
    return "\n".join([*remark, f"export interface {message.__name__} {{", *lines, "}", ""])


def _property(field: FieldInfo) -> list[str]:
    remark = [f"  /** {field.description} */"] if field.description else []
    return [*remark, f"  readonly {field.alias}: {type_of(field.annotation)}"]


def type_of(annotation: Any) -> str:
    """The TypeScript type of one annotation; raises TypeError for what no message may hold."""
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    if isinstance(annotation, NewType):
        return annotation.__name__
    if get_origin(annotation) is Annotated:
        return type_of(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return " | ".join(type_of(part) for part in get_args(annotation))
    if get_origin(annotation) is Literal:
        return " | ".join(f"'{value}'" for value in get_args(annotation))
    if get_origin(annotation) is list:
        return _array(type_of(get_args(annotation)[0]))
    if get_origin(annotation) is dict:
        return f"Readonly<Record<string, {type_of(get_args(annotation)[1])}>>"
    return _named(annotation)


def _named(annotation: Any) -> str:
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return " | ".join(f"'{member.value}'" for member in annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation.__name__
    raise TypeError(f"no message can hold {annotation}")


def _array(element: str) -> str:
    return f"readonly ({element})[]" if " | " in element else f"readonly {element}[]"
