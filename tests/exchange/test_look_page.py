"""The page of a look, read back as a browser would: what it says, what it loads, and where its lines lie."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vignette.domain.film import Footage
from vignette.domain.observation import Happening, Observation
from vignette.domain.span import MINUTE, SECOND, Micros, Span
from vignette.domain.track import STEP, Signal, Track
from vignette.exchange.drawing import MOST_POINTS, WIDTH, line, rows, ticks
from vignette.exchange.look_page import Account, Card, LookPage, Why, duration, headline, look_page

NASTY = """<script>alert('&"hello"')</script>"""
FILM = Footage(Micros(20 * SECOND), 1280, 720, 500, has_sound=True, plays_everywhere=True)
JPEG = b"\xff\xd8\xff\xe0 a picture"


class Reader(HTMLParser):
    """What a browser finds in a page: its words, its tags, and every address it would load or lead to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []
        self.loaded: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.said: list[str] = []
        self.meant: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name in ("src", "poster", "srcset", "data"):
                self.loaded.append(value or "")
            if name == "id":
                self.ids.append(value or "")
            if name == "href":
                (self.links if tag == "a" else self.loaded).append(value or "")
            if name == "content":
                self.meant.append(value or "")
            if name in ("aria-label", "alt", "title"):
                self.said.append(value or "")

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def seconds(start: float, end: float) -> Span:
    return Span(Micros(int(start * SECOND)), Micros(int(end * SECOND)))


