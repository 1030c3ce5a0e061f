"""Thresholds are data, and nonsense is refused when it is read."""

import copy
from typing import Any

import pytest

from vignette import library
from vignette.domain.errors import Misconfigured
from vignette.signals.settings import Settings, default


@pytest.fixture
def table() -> dict[str, Any]:
    return copy.deepcopy(dict(library.table("signals", "default")))


def test_every_default_says_its_unit_and_where_it_comes_from(table: dict[str, Any]) -> None:
    entries = {name: entry for name, entry in table.items() if name != "version"}

    assert all(entry["unit"] and entry["source"][:3] in ("[F]", "[K]", "[U]", "[C]") for entry in entries.values())


def test_the_defaults_carry_their_version() -> None:
    assert default().version == "default-3"


def test_a_threshold_out_of_its_range_is_refused_by_name(table: dict[str, Any]) -> None:
    table["look_within"]["value"] = 120

    with pytest.raises(Misconfigured, match="look_within must lie between"):
        Settings.from_table(table)


@pytest.mark.parametrize("change", ["missing", "unknown", "word", "versionless"])
def test_a_table_that_is_not_whole_is_refused(table: dict[str, Any], change: str) -> None:
    if change == "missing":
        del table["smile_from"]
    elif change == "unknown":
        table["smile_form"] = table["smile_from"]
    elif change == "word":
        table["smile_from"]["value"] = "half"
    else:
        del table["version"]

    with pytest.raises(Misconfigured):
        Settings.from_table(table)
