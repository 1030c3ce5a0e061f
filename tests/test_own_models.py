"""Models for speakers and for words, from the operator's list to what is found: two drawn people who speak in tones."""

import io
import zipfile
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from tests.aside import aside
from tests.perception.filmed import write_film
from tests.perception.portrait import Picture, portrait
from tests.perception.registering import put_all
from tests.perception.small_models import HIGH, LOW, bands_as_speaker, loudness_as_voice, tones_as_words
from tests.perception.sounds import pause, tone
from tests.perception.speaker import RATE
from vignette.actions.quick_look import quick_look
from vignette.cell.answer import packed, unpacked
from vignette.domain.errors import Misconfigured
from vignette.domain.measurement import Seen
from vignette.domain.observation import Happening
from vignette.domain.source import PlainFile
from vignette.domain.span import SECOND
from vignette.exchange.looks import pack_look
from vignette.footage.probe import probe
from vignette.microanalysis import Look, Plan, gathered, look, look_at_part, plan
from vignette.perception.registry import Models
from vignette.signals.settings import default

VOICE, OTHER_VOICE = LOW, HIGH
"""The person on the left speaks low, the one on the right high."""
SEEN_SPEAKING = ((0.6, "A"), (1.8, "B"), (3.0, "A"), (4.2, "B"))
UNSEEN = ((5.4, "A"), (6.6, "B"))
"""Here both mouths stay shut."""
LASTING, SECONDS, FRAMES_A_SECOND = 0.8, 8, 12


@cache
def person(opening: float, height: int) -> Picture:
    return portrait((320, 360), (160, 160), height, opening=opening)


def picture_at(second: float) -> Picture:
    speaker = next((who for start, who in SEEN_SPEAKING if start <= second < start + LASTING), "")
    opening = 0.1 + 0.35 * (int(second * FRAMES_A_SECOND) % 2)
    return np.hstack([person(opening if speaker == who else 0.0, height) for who, height in (("A", 90), ("B", 120))])


def spoken() -> npt.NDArray[np.float32]:
    sound = pause(SECONDS)
    for start, who in SEEN_SPEAKING + UNSEEN:
        voice = tone(VOICE if who == "A" else OTHER_VOICE, LASTING)
        sound[round(start * RATE) :][: voice.size] = voice
    return sound


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> PlainFile:
    pictures = [picture_at(number / FRAMES_A_SECOND) for number in range(SECONDS * FRAMES_A_SECOND)]
    path = tmp_path_factory.mktemp("film") / "tones.mp4"
    return PlainFile(write_film(path, pictures, rate=FRAMES_A_SECOND, sound=spoken()))


@pytest.fixture(scope="module")
def seen(film: PlainFile) -> Seen:
    """What the pictures show, whichever models listen."""
    return look_at_part(film, plan(probe(film)), 0)


def models_for(folder: Path, *kinds: str) -> Models:
    small = {"voices": loudness_as_voice(), "speakers": bands_as_speaker(), "words": tones_as_words()}
    return put_all(folder, {kind: small[kind] for kind in kinds})


def walked(film: PlainFile, seen: Seen, models: Models) -> tuple[Plan, list[Seen]]:
    """All parts as they are kept in between, those that need no eyes looked through in a cell."""
    its = plan(probe(film), models=models)
    parts = [aside(look_at_part, film, its, number, seconds=60) for number in range(1, its.count)]
    return its, [unpacked(packed(part), Seen) for part in (seen, *parts)]


def found_with(film: PlainFile, seen: Seen, models: Models) -> Look:
    return gathered(*walked(film, seen, models))


def speakers(found: Look) -> list[str]:
    return [each.who for each in found.observations if each.happening is Happening.SPEAKS]


def test_without_them_nobody_is_told_by_sound_and_nothing_is_spelt(film: PlainFile, seen: Seen, tmp_path: Path) -> None:
    found = found_with(film, seen, models_for(tmp_path, "voices"))

    assert speakers(found) == ["A", "B", "A", "B", "", ""]
    assert found.words == ()
    assert found.settings_version == f"{default().version} + small voices"


