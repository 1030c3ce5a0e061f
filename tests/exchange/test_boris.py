"""What was coded in BORIS is read as BORIS counts it, and what we write is there again, or named as lost."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.carrying import apart, carried, damaged, in_order, names, twisted, wild
from vignette.domain.codebook import Modifier, Shape
from vignette.domain.span import Micros
from vignette.exchange.boris import lost_in_boris, read_boris, write_boris
from vignette.exchange.carried import Carried, CarriedCode, CarriedEvent, CarriedFilm, Unreadable
from vignette.exchange.strict import MOST_BYTES

GOLDEN = Path(__file__).parent / "golden"
DYAD = (GOLDEN / "dyad.boris").read_bytes()
"""Coded key by key in BORIS 9.15.0 and saved by it: `in_boris.py code`."""
COUNTS = json.loads((GOLDEN / "dyad.counts.json").read_text())
"""What BORIS 9.15.0 itself counts in it: `in_boris.py counts`."""
SECOND = 1_000_000
SMILES = CarriedCode("smiles", Shape.STATE)


def dyad() -> dict[str, Any]:
    project: dict[str, Any] = json.loads(DYAD)
    return project


def read(project: object) -> Carried:
    (only,) = read_boris(json.dumps(project).encode())
    return only


def breakfast(**changes: object) -> Carried:
    """The golden observation with parts of it changed."""
    project = dyad()
    project["observations"]["breakfast"] |= changes
    return read(project)


def coding(*events: CarriedEvent, **more: Any) -> Carried:
    given: dict[str, Any] = {"title": "one", "coder": "", "codebook": "", "films": (), "people": ("Ada",)}
    return Carried(**{**given, "codes": (SMILES,), "events": events, **more})


def smile(start: float, end: float, **more: Any) -> CarriedEvent:
    return CarriedEvent("smiles", "Ada", Micros(round(start * SECOND)), Micros(round(end * SECOND)), **more)


def there_and_back(one: Carried) -> Carried:
    (back,) = read_boris(write_boris(one))
    return back


def test_numbers_and_durations_are_those_that_boris_itself_counts() -> None:
    (one,) = read_boris(DYAD)
    theirs = {(who, code): (number, length) for who, code, _, number, length in COUNTS["breakfast"]["budget"]}
    assert theirs.pop(("Child", "looks")) == ("UNPAIRED", "UNPAIRED")

    for (who, code), (number, length) in theirs.items():
        found = [e for e in one.events if (e.person or "No focal subject", e.code) == (who, code)]
        assert len(found) == number
        assert length == "NA" or float(length) == sum(e.end - e.start for e in found) / SECOND
    assert len(one.events) == sum(number for number, _ in theirs.values())


def test_smiles_that_touch_stay_two() -> None:
    (one,) = read_boris(DYAD)

    mothers = [(e.start / SECOND, e.end / SECOND) for e in one.events if (e.person, e.code) == ("Mother", "smiles")]
    assert mothers == [(5.88, 7.6), (7.6, 9.12)]


def test_a_look_that_never_ends_is_named_with_its_place() -> None:
    (one,) = read_boris(DYAD)

    assert "“looks” of Child begins at 10.000 s and never ends: it is left out." in one.losses


def test_the_ethogram_comes_with_levels_modifiers_and_what_excludes_what() -> None:
    (one,) = read_boris(DYAD)

    assert [(c.code, c.shape, c.key, c.level, c.modifiers) for c in one.codes] == [
        ("looks", Shape.STATE, "l", "gaze", ()),
        ("turns away", Shape.STATE, "t", "gaze", ()),
        ("smiles", Shape.STATE, "s", "face", ("manner",)),
        ("says", Shape.POINT, "p", "", ("kind",)),
    ]
    assert one.modifiers == (
        Modifier("manner", "", ("weak", "strong")),
        Modifier("kind", "", ("question", "answer"), takes_many=True),
    )
    assert one.exclusive == {"gaze"}


def test_what_is_coded_of_no_focal_subject_is_nobodys() -> None:
    (one,) = read_boris(DYAD)

    assert one.people == ("Mother", "Child")
    assert {e.code for e in one.events if not e.person} == {"looks", "says"}


def test_a_second_camera_keeps_its_offset_and_both_their_lengths() -> None:
    (one,) = read_boris(DYAD)

    assert one.films == (
        CarriedFilm("front.mp4", Micros(0), Micros(60 * SECOND), 25.0),
        CarriedFilm("side.mp4", Micros(1_520_000), Micros(55_480_000), 29.97),
    )


def test_files_played_one_after_another_begin_where_the_one_before_ends() -> None:
    info = {"length": {"a.mp4": 60.5, "b.mp4": 3}, "fps": {}, "offset": {"1": 0.0}}

    one = breakfast(file={"1": ["a.mp4", "b.mp4"]}, media_info=info)
    assert [(film.name, film.offset) for film in one.films] == [("a.mp4", 0), ("b.mp4", 60_500_000)]
    assert json.loads(write_boris(one))["observations"]["breakfast"]["file"] == {"1": ["a.mp4", "b.mp4"]}


def test_a_packed_project_is_the_same_project() -> None:
    assert read_boris((GOLDEN / "dyad.boris.gz").read_bytes()) == read_boris(DYAD)


def test_the_time_offset_of_an_observation_is_taken_off_and_named() -> None:
    one = breakfast(
        **{"time offset": 0.4, "events": [[0.4, "", "says", "", "", "NA"], [3.0, "", "says", "", "", "NA"]]}
    )

    assert [e.start for e in one.events] == [0, 2_600_000]
    assert any("0.400 s is taken off" in loss for loss in one.losses)


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"description": "with toys"}, "“with toys”"),
        ({"observation time interval": [5, 60]}, "only 5.000 s to 60.000 s"),
        ({"independent_variables": {"age": "12"}}, "“age”"),
        ({"events": [[1.0, "", "yawns", "", "", "NA"]]}, "“yawns” is coded and not in the ethogram"),
        ({"events": [[1.0, "", "says", "answer|loud", "", "NA"]]}, "more modifiers than the ethogram"),
        ({"events": [[1.0, "", "says", "", "", 25]]}, "numbers of frames"),
    ],
)
def test_what_has_no_place_here_is_named(changes: dict[str, object], named: str) -> None:
    losses = breakfast(**changes).losses

    assert any(named in loss for loss in losses), losses


def test_numbers_as_modifiers_and_loose_exclusions_are_named() -> None:
    project = dyad()
    project["behaviors_conf"]["3"]["modifiers"]["0"]["type"] = 2
    project["behaviors_conf"]["2"]["excluded"] = "looks"

    losses = read(project).losses
    assert any("numbers given as “kind”" in loss for loss in losses)
    assert any("“smiles” excludes “looks”" in loss for loss in losses)


def test_who_coded_and_by_which_codebook_comes_back() -> None:
    one, other = coding(coder="Ada", codebook="vig@1"), coding(title="two", coder="Bea", codebook="vig@2")

    back = read_boris(write_boris(one, other))
    assert [(each.title, each.coder) for each in back] == [("one", "Ada"), ("two", "Bea")]
    assert [each.codebook for each in back] == ["vig@1", "vig@2"]


@given(carried())
def test_what_boris_can_hold_comes_back_as_it_was_and_nothing_is_named(one: Carried) -> None:
    one = apart(one)

    assert lost_in_boris(one) == ()
    assert in_order(there_and_back(one)) == in_order(one)
    assert there_and_back(one).losses == ()


@given(carried())
def test_what_is_named_is_lost_and_what_is_lost_is_named(one: Carried) -> None:
    assert bool(lost_in_boris(one)) == (in_order(there_and_back(one)) != in_order(one))


@given(carried(names | wild))
def test_names_that_mean_something_to_boris_come_back_or_are_named(one: Carried) -> None:
    assert lost_in_boris(one) or in_order(there_and_back(one)) == in_order(one)


def test_a_smile_inside_a_smile_is_named_before_it_is_lost() -> None:
    nested = coding(smile(1, 9), smile(2, 3))

    (named,) = lost_in_boris(nested)
    assert named.startswith("Of “smiles” of Ada, 1 overlap another one, which BORIS cannot hold, and are left out")
    assert named.endswith("the first is at 2.000 s.")
    assert there_and_back(nested).events == (smile(1, 9),)


def test_smiles_at_the_same_time_but_of_another_kind_are_no_overlap() -> None:
    manner = Modifier("manner", "", ("weak", "strong"))
    codes = (CarriedCode("smiles", Shape.STATE, modifiers=("manner",)),)
    both = (smile(1, 9, modifiers={"manner": ("weak",)}), smile(2, 3, modifiers={"manner": ("strong",)}))

    one = coding(*both, codes=codes, modifiers=(manner,))
    assert lost_in_boris(one) == ()
    assert there_and_back(one).events == both


def test_microseconds_are_kept() -> None:
    assert there_and_back(coding(smile(0.000001, 33.366667))).events == (smile(0.000001, 33.366667),)


@pytest.mark.parametrize(
    ("value", "many", "named"),
    [("a|b", False, "a/b"), ("a, b", True, "a; b"), ("a (b)", False, "a [b)"), ("None", True, "None.")],
)
def test_signs_that_boris_reads_as_its_own_are_written_otherwise_and_named(value: str, many: bool, named: str) -> None:
    modifier = Modifier("manner", "", (value,), takes_many=many)
    one = coding(
        smile(1, 2, modifiers={"manner": (value,)}),
        codes=(CarriedCode("smiles", Shape.STATE, modifiers=("manner",)),),
        modifiers=(modifier,),
    )

    assert any(f"“{named}”" in loss for loss in lost_in_boris(one))
    assert there_and_back(one).events[0].modifiers == {"manner": (named,)}


@pytest.mark.parametrize(
    ("one", "named"),
    [
        (coding(CarriedEvent("nods", "Ada", Micros(0), Micros(0))), "“nods” is coded and defined nowhere"),
        (coding(smile(1, 2, modifiers={"manner": ("weak",)})), "have modifiers that do not belong"),
        (coding(smile(1, 2), codes=(CarriedCode("smiles", Shape.POINT),)), "lose their ends"),
        (coding(modifiers=(Modifier("manner", "", ()),)), "belongs to no code"),
        (coding(exclusive=frozenset({"face"})), "fewer than two states"),
        (coding(people=("No focal subject",)), "how BORIS calls nobody"),
        (coding(films=tuple(CarriedFilm(f"{each}.mp4") for each in range(9))), "eight films"),
        (coding(smile(-1, 2)), "outside of the film"),
        (coding(title=""), "titles differ"),
    ],
)
def test_what_boris_has_no_place_for_is_named(one: Carried, named: str) -> None:
    assert any(named in loss for loss in lost_in_boris(one)), lost_in_boris(one)
    assert in_order(there_and_back(one)) != in_order(one)


def without_time(value: str) -> bytes:
    return DYAD.replace(b"[0.4,", f"[{value},".encode(), 1)


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"", "BORIS keeps no copy"),
        (b"\0" * 4096, "BORIS keeps no copy"),
        (gzip.compress(b"", mtime=0), "BORIS keeps no copy"),
        (DYAD[:-500], "damaged"),
        (gzip.compress(DYAD, mtime=0)[:-9], "not whole"),
        (b"\x1f\x8b" + DYAD, "packing is damaged"),
        (gzip.compress(b" " * (MOST_BYTES + 1) + DYAD, mtime=0), "more than 32 MB"),
        (DYAD.decode().encode("utf-16-le"), "UTF-8"),
        (b"[" * 100_000, "nested deeper"),
        (b'{"a":' * 100_000, "nested deeper"),
        (b"[]", "no BORIS project"),
        (b'{"behaviors_conf": {}, "behaviors_conf": {}}', "says “behaviors_conf” twice"),
        (without_time("NaN"), "not a number that can be"),
        (without_time("-Infinity"), "not a number that can be"),
        (without_time("1e400"), "not a number that can be"),
        (without_time("9" * 5000), "damaged"),
        (without_time("1e15"), "not a number that can be"),
        (without_time("1e10"), "not a time in a film"),
        (without_time("true"), "not a number"),
        (without_time('"0.4"'), "not a number"),
        (without_time("-3.2"), "3.200 seconds before the film begins"),
        (DYAD.replace(b'"code": "looks"', b'"code": "smiles"'), "defines “smiles” twice"),
        (DYAD.replace(b'"Point event"', b'"Sometimes"'), "neither point nor state"),
        (DYAD.replace(b'"MEDIA"', b'"IMAGES"'), "observations of pictures"),
    ],
)
def test_what_nobody_should_open_is_refused_in_one_sentence(content: bytes, named: str) -> None:
    with pytest.raises(Unreadable, match=named) as refused:
        read_boris(content)

    assert str(refused.value).endswith(".")
    assert len(str(refused.value)) < 250


def opens_or_is_refused(content: bytes) -> None:
    try:
        read = read_boris(content)
    except Unreadable:
        return
    write_boris(*read)


@given(
    st.binary()
    | st.binary().map(lambda junk: b"\x1f\x8b" + junk)
    | damaged(DYAD)
    | damaged(gzip.compress(DYAD, mtime=0))
)
def test_bytes_of_any_kind_are_read_or_refused(content: bytes) -> None:
    opens_or_is_refused(content)


@given(twisted(json.loads(DYAD)))
def test_a_project_with_any_part_of_another_kind_is_read_or_refused(project: object) -> None:
    opens_or_is_refused(json.dumps(project).encode())
