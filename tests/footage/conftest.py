"""Test films, each built once for all the tests of a session."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase

from tests.films import Recipe, frame_film
from vignette.domain.source import PlainFile

# Each example renders a film: a deadline would measure the machine, and shrinking takes longer than looking.
UNHURRIED: Any = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    "phases": [Phase.explicit, Phase.generate],
    "derandomize": True,
}

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