def test_a_model_for_speakers_tells_who_spoke_with_the_mouth_shut(film: PlainFile, seen: Seen, tmp_path: Path) -> None:
    found = found_with(film, seen, models_for(tmp_path, "voices", "speakers"))

    assert speakers(found) == ["A", "B", "A", "B", "A", "B"]
    assert found.words == ()
    assert found.settings_version == f"{default().version} + small voices + small speakers"


def test_a_model_for_words_spells_what_each_of_them_said(film: PlainFile, seen: Seen, tmp_path: Path) -> None:
    found = found_with(film, seen, models_for(tmp_path, "voices", "speakers", "words"))

    told = SEEN_SPEAKING + UNSEEN
    assert [(each.who, each.words) for each in found.words] == [(who, "o" if who == "A" else "i") for _, who in told]
    starts = [each.span.start / SECOND for each in found.words]
    assert starts == pytest.approx([start for start, _ in told], abs=0.1)


def test_nothing_that_is_found_holds_how_anybody_sounds(film: PlainFile, seen: Seen, tmp_path: Path) -> None:
    its, parts = walked(film, seen, models_for(tmp_path, "voices", "speakers"))
    found = gathered(its, parts)

    kept = pack_look(
        found.tracks, found.observations, found.suggestions, people=found.people, settings_version=its.version
    )
    with zipfile.ZipFile(io.BytesIO(kept)) as archive:
        content = b"".join(archive.read(name) for name in archive.namelist())

    prints = [row.tobytes() for part in parts for row in part.timbres.values]
    assert len(prints) >= 6
    assert not any(row in content or row in packed(found) for row in prints)


def test_a_film_looked_through_in_one_go_finds_the_same(film: PlainFile, seen: Seen, tmp_path: Path) -> None:
    models, shares = models_for(tmp_path, "voices", "speakers", "words"), list[float]()

    whole = look(film, models=models, progress=shares.append)

    parts = found_with(film, seen, models)
    assert (whole.words, whole.observations) == (parts.words, parts.observations)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


@pytest.fixture(scope="module")
def dark(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two seconds in which nobody is seen, and something low is said."""
    sound = np.concatenate([pause(0.5), tone(LOW, 0.5), pause(1.0)])
    pictures = [np.zeros((90, 160, 3), np.uint8)] * 50
    return write_film(tmp_path_factory.mktemp("film") / "dark.mp4", pictures, sound=sound)


def test_a_quick_look_writes_down_what_was_said(dark: Path, tmp_path: Path) -> None:
    models_for(tmp_path, "voices", "words")

    made = quick_look(dark, tmp_path / "out", models=tmp_path)

    assert (tmp_path / "out" / "words.vtt").read_text().startswith("WEBVTT\n\n00:00:00.")
    assert (tmp_path / "out" / "words.vtt").read_text().endswith("\no\n")
    assert "words.vtt" in made.files
    assert '<a href="words.vtt">' in made.page.read_text()


def test_without_a_model_for_words_no_file_of_them_is_left(dark: Path, tmp_path: Path) -> None:
    (tmp_path / "words.vtt").write_text("of an earlier look")

    made = quick_look(dark, tmp_path)

    assert not (tmp_path / "words.vtt").exists()
    assert "words.vtt" not in made.files
    assert "words.vtt" not in made.page.read_text()


def test_a_model_that_does_not_fit_is_told_in_one_sentence_from_the_cell_too(dark: Path, tmp_path: Path) -> None:
    put_all(tmp_path, {"voices": loudness_as_voice(), "words": bands_as_speaker()})

    with pytest.raises(Misconfigured, match=r"^The model for words does not answer .*\.$"):
        quick_look(dark, tmp_path / "out", models=tmp_path)

    assert not (tmp_path / "out").exists()
