"""What was said, as WebVTT and SRT: read by other programs, read back as it was, and safe whatever stands in it."""

import re
from contextlib import suppress
from io import StringIO
from pathlib import Path

import av
import pytest
import webvtt
from hypothesis import given
from hypothesis import strategies as st

from vignette.domain.person import PersonId
from vignette.domain.span import Micros, Span
from vignette.domain.transcript import LONGEST_LINE, Transcript
from vignette.exchange.captions import Captions, Said, captions_of, transcript_of, write_srt, write_webvtt
from vignette.exchange.captions_read import FROM_PREFIX, FROM_SHORT, MOST_BYTES, read_captions
from vignette.exchange.carried import Unreadable
from vignette.exchange.text import GUESSED, WINDOWS

SAID = (
    Said(Span(Micros(1_500_400), Micros(2_400_000)), "the person on the left", "are you hungry"),
    Said(Span(Micros(3_723_004_000), Micros(3_724_000_000)), "", "fish & <b>chips</b>"),
)


def milliseconds(start: int, end: int) -> Span:
    return Span(Micros(start * 1000), Micros(end * 1000))


def test_each_who_and_when_stands_over_its_words() -> None:
    assert write_webvtt(SAID).decode() == (
        "WEBVTT\n"
        "\n"
        "00:00:01.500 --> 00:00:02.400\n"
        "<v the person on the left>are you hungry\n"
        "\n"
        "01:02:03.004 --> 01:02:04.000\n"
        "fish &amp; &lt;b&gt;chips&lt;/b&gt;\n"
    )


def test_srt_counts_its_lines_and_names_who_speaks_before_a_colon() -> None:
    assert write_srt([Said(milliseconds(1500, 2400), "Hanna", "are you hungry")]).decode() == (
        "1\n00:00:01,500 --> 00:00:02,400\nHanna: are you hungry\n"
    )


def test_a_player_of_films_reads_the_times_and_the_words(tmp_path: Path) -> None:
    path = tmp_path / "words.vtt"
    path.write_bytes(write_webvtt([Said(each.span, "", each.words) for each in SAID]))

    with av.open(str(path)) as file:
        cues = [(packet.pts, bytes(packet).decode()) for packet in file.demux() if packet.size]

    assert cues == [(1500, "are you hungry"), (3_723_004, "fish &amp; &lt;b&gt;chips&lt;/b&gt;")]


def test_where_nothing_was_said_it_is_still_a_file_of_that_kind() -> None:
    assert write_webvtt(()) == b"WEBVTT\n"
    assert write_srt(()) == b""


@given(st.text(st.characters(exclude_categories=("C", "Z")), min_size=1), st.integers(0, 10**10), st.integers(1, 10**7))
def test_no_word_can_end_its_cue_or_begin_another(words: str, start: int, length: int) -> None:
    vtt = write_webvtt([Said(Span(Micros(start), Micros(start + length)), words, words)]).decode()

    header, empty, times, text, end = vtt.split("\n")
    assert (header, empty, end) == ("WEBVTT", "", "")
    assert re.fullmatch(r"\d\d+:\d\d:\d\d\.\d\d\d --> \d\d+:\d\d:\d\d\.\d\d\d", times)
    first, last = times.split(" --> ")
    assert first < last
    assert text.count("<") == 1


spans = st.builds(
    lambda start, length: milliseconds(start, start + length), st.integers(0, 10**7), st.integers(1, 9999)
)
anything = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).map(lambda text: " ".join(text.split()))
spoken = st.lists(anything.filter(bool), min_size=1, max_size=3).map("\n".join)
somebody = anything.filter(bool)
plain = st.text(st.characters(categories=("L", "M"), max_codepoint=0xFFFF), min_size=1, max_size=9)
talk = st.lists(st.builds(Said, spans, somebody, spoken), min_size=1, max_size=5).map(
    lambda lines: tuple(sorted(lines, key=lambda line: line.span))
)
plain_talk = st.lists(
    st.builds(Said, spans, st.sampled_from(["Hanna", "BEN", "Zoë-Mae 2"]), plain), min_size=1, max_size=5
).map(lambda lines: tuple(sorted(lines, key=lambda line: line.span)))


@given(talk)
def test_webvtt_comes_back_as_it_went_out(lines: tuple[Said, ...]) -> None:
    assert read_captions(write_webvtt(lines)) == Captions(lines)


@given(plain_talk)
def test_srt_comes_back_as_it_went_out_and_says_how_it_knows_who_speaks(lines: tuple[Said, ...]) -> None:
    assert read_captions(write_srt(lines)) == Captions(lines, (FROM_PREFIX,))


