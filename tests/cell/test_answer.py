"""What comes back from a process that may be in a stranger's hands is what was asked for, or nothing."""

import pickle
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import Any, get_args, get_type_hints

import msgspec
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

import vignette
from tests.aside import aside
from tests.cell import errands
from vignette.cell import answer
from vignette.cell.inside import ANSWER, MISTAKE, PROBLEM, SHARE
from vignette.domain.errors import NotYours, ReaderStopped, ReaderTooSlow, UnsuitableFilm
from vignette.domain.span import Micros, Span
from vignette.footage.made import Ready

NONSENSE = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


class Mood(StrEnum):
    CALM = "calm"


@dataclass(frozen=True, eq=False, slots=True)
class Found:
    span: Span
    at: tuple[Micros, ...]
    mood: Mood
    values: npt.NDArray[np.float32]
    evidence: dict[str, float]


def found(values: npt.NDArray[np.float32]) -> Found:
    return Found(Span(Micros(1), Micros(2)), (Micros(3),), Mood.CALM, values, {"after s": float("nan")})


def test_an_answer_comes_back_as_it_was() -> None:
    values = np.array([[1.5, np.nan], [0, -1]], np.float32)

    back = answer.unpacked(answer.packed(found(values)), Found)

    assert (back.span, back.at, back.mood) == (Span(Micros(1), Micros(2)), (Micros(3),), Mood.CALM)
    assert np.isnan(back.evidence["after s"])
    assert back.values.dtype == np.float32
    np.testing.assert_array_equal(back.values, values)


@given(st.binary(max_size=200))
def test_no_bytes_become_anything_else(said: bytes) -> None:
    with pytest.raises(answer.Unfit):
        answer.unpacked(b"\xc1" + said, Found)
    for read in (lambda: answer.unpacked(said, Found), lambda: answer.unpacked_problem(said)):
        with pytest.raises(answer.Unfit):
            read()


@given(NONSENSE)
def test_no_well_formed_nonsense_becomes_a_finding(nonsense: object) -> None:
    for place in ("span", "at", "mood", "values", "evidence"):
        told = msgspec.to_builtins(found(np.zeros(1, np.float32)), enc_hook=lambda each: (each.shape, each.tobytes()))
        told[place] = nonsense

        try:
            back = answer.unpacked(msgspec.msgpack.encode(told), Found)
        except answer.Unfit:
            continue
        assert isinstance(back.span, Span)
        assert isinstance(back.values, np.ndarray)


@pytest.mark.parametrize(
    ("shape", "content"),
    [((2,), b"\0" * 4), ((-1,), b"\0" * 4), ((2**40, 2**40), b""), ((1,) * 33, b"\0" * 4), ((0, -5), b""), ((), b"")],
)
def test_an_array_that_lies_about_its_size_is_refused(shape: tuple[int, ...], content: bytes) -> None:
    told = msgspec.to_builtins(found(np.zeros(1, np.float32)), enc_hook=lambda _each: (shape, content))

    with pytest.raises(answer.Unfit):
        answer.unpacked(msgspec.msgpack.encode(told), Found)


def test_a_list_that_claims_to_be_endless_and_a_bottomless_one_take_no_memory() -> None:
    for said in (b"\xdd\xff\xff\xff\xff", b"\xdf\xff\xff\xff\xff", b"\xc6\xff\xff\xff\xff", b"\x91" * 100_000):
        with pytest.raises(answer.Unfit):
            answer.unpacked(said, tuple[bytes, ...])


@given(NONSENSE)
def test_what_is_counted_is_what_is_there(nonsense: object) -> None:
    packed, places = msgspec.msgpack.encode(nonsense), [0]

    while places[-1] < len(packed):
        places.append(places[-1] + answer._length(packed, places[-1]))

    assert places[-1] == len(packed)
    assert len(places) - 1 == _values_in(nonsense)


def _values_in(nonsense: object) -> int:
    if isinstance(nonsense, dict):
        return 1 + len(nonsense) + sum(map(_values_in, nonsense.values()))
    return 1 + sum(map(_values_in, nonsense)) if isinstance(nonsense, list) else 1


def test_countless_little_things_are_refused_before_they_fill_the_memory() -> None:
    countless = b"\xdd\x03\x00\x00\x00" + b"\x80" * (3 << 24)

    with pytest.raises(answer.Unfit, match="more values"):
        answer.unpacked(countless, tuple[bytes, ...])


