"""What every message is: camelCase outside, nothing in it that was not agreed, and times in whole microseconds."""

from typing import Annotated, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints
from pydantic.alias_generators import to_camel

from vignette.web import words


def _plain(text: str) -> str:
    if not words.is_plain(text):
        raise ValueError("words hold no control characters and no halves of characters")
    return text


Name: TypeAlias = Annotated[str, StringConstraints(max_length=40), AfterValidator(_plain)]
"""An identity, a code, or what a codebook is called."""
Line: TypeAlias = Annotated[str, StringConstraints(max_length=300), AfterValidator(_plain)]
Text: TypeAlias = Annotated[str, StringConstraints(max_length=2000), AfterValidator(_plain)]
Pages: TypeAlias = Annotated[str, StringConstraints(max_length=10_000), AfterValidator(_plain)]


class Wire(BaseModel):
    """A message: camelCase outside, and nothing in it that was not agreed."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")
