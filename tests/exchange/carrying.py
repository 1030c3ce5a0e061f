"""Codings of every kind, made up: what can stand in a file of another tool."""

from dataclasses import replace

from hypothesis import strategies as st

from vignette.domain.codebook import Modifier, Shape
from vignette.domain.span import Micros
from vignette.exchange.carried import Carried, CarriedCode, CarriedEvent, CarriedFilm

HOUR = 3_600_000_000
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=8)
names = st.text("abcdefgh ÄöЖ猫", min_size=1, max_size=6).map(str.strip).filter(bool)
milliseconds = st.integers(0, 60_000).map(lambda at: Micros(at * 1000))
wild = st.sampled_from(
    [
        "None",
        "a|b",
        "a,b",
        "a;b",
        "x (y)",
        "(",
        ")",
        "a\nb",
        "a\\",
        "-",
        "<note>",
        "1",
        "_",
        "No focal subject",
        "person",
        "note",
        "about",
        "vignette",
        "é",
        " a",
        "a ",
    ]
)
"""Names that mean something to one tool or another, or nothing that it could write."""
films = st.builds(
    CarriedFilm,
    name=names.map(lambda name: f"{name}.mp4"),
    offset=st.integers(-HOUR, HOUR).map(Micros),
    length=st.none() | st.integers(1, HOUR).map(Micros),
    frames_per_second=st.sampled_from([None, 25.0, 29.97, 30000 / 1001]),
)
times = st.tuples(milliseconds, milliseconds).map(lambda both: (min(both), max(both)))


def _modifier(names: st.SearchStrategy[str]) -> st.SearchStrategy[Modifier]:
    values = st.lists(names, unique=True, max_size=4).map(tuple)
    return st.builds(Modifier, code=names, label=texts, values=values, takes_many=st.booleans())


@st.composite
def carried(draw: st.DrawFn, names: st.SearchStrategy[str] = names) -> Carried:
    """A coding of which every part fits together: what is coded is defined, and what is defined belongs to a code."""
    known = draw(st.lists(_modifier(names), max_size=3, unique_by=lambda each: each.code))
    codes = [draw(_code(code, known)) for code in draw(st.lists(names, max_size=4, unique=True))]
    people = draw(st.lists(names, max_size=2, unique=True))
    used = {code for each in codes for code in each.modifiers}
    return Carried(
        title=draw(names),
        coder=draw(names),
        codebook=draw(texts),
        films=tuple(draw(st.lists(films, max_size=3, unique_by=lambda film: film.name))),
        people=tuple(people),
        codes=tuple(codes),
        events=tuple(draw(st.lists(_event(codes, people, known), max_size=8))) if codes else (),
        modifiers=tuple(each for each in known if each.code in used),
        exclusive=frozenset(draw(st.sets(st.sampled_from(["gaze", "face"])))) & _with_rivals(codes),
    )


def _with_rivals(codes: list[CarriedCode]) -> set[str]:
    states = [code.level for code in codes if code.shape is Shape.STATE]
    return {level for level in states if states.count(level) > 1}


@st.composite
def _code(draw: st.DrawFn, code: str, known: list[Modifier]) -> CarriedCode:
    own = draw(st.lists(st.sampled_from(known), max_size=2, unique_by=lambda each: each.code)) if known else []
    return CarriedCode(
        code=code,
        shape=draw(st.sampled_from(Shape)),
        label=draw(texts).replace("\n", " "),
        hint=draw(texts),
        key=draw(st.sampled_from(["", "a", "F2"])),
        level=draw(st.sampled_from(["", "gaze", "face"])),
        modifiers=tuple(each.code for each in own),
    )


@st.composite
def _event(draw: st.DrawFn, codes: list[CarriedCode], people: list[str], known: list[Modifier]) -> CarriedEvent:
    code = draw(st.sampled_from(codes))
    start, end = draw(times)
    own = [each for each in known if each.code in code.modifiers and each.values]
    chosen = {
        each.code: tuple(
            draw(st.lists(st.sampled_from(each.values), min_size=1, max_size=3 if each.takes_many else 1, unique=True))
        )
        for each in own
        if draw(st.booleans())
    }
    person = draw(st.sampled_from(["", *people]))
    return CarriedEvent(code.code, person, start, start if code.shape is Shape.POINT else end, chosen, draw(texts))


def in_order(one: Carried) -> Carried:
    """`one` with what has no order of its own in one order, and without what a reader says of its losses."""
    return replace(
        one,
        events=tuple(sorted(one.events, key=_known_by)),
        modifiers=tuple(sorted(one.modifiers, key=lambda each: each.code)),
        losses=(),
    )


def _known_by(event: CarriedEvent) -> str:
    return repr((event.start, event.end, event.code, event.person, sorted(event.modifiers.items()), event.note))


def apart(one: Carried) -> Carried:
    """`one` without states that overlap another of the same code, person and modifiers: BORIS cannot hold these."""
    kept: list[CarriedEvent] = []
    ends: dict[str, int] = {}
    for event in sorted(one.events, key=lambda event: (event.start, event.end)):
        same = repr((event.code, event.person, sorted(event.modifiers.items())))
        if event.start >= ends.get(same, 0):
            kept.append(event)
            ends[same] = event.end
    return replace(one, events=tuple(kept))


@st.composite
def damaged(draw: st.DrawFn, content: bytes) -> bytes:
    """`content` with a few bytes put in, taken out or changed."""
    changed = bytearray(content)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(len(changed) - 1, 0)))
        changed[at : at + draw(st.integers(0, 4))] = draw(st.binary(max_size=4))
    return bytes(changed)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=3), inside, max_size=3),
    max_leaves=6,
)
"""Whatever JSON can say."""


@st.composite
def twisted(draw: st.DrawFn, table: object) -> object:
    """`table` with one value anywhere in it put in the place of something else."""
    if isinstance(table, dict | list) and table and draw(st.integers(0, 5)):
        keys = list(table) if isinstance(table, dict) else list(range(len(table)))
        key = draw(st.sampled_from(keys))
        changed = table.copy()
        changed[key] = draw(twisted(changed[key]))
        return changed
    return draw(JUNK)