@given(talk)
def test_webvtt_py_reads_the_same_times_and_as_many_cues_of_both(lines: tuple[Said, ...]) -> None:
    times = [(line.span.start // 1000, line.span.end // 1000) for line in lines]

    for content, format in ((write_webvtt(lines), "vtt"), (write_srt(lines), "srt")):  # noqa: A001  # its own word
        read = webvtt.from_buffer(StringIO(content.decode()), format=format)
        assert [(cue.start_time.in_milliseconds(), cue.end_time.in_milliseconds()) for cue in read] == times


def test_webvtt_py_reads_who_speaks() -> None:
    (cue, _) = webvtt.from_string(write_webvtt(SAID).decode())

    assert (cue.voice, cue.text) == ("the person on the left", "are you hungry")


def vtt(*cues: str) -> bytes:
    return "\n\n".join(["WEBVTT", *cues]).encode()


def test_two_voices_of_one_cue_are_two_lines_at_the_same_time() -> None:
    read = read_captions(vtt("00:01.000 --> 00:02.000\n<v.loud Hanna>oh</v> <v Ben &amp; Bo>ba\nba"))

    assert read.lines == (
        Said(milliseconds(1000, 2000), "Hanna", "oh"),
        Said(milliseconds(1000, 2000), "Ben & Bo", "ba\nba"),
    )
    assert read.speakers == ("Hanna", "Ben & Bo")


def test_cues_that_overlap_stay_as_they_are() -> None:
    read = read_captions(vtt("00:02.000 --> 00:04.000\nba", "00:01.000 --> 00:03.000\noh"))

    assert [(line.span, line.words) for line in read.lines] == [
        (milliseconds(1000, 3000), "oh"),
        (milliseconds(2000, 4000), "ba"),
    ]


def test_whatever_has_no_place_in_a_transcript_is_named() -> None:
    read = read_captions(
        vtt(
            "NOTE by Kyle",
            "STYLE\n::cue { color: red }",
            "REGION\nid:left",
            "first\n00:01.000 --> 00:02.000 line:0\n<b>oh</b> <00:01.500>dear",
            "nobody knows when",
            "00:03.000 --> 00:02.000\nback in time",
            "00:04x000 --> 00:05x000\nwithout times",
        ).replace(b"WEBVTT", b"WEBVTT a title")
    )

    assert [line.words for line in read.lines] == ["oh dear"]
    assert set(read.losses) == {
        "Notes (NOTE) were left out: 1.",
        "Styles (STYLE) were left out: 1.",
        "Places on the picture (REGION) were left out: 1.",
        "Words at the head of the file were left out: 1.",
        "Names of captions were left out: 1.",
        "Words without a time were left out: 1.",
        "Captions without words, or with times that cannot be read, were left out: 1.",
        "Captions that end before they begin, or lie beyond a hundred hours, were left out: 1.",
        "Captions lost bold, colours or other styling: 1.",
        "Captions lost the times of single words: 1.",
        "Captions lost their place on the picture: 1.",
    }


def test_markup_of_a_page_is_words_like_any_other() -> None:
    (line,) = read_captions(vtt("00:01.000 --> 00:02.000\n&lt;img onerror=x&gt;")).lines

    assert line.words == "<img onerror=x>"


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("HANNA: oh", "HANNA"),
        ("- Ben: oh", "Ben"),
        ("Speaker 1: oh", "Speaker 1"),
        ("安娜: oh", "安娜"),
        ("Look at this: oh", ""),
        ("at 10:30 we go", ""),
        ("Hanna:", ""),
    ],
)
def test_a_name_and_a_colon_tell_who_speaks(words: str, speaker: str) -> None:
    (line,) = read_captions(f"1\n00:00:01,000 --> 00:00:02,000\n{words}\n".encode()).lines

    assert (line.speaker, line.words) == (speaker, "oh" if speaker else words)


def test_styling_of_srt_is_taken_off_and_a_heart_is_not() -> None:
    (line,) = read_captions(b'1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<font color="red">I <3 you</font>\n').lines

    assert line.words == "I <3 you"


@pytest.mark.parametrize(
    "one",
    [
        "00:00:01,000 --> 00:00:02,000",
        "1 \n00:00:01.000 --> 00:00:02.000",
        "7\n00:01,000 --> 00:02,000",
        "1\n00:00:01 --> 00:00:02",
        "1\n0:00:01, 000-->0:00:02, 000 X1:40 X2:600",
    ],
    ids=["no number", "dots", "no hours", "no milliseconds", "blanks"],
)
def test_times_that_leave_no_doubt_are_read_however_srt_writes_them(one: str) -> None:
    text = f"{one}\nso\n \nsee 42\n\n42\n00:00:03,000 --> 00:00:04,000\n5\n"

    lines = read_captions(text.encode()).lines

    assert lines == (Said(milliseconds(1000, 2000), "", "so\nsee 42"), Said(milliseconds(3000, 4000), "", "5"))


