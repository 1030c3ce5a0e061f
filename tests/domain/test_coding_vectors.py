"""The page keeps the events of a coding as the server does: both read the same examples (timeline/tests/coding)."""

import json
from pathlib import Path
from typing import Any

import pytest

from vignette.domain.coding import Change, Deed, DeedId, Event, EventId
from vignette.domain.identity import AccountId
from vignette.domain.person import PersonId
from vignette.domain.sheet import Rival, Sheet
from vignette.domain.span import Micros

VECTORS = json.loads((Path(__file__).parents[2] / "timeline/tests/coding/vectors.json").read_text(encoding="utf-8"))


def event(written: dict[str, Any] | None) -> Event | None:
    if written is None:
        return None
    return Event(
        id=EventId.parse(written["id"]),
        code=written["code"],
        person=None if written["person"] is None else PersonId.parse(written["person"]),
        start=Micros(written["start"]),
        end=Micros(written["end"]),
        modifiers={name: tuple(chosen) for name, chosen in written["modifiers"].items()},
        note=written["note"],
    )


def deed(written: dict[str, Any]) -> Deed:
    changes = (
        Change(EventId.parse(each["event"]), event(each["before"]), event(each["after"])) for each in written["changes"]
    )
    undoes = None if written["undoes"] is None else DeedId.parse(written["undoes"])
    return Deed(DeedId.parse(written["id"]), tuple(changes), undoes)


def sheet(events: list[dict[str, Any]], rivals: list[dict[str, Any]]) -> Sheet:
    standing = [each for each in map(event, events) if each is not None]
    waiting = (
        Rival(EventId.parse(each["event"]), event(each["version"]), AccountId.parse(each["coder"])) for each in rivals
    )
    return Sheet({each.id: each for each in standing}, tuple(waiting))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_deeds_one_after_the_other_come_to_what_is_written_down(vector: dict[str, Any]) -> None:
    now = sheet(vector["before"], vector["rivalsBefore"])

    for step in vector["steps"]:
        now = now.after(deed(step["deed"]), AccountId.parse(step["coder"]))

    assert now == sheet(vector["after"], vector["rivalsAfter"])
