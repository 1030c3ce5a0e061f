"""Work done aside reaches what its arguments name, by one simple rule."""

from pathlib import Path

from vignette.cell.reach import Reach, reach_of
from vignette.domain.source import PlainFile


def test_files_of_sources_are_read_and_folders_of_paths_are_written(tmp_path: Path) -> None:
    one, two = PlainFile(Path("/films/one")), PlainFile(Path("/films/two"))

    reach = reach_of([[(one, 5), (two, 7), (one, 9)], tmp_path, tmp_path / "reel", "words", None])

    assert reach == Reach(readable=(Path("/films/one"), Path("/films/two")), writable=(tmp_path,))


def test_words_that_look_like_a_path_open_nothing() -> None:
    assert reach_of(["/etc", b"/etc", {"folder": Path("/etc")}]) == Reach()