def track(who: str, signal: Signal, *values: float) -> Track:
    samples = np.full(-(-FILM.length // STEP), values[-1], np.float32)
    samples[: len(values)] = values
    return Track(who, signal, samples)


def card(span: Span, title: str = "Noticed and answered", *, is_in_reel: bool = True, caution: str = "") -> Card:
    accounts = (Account("The person on the right", ((Micros(3 * SECOND), "smiles for 1.0 s"),)),)
    reasons = (Why("The person on the left made a sound at 0:02.0.", Micros(2 * SECOND), accounts),)
    return Card(span, title, ("Shows that it was noticed",), reasons, caution, JPEG, is_in_reel)


def page(*cards: Card) -> LookPage:
    return LookPage(
        film_name="breakfast.mp4",
        film_address="../breakfast.mp4",
        footage=FILM,
        people={"A": "the person on the left", "B": "the person on the right"},
        tracks=(
            track("A", Signal.FACE_X, 0.3),
            track("A", Signal.SMILE, 0.2),
            track("B", Signal.FACE_X, *[np.nan] * 125, 0.7),
            track("", Signal.SPEECH, 0.0),
        ),
        observations=(Observation(seconds(1, 3), Happening.SMILES, "A", 0.9),),
        cards=cards,
        hero=JPEG,
        reel_address="reel.mp4" if any(each.is_in_reel for each in cards) else "",
        reel_length=Micros(8 * SECOND),
        cautions=("The face of the person on the right was seen in 50% of the film.",),
        settings_version="default-1",
        files=("moments.json", "moments.csv"),
    )


def test_each_moment_is_told_with_its_time_its_reasons_and_what_was_poorly_seen() -> None:
    read = Reader(look_page(page(card(seconds(2, 8), caution="It was dark."))))

    for words in (
        "One moment worth a look",
        "Noticed and answered",
        "0:02.0 to 0:08.0",
        "The person on the left made a sound at 0:02.0.",
        "It was dark.",
        "Shows that it was noticed",
    ):
        assert words in read.text


def test_the_page_says_how_much_of_each_face_was_seen_and_that_it_is_no_score() -> None:
    read = Reader(look_page(page()))

    assert "The person on the left 100%" in read.text
    assert "The person on the right 50%" in read.text
    assert "The face of the person on the right was seen in 50% of the film." in read.text
    assert "never a score" in read.text


def test_why_is_opened_at_its_second_with_what_was_observed_there() -> None:
    read = Reader(look_page(page(card(seconds(2, 8)))))

    assert "Why this? The person on the right 0:03.0 smiles for 1.0 s" in read.text
    assert {"../breakfast.mp4#t=2.00", "../breakfast.mp4#t=3.00"} <= set(read.links)


def test_everything_that_was_noticed_is_drawn_in_its_lane_and_told_in_words() -> None:
    its = (
        Observation(seconds(1, 2), Happening.NODS, "A", 0.9),
        Observation(seconds(3, 4), Happening.LAUGHS, "B", 0.9),
        Observation(seconds(3, 4), Happening.CRIES, "B", 0.9),
        Observation(seconds(3, 5), Happening.SHARED_SMILE, "", 0.9),
        Observation(seconds(3, 5), Happening.RECEIVED, "A", 0.9),
    )
    read = Reader(look_page(replace(page(), observations=its)))

    assert "Movement: nods once" in read.said
    assert "Voice: laughs once, cries once" in read.said
    assert "Gaze, smile, voice, movement, from the top: both smile once" in read.said
    assert "Upright strokes, where it began: nods. Dots: laughs. Hollow strokes: cries." in read.text
    assert not any("is answered" in words for words in read.said)


@pytest.mark.parametrize(("eyes", "words"), [((), "heads, not eyes"), ((5.0,), "heads, and eyes where")])
def test_the_page_says_whether_eyes_were_followed(eyes: tuple[float, ...], words: str) -> None:
    tracks = [*page().tracks, *([track("A", Signal.EYES_ACROSS, *eyes)] if eyes else [])]

    assert words in Reader(look_page(replace(page(), tracks=tracks))).text


def test_a_page_without_moments_says_so_kindly_and_shows_no_reel() -> None:
    read = Reader(look_page(page()))

    assert "No moment stood out this time" in read.text
    assert "That says nothing about the people in it" in read.text
    assert "so there is no reel" in read.text
    assert "video" not in read.tags


def test_a_film_in_which_nothing_was_seen_or_heard_gets_a_sentence_in_place_of_a_plot() -> None:
    read = Reader(look_page(replace(page(), people={}, tracks=(), observations=(), cautions=("It was dark.",))))

    assert "No face was seen clearly" in read.text
    assert "There is nothing to draw" in read.text


def test_nothing_is_loaded_but_the_pictures_inside_and_the_reel_beside_it() -> None:
    source = look_page(page(card(seconds(2, 8))))
    read = Reader(source)

    assert read.loaded
    assert all(address == "reel.mp4" or address.startswith("data:image/jpeg;base64,") for address in read.loaded)
    assert not re.search(r"https?:|url\(|@import|//[a-z]", source)
    assert {"link", "iframe", "object", "embed", "base", "form"}.isdisjoint(read.tags)
    assert any(words.startswith("default-src 'none'; img-src data:;") for words in read.meant)


def test_every_link_leads_somewhere_that_is_there() -> None:
    read = Reader(look_page(page(card(seconds(2, 8)), card(seconds(10, 12), is_in_reel=False))))

    inside = {link[1:] for link in read.links if link.startswith("#")}
    outside = {link.split("#")[0] for link in read.links if not link.startswith("#")}

    assert inside == {"moment-1", "moment-2", "reel"}
    assert inside <= set(read.ids)
    assert outside == {"../breakfast.mp4", "moments.json", "moments.csv"}


def test_no_word_from_outside_becomes_markup() -> None:
    outside = card(seconds(2, 8), NASTY, caution=NASTY)
    outside = replace(
        outside, principles=(NASTY,), reasons=(Why(NASTY, Micros(0), (Account(NASTY, ((Micros(0), NASTY),)),)),)
    )
    nasty = replace(
        page(outside),
        film_name=NASTY,
        film_address=f"../{NASTY}",
        people={"A": NASTY},
        cautions=(NASTY,),
        settings_version=NASTY,
        files=(NASTY,),
        observations=(Observation(seconds(1, 2), Happening.SPEAKS, NASTY, 1.0),),
    )

    read, plain = Reader(look_page(nasty)), Reader(look_page(page(card(seconds(2, 8)))))

    assert read.tags.count("script") == plain.tags.count("script")
    assert read.text.count(NASTY) >= 8
    assert any(NASTY in words for words in read.said)


def test_a_name_that_is_no_unicode_still_gives_a_page() -> None:
    source = look_page(replace(page(), film_name="b\udcff.mp4"))

    assert "b?.mp4" in Reader(source).text
    assert source.encode()


def test_the_same_look_gives_the_same_page() -> None:
    assert look_page(page(card(seconds(2, 8)))) == look_page(page(card(seconds(2, 8))))


def test_a_line_stops_where_the_face_was_out_of_sight() -> None:
    drawn = line(np.array([0, 1, np.nan, 1, 0], np.float32), STEP, Micros(5 * STEP))

    assert [step[0] for step in points(drawn)] == ["M", "L", "M", "L"]
    assert [step[1] for step in points(drawn)] == [100, 300, 700, 900]


def test_a_face_seen_for_one_step_alone_is_a_dot() -> None:
    assert line(np.array([np.nan, 1, np.nan], np.float32), STEP, Micros(3 * STEP)) == "M500.0 3.0h0"


@given(st.integers(2, 5 * MOST_POINTS), st.floats(0.05, 0.95))
def test_what_happens_at_a_time_is_drawn_at_that_time_however_long_the_film(samples: int, when: float) -> None:
    risen = np.arange(samples) >= when * samples
    drawn = points(line(risen.astype(np.float32), STEP, Micros(samples * STEP)))

    first_risen = next((across for _, across, down in drawn if down < 20), WIDTH)

    assert len(drawn) <= MOST_POINTS
    assert first_risen == pytest.approx(WIDTH * when, abs=3 * WIDTH / min(samples, MOST_POINTS))


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 60)), max_size=12))
def test_no_two_numbers_in_one_row_touch(pieces: list[tuple[int, int]]) -> None:
    length = Micros(10 * MINUTE)
    spans = sorted(seconds(start, start + lasts) for start, lasts in pieces)

    placed = list(zip(spans, rows(spans, length), strict=True))

    for i, (one, row) in enumerate(placed):
        assert all(not one.overlaps(other) for other, other_row in placed[i + 1 :] if other_row == row)


@given(st.integers(500_000, 4 * 60 * MINUTE))
def test_a_clock_has_few_labels_and_they_lie_in_the_film(length: int) -> None:
    labels = ticks(Micros(length))

    assert 1 <= len(labels) <= 6
    assert labels[0] == 0
    assert labels[-1] < length


@pytest.mark.parametrize(
    ("length", "words"),
    [(400_000, "1 second"), (48 * SECOND, "48 seconds"), (60 * SECOND, "1 minute"), (80 * SECOND, "1 minute 20")],
)
def test_lengths_are_told_as_people_say_them(length: int, words: str) -> None:
    assert duration(Micros(length)) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "No moment stood out this time"), (1, "One moment worth a look"), (30, "30 moments worth a look")],
)
def test_the_headline_counts_in_words(count: int, words: str) -> None:
    assert headline(count) == words


def points(drawn: str) -> list[tuple[str, float, float]]:
    return [(kind, float(x), float(y)) for kind, x, y in re.findall(r"([ML])([\d.]+) ([\d.]+)", drawn)]
