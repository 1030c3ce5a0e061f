"""Test films, each built once for all the tests of a session."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.films import Recipe, frame_film
from vignette.domain.source import PlainFile

Film = Callable[..., PlainFile]


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> Film:
    """`film(**recipe)` gives the film of that recipe, building it when it is asked for first."""
    shelf = tmp_path_factory.mktemp("films")
    built: dict[str, Path] = {}

    def build(**recipe: Any) -> PlainFile:
        made = Recipe(**recipe)
        if repr(made) not in built:
            built[repr(made)] = frame_film(shelf / f"{len(built)}", made)
        return PlainFile(built[repr(made)])

    return build
