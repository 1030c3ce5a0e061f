"""Functions at the top of a module of tests, done aside like those of ours."""

from collections.abc import Callable
from typing import Any, TypeVar, get_type_hints

from vignette.cell import aside as cell
from vignette.domain.work import Errand

Answer = TypeVar("Answer")


def aside(function: Callable[..., Answer], *asked: object, **how: Any) -> Answer:
    """What `function` answers, from a cell; it says itself what it returns."""
    answer: Answer = cell.aside(errand_of(function), *asked, **how)
    return answer


def errand_of(function: Callable[..., Any]) -> Errand[*tuple[Any, ...], Any]:
    return Errand(function.__module__, function.__name__, get_type_hints(function)["return"])
