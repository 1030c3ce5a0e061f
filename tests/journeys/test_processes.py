"""The processes of a running site keep apart: what one of them holds of the database, no other believes to hold."""

import sys
from pathlib import Path

import pytest

from tests.journeys.conftest import Site


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows in /proc what every process was begun with")
def test_no_process_of_the_site_is_a_copy_of_the_one_that_started_it(site: Site) -> None:
    begun_with = [process.joinpath("cmdline").read_bytes() for process in _processes_of(site)]

    assert len([words for words in begun_with if b"vignette.cli\0serve" in words]) == 1
    assert len([words for words in begun_with if b"multiprocessing.spawn" in words]) == 1


def _processes_of(site: Site) -> list[Path]:
    ours = f"VIGNETTE_HOME={site.home}".encode()
    return [process for process in Path("/proc").glob("[0-9]*") if ours in _settings(process)]


def _settings(process: Path) -> list[bytes]:
    try:
        return process.joinpath("environ").read_bytes().split(b"\0")
    except (PermissionError, FileNotFoundError, ProcessLookupError):
        return []