def test_a_problem_comes_back_as_its_kind_and_one_line() -> None:
    problem = answer.unpacked_problem(answer.packed_problem(UnsuitableFilm("Too\x1b[2J dark.\n" + "x" * 10_000)))

    assert type(problem) is UnsuitableFilm
    assert str(problem).startswith("Too [2J dark. x")
    assert len(str(problem)) == answer.LONGEST_SENTENCE


def test_only_problems_of_films_come_back() -> None:
    with pytest.raises(ValueError, match="not expected"):
        answer.packed_problem(NotYours())
    with pytest.raises(answer.Unfit):
        answer.unpacked_problem(answer.packed(("NotYours", "There is nothing here for you.")))


class Bomb:
    def __reduce__(self) -> tuple[Callable[..., Any], tuple[str]]:
        return (pytest.fail, ("it was unpickled",))


def framed(kind: bytes, content: bytes) -> bytes:
    return kind + len(content).to_bytes(8, "big") + content


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"A",
        framed(ANSWER, pickle.dumps(Bomb())),
        pickle.dumps(Bomb()),
        framed(ANSWER, answer.packed("no number")),
        framed(PROBLEM, answer.packed(("SystemExit", "0"))),
        framed(PROBLEM, answer.packed(7)),
        framed(SHARE, answer.packed(float("nan"))),
        framed(MISTAKE, b"\xff\x1b[2J"),
        framed(b"X", b""),
        ANSWER + (1 << 62).to_bytes(8, "big"),
        ANSWER + (50).to_bytes(8, "big") + b"less",
    ],
)
def test_a_liar_is_a_film_that_cannot_be_read(said: bytes) -> None:
    with pytest.raises(ReaderStopped):
        aside(errands.answering, said, seconds=30)


def test_a_flood_of_news_is_neither_kept_nor_passed_on() -> None:
    heard: list[float] = []
    flood = b"".join(framed(SHARE, answer.packed(share / 1000)) for share in range(1000))

    with pytest.raises(ReaderTooSlow):
        aside(errands.chattering_for_ever, flood, progress=heard.append, seconds=2)

    assert len(heard) <= 2 / 0.05
    assert all(0 <= share <= 1 for share in heard)


@pytest.mark.parametrize(
    "said",
    [
        {"footage": {"length": -1}},
        {"footage": {"filmed_at": "soon"}},
        {"footage": {"note": "\u202e"}},
        {"times": b"seven b"},
        {"times": np.array([0, 2, 1], "<i8").tobytes()},
        {"times": np.array([-1], "<i8").tobytes()},
        {"times": np.array([2**62], "<i8").tobytes()},
    ],
)
def test_what_no_film_can_be_is_not_believed(said: dict[str, Any]) -> None:
    footage = {"length": 9, "width": 1, "height": 1, "frames": 1, "has_sound": True, "plays_everywhere": True}
    told = {"footage": footage, "poster": b"", "stretches": ((0, 2), b"")}
    assert answer.unpacked(msgspec.msgpack.encode(told), Ready).footage.length == 9

    with pytest.raises(answer.Unfit):
        answer.unpacked(msgspec.msgpack.encode(told | said | {"footage": footage | said.get("footage", {})}), Ready)


SOURCE = Path(vignette.__file__).parents[1]
ROOMS = [
    ".".join(path.relative_to(SOURCE).with_suffix("").parts)
    for path in sorted(SOURCE.rglob("*.py"))
    if re.search(r"^[A-Z_]+: Errand\[", path.read_text(), re.MULTILINE)
]


@pytest.mark.parametrize("room", ROOMS)
def test_what_is_asked_for_by_name_is_there_and_is_as_it_was_said_to_be(room: str) -> None:
    said = get_type_hints(import_module(room))
    errands_here = {name: its for name, its in vars(import_module(room)).items() if name in said}

    for name, its in errands_here.items():
        *asked, answered = get_args(said[name])
        function = getattr(import_module(its.module), its.name)
        hints = get_type_hints(function)
        taken = [hints[name] for name in signature(function).parameters if name != "progress"]
        assert its.module.split(".")[:2] == room.split(".")[:2]
        assert (taken, hints["return"]) == (asked, answered)
        assert its.answer == answered
        with pytest.raises(answer.Unfit):
            answer.unpacked(answer.packed({"no": "answer"}), its.answer)