@pytest.mark.parametrize(
    ("times", "span"),
    [
        ("00:01 --> 00:04", (1_000, 4_000)),
        ("75:30 --> 75:31,500", (4_530_000, 4_531_500)),
        ("125:30 --> 125:31", (7_530_000, 7_531_000)),
        ("59:58 --> 1:00:02", (3_598_000, 3_602_000)),
    ],
)
def test_times_of_two_numbers_are_minutes_and_seconds_and_it_is_said(times: str, span: tuple[int, int]) -> None:
    read = read_captions(f"1\n{times}\noh\n".encode())

    assert read == Captions((Said(milliseconds(*span), "", "oh"),), (FROM_SHORT,))


def test_webvtt_with_commas_is_read_and_a_name_that_is_a_number_is_no_time() -> None:
    (line,) = read_captions(b"WEBVTT\n\n12\n00:00:01,500 --> 00:00:02,000\noh\n").lines

    assert line == Said(milliseconds(1500, 2000), "", "oh")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_letters_are_read_as_they_were_written(encoding: str, ending: str) -> None:
    text = ending.join(["1", "00:00:01,000 --> 00:00:02,000", "Zoë: schön 好", ""])

    read = read_captions(text.encode(encoding))

    assert read == Captions((Said(milliseconds(1000, 2000), "Zoë", "schön 好"),), (FROM_PREFIX,))


def test_letters_that_had_to_be_guessed_are_spoken_of() -> None:
    read = read_captions("1\n00:00:01,000 --> 00:00:02,000\nschön – “ja”\n".encode("cp1252"))

    assert (read.lines[0].words, read.losses) == ("schön – “ja”", (GUESSED[WINDOWS],))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"WEBVTT",
        b"WEBVTT\n\nNOTE nothing",
        b"hello",
        b"01 --> 02\nseconds or minutes",
        b"\x00\x01\x02\x03",
        b"\xff\xfeW\x00E\xd8\x00",
        b"\x81\x8d\xff",
        "1\n00:00:01,000 --> 00:00:02,000\noh\n".encode("utf-16-le"),
        b"WEBVTT\n\n" + b"9" * 5000 + b":00:01.000 --> 00:02.000\noh",
        vtt("00:01.000 --> 00:02.000\n" + "x" * (LONGEST_LINE + 1)),
        vtt("00:01.000 --> 00:02.000\n" + "</a[b]>" * 100_000),
        b"WEBVTT\n\n" + b"x" * MOST_BYTES,
    ],
    ids=range(13),
)
def test_what_is_no_such_file_is_refused_in_one_sentence(content: bytes) -> None:
    with pytest.raises(Unreadable, match=r"^[A-Z][^.]*\.$"):
        read_captions(content)


@given(st.binary(max_size=200) | st.text(st.sampled_from("WEBVTT\n\r10:.,-> <v&;é")).map(str.encode))
def test_whatever_comes_it_is_read_or_refused(content: bytes) -> None:
    with suppress(Unreadable):
        assert read_captions(b"WEBVTT\n\n00:01.000 --> 00:02.000\noh\n\n" + content).lines


def test_a_name_that_is_nobodys_stays_in_the_words() -> None:
    hanna = PersonId.new()
    captions = Captions((Said(milliseconds(1, 2), "Hanna", "oh"), Said(milliseconds(2, 3), "Look", "there")))

    lines = transcript_of(captions, {"Hanna": hanna}).lines

    assert [(line.person, line.words) for line in lines] == [(hanna, "oh"), (None, "Look: there")]


@given(plain_talk)
def test_a_transcript_that_is_written_and_read_says_the_same(lines: tuple[Said, ...]) -> None:
    people = {name: PersonId.new() for name in Captions(lines).speakers}
    names = {person: name for name, person in people.items()}
    transcript = transcript_of(Captions(lines), people)

    back = transcript_of(read_captions(write_webvtt(captions_of(transcript, names))), people)

    assert sorted(map(str, told(back))) == sorted(map(str, told(transcript)))


def told(transcript: Transcript) -> list[tuple[Span, PersonId | None, str]]:
    return [(line.span, line.person, line.words) for line in transcript.lines]
