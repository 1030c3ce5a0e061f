"""Codings as other tools' files carry them, drawn by chance and two that are made up, for tests of tiers."""

from hypothesis import strategies as st

from vignette.domain.codebook import Modifier, Shape
from vignette.domain.span import Micros
from vignette.exchange.carried import Carried, CarriedCode, CarriedEvent, CarriedFilm

AWKWARD = "@%|\"<&>'é愛 1_"
written = st.characters(exclude_categories=("Cc", "Cs", "Cn"))
names = st.one_of(
    st.sampled_from(["Mother", "Child", "A1", "A", "note", "2"]), st.text(AWKWARD, min_size=1, max_size=4)
)
words = st.text(st.one_of(written, st.sampled_from("\n\t\r" + AWKWARD)), max_size=12)
times = st.builds(lambda tens, rest: Micros(tens * 10_000 + rest), st.integers(0, 30), st.integers(0, 1_500))
"""Close to each other, and seldom whole milliseconds, so that events often touch and overlap."""


@st.composite
def events(draw: st.DrawFn, codes: list[str], people: list[str], modifiers: list[Modifier]) -> CarriedEvent:
    start, end = sorted((draw(times), draw(times)))
    said = {}
    for each in draw(st.lists(st.sampled_from(modifiers), unique_by=lambda m: m.code)) if modifiers else []:
        most = len(each.values) if each.takes_many else 1
        said[each.code] = tuple(draw(st.lists(st.sampled_from(each.values), min_size=1, max_size=most, unique=True)))
    is_point = draw(st.booleans())
    return CarriedEvent(
        draw(st.sampled_from(codes)),
        draw(st.sampled_from(["", *people])),
        start,
        start if is_point else end,
        said,
        draw(st.one_of(st.just(""), words)),
    )


@st.composite
def codings(draw: st.DrawFn) -> Carried:
    """Any coding whose events name codes, people and modifiers that it describes, in order of their start."""
    people = draw(st.lists(names, max_size=3, unique=True))
    modifiers = [
        Modifier(
            code, draw(words), tuple(draw(st.lists(names, min_size=1, max_size=3, unique=True))), draw(st.booleans())
        )
        for code in draw(st.lists(names, max_size=2, unique=True))
    ]
    levels = draw(st.lists(names, max_size=2, unique=True))
    codes = [
        CarriedCode(
            code,
            draw(st.sampled_from(Shape)),
            draw(words),
            draw(words),
            draw(st.sampled_from(["", "a"])),
            draw(st.sampled_from(["", *levels])),
            tuple(each.code for each in modifiers),
        )
        for code in draw(st.lists(names, min_size=1, max_size=4, unique=True))
    ]
    films = [
        CarriedFilm(name, Micros(offset if place else 0), length, frames)
        for place, (name, offset, length, frames) in enumerate(
            draw(
                st.lists(
                    st.tuples(
                        st.text(written, max_size=8),
                        st.integers(-10_000_000, 10_000_000),
                        st.one_of(st.none(), st.integers(1, 10**10)),
                        st.sampled_from([None, 25.0, 29.97]),
                    ),
                    max_size=2,
                )
            )
        )
    ]
    happened = draw(st.lists(events([code.code for code in codes], people, modifiers), max_size=12))
    return Carried(
        title=draw(words),
        coder=draw(words),
        codebook=draw(words),
        films=tuple(films),
        people=tuple(people),
        codes=tuple(codes),
        events=tuple(sorted(happened, key=lambda event: event.start)),
        modifiers=tuple(modifiers),
        exclusive=frozenset(draw(st.sets(st.sampled_from(levels)))) if levels else frozenset(),
    )


DYAD = Carried(
    title="Breakfast",
    coder="Rosa",
    codebook="vig@1",
    films=(
        CarriedFilm("breakfast.mp4", length=Micros(60_000_000), frames_per_second=29.97),
        CarriedFilm("the other camera.mp4", Micros(2_500_250)),
    ),
    people=("Mother", "Child"),
    codes=(
        CarriedCode("A1", Shape.STATE, "Looks with interest", level="A"),
        CarriedCode("C1", Shape.POINT, "Shows that it was noticed", level="C", modifiers=("how",)),
    ),
    events=(
        CarriedEvent("A1", "Mother", Micros(1_000_000), Micros(4_000_000)),
        CarriedEvent("A1", "Child", Micros(2_000_033), Micros(3_000_066), note="at the <spoon> & back"),
        CarriedEvent("A1", "Mother", Micros(3_500_000), Micros(5_000_000)),
        CarriedEvent("C1", "Mother", Micros(3_600_400), Micros(3_600_400), {"how": ("look", "voice")}),
    ),
    modifiers=(Modifier("how", "How", ("look", "voice", "touch"), takes_many=True),),
)
"""Two people who look at once, one of whom is coded twice at one time; times between milliseconds; two cameras."""
