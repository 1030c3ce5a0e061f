"""What `vignette doctor` says of this machine has been tried, and tells nothing of any family."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.giving import run
from tests.machine import move_in
from tests.perception.registering import put_all
from tests.perception.small_models import bands_as_speaker, loudness_as_voice, one_face_everywhere, tones_as_words
from vignette.cell import landlock
from vignette.cell.trial import attempt, trial

LANDLOCKED = pytest.mark.skipif(sys.platform != "linux" or not landlock.version(), reason="there is no Landlock here")
CANNOT = [
    "The reader of films cannot open a file that is not of its film.",
    "The reader of films cannot leave a file anywhere else.",
    "The reader of films cannot look at other programs.",
    "The reader of films cannot reach any network, nor this machine itself.",
    "The reader of films cannot start programs.",
]
REFUSING = """
import sys
from vignette.cli.commands import main
from vignette.cell import seccomp
calls = ("unshare", "landlock_create_ruleset", "seccomp", "prctl")
seccomp.filter_calls([(name, 0x00050000 | 38, ()) for name in calls])
main(["doctor"])
"""


@LANDLOCKED
def test_what_was_tried_is_said_in_one_sentence_each_and_a_damaged_database_is_noticed(
    home_of_alice: Path,
) -> None:
    done = run(home_of_alice, "doctor")

    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.removeprefix("Fine:    ") for line in lines[:5]] == CANNOT
    assert all(line.startswith("Fine:    ") and line.endswith(".") for line in lines)
    assert any("The database is whole." in line for line in lines)
    assert "alice" not in done.stdout.lower()

    _damage(home_of_alice / "vignette.sqlite3")
    done = run(home_of_alice, "doctor")

    assert done.returncode == 1
    assert "To mend: The database is damaged or cannot be read" in done.stdout


def test_a_key_that_others_can_read_is_to_be_mended(tmp_path: Path) -> None:
    home = move_in(tmp_path)
    (home / "master.key").chmod(0o644)

    done = run(home, "doctor")

    assert done.returncode == 1
    assert f"To mend: The key file {home / 'master.key'} is open to others" in done.stdout


def test_settings_that_do_no_good_are_to_be_mended(tmp_path: Path) -> None:
    done = run(tmp_path, "doctor", VIGNETTE_LEASE="2", VIGNETTE_WORKERS="32")

    assert done.returncode == 1
    for words in ("choose 10 to 300", "lower VIGNETTE_WORKERS"):
        assert [line for line in done.stdout.splitlines() if line.startswith("To mend:") and words in line]


def test_models_of_ones_own_are_tried(tmp_path: Path) -> None:
    folder = tmp_path / "models"
    folder.mkdir()
    models = {"faces": one_face_everywhere(size=16), "voices": loudness_as_voice(), "words": tones_as_words()}
    put_all(folder, models | {"speakers": bands_as_speaker()})

    fit = run(tmp_path, "doctor")
    put_all(folder, {"words": bands_as_speaker()})
    unfit = run(tmp_path, "doctor")

    names = "small faces, small voices, small words, small speakers"
    assert f"Fine:    Your own models can be used: {names}." in fit.stdout
    assert "To mend: The model for words does not answer with one row of letters" in unfit.stdout
    assert unfit.returncode == 1


@LANDLOCKED
def test_where_layers_are_refused_what_is_possible_is_said_and_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIGNETTE_HOME", str(tmp_path))

    done = subprocess.run([sys.executable, "-c", REFUSING], capture_output=True, text=True)

    assert done.returncode == 1
    assert "To mend: The reader of films can open a file that is not of its film: read films on" in done.stdout
    assert "To mend: The reader of films can start programs: install libseccomp" in done.stdout
    assert "This system does not offer it: a network of its own" in done.stdout


@LANDLOCKED
def test_each_attempt_works_outside_of_the_cell_and_none_inside(tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    canary.touch()

    inside = trial(canary)

    assert not any((inside.read_a_file, inside.wrote_a_file, inside.called_this_machine))
    assert not any((inside.started_a_program, inside.saw_others))
    outside = attempt(str(canary), 9)
    assert outside.read_a_file
    assert outside.wrote_a_file
    assert outside.started_a_program
    assert outside.saw_others
    assert outside.layers == ()


def _damage(database: Path) -> None:
    with sqlite3.connect(database) as rows:
        rows.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    rows.close()
    whole = bytearray(database.read_bytes())
    whole[4096 : 4096 * 20] = bytes(4096 * 19)
    database.write_bytes(whole)
