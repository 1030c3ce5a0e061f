"""Films are in the clear only in a private folder, which goes with the work, or with the process that did it."""

import os
import platform
import shutil
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from vignette.actions import workshop
from vignette.storage.place import place

pytestmark = pytest.mark.django_db


def left_behind(process: int, machine: str | None = None) -> Path:
    """What a process left a while ago that ended in the middle of its work, here or on another machine."""
    folder = place().workshop / f"{process}@{machine or platform.node()}-half_done"
    folder.mkdir()
    (folder / "film").write_bytes(b"a film in the clear")
    was = time.time() - workshop.SOON.total_seconds() - 1
    os.utime(folder, (was, was))
    return folder


def ended() -> int:
    """The number of a process that is no more."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


def test_only_its_owner_can_enter_the_folder_and_it_goes_with_the_work() -> None:
    with workshop.private_folder() as folder:
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        (folder / "film").write_bytes(b"a film in the clear")

    assert not folder.exists()


def test_what_a_worker_left_is_cleared_after_it_and_nothing_of_the_others() -> None:
    gone, other = left_behind(ended()), left_behind(os.getpid())

    workshop.clear_after(int(gone.name.partition("@")[0]))

    assert not gone.exists()
    assert other.exists()
    workshop.clear_after(os.getpid())


def test_a_start_sweeps_what_dead_processes_left_and_leaves_the_living_alone() -> None:
    gone = left_behind(ended())
    with workshop.private_folder() as living, workshop.private_folder() as just_begun:
        was = time.time() - workshop.LONGEST.total_seconds() / 2
        os.utime(living, (was, was))

        workshop.sweep()

        assert not gone.exists()
        assert living.exists()
        assert just_begun.exists()


def test_what_a_dead_process_left_goes_even_where_its_number_is_still_taken() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as unburied:
        os.waitid(os.P_PID, unburied.pid, os.WEXITED | os.WNOWAIT)
        left, of_this_number = left_behind(unburied.pid), left_behind(os.getpid())

        workshop.clear_left_behind()

        assert not left.exists()
        assert not of_this_number.exists()


def test_the_work_of_another_machine_is_left_alone_until_it_cannot_be_going_on_any_more() -> None:
    working, gone = left_behind(ended(), "another"), left_behind(ended(), "retired")
    long_ago = time.time() - workshop.LONGEST.total_seconds() - 1
    os.utime(gone, (long_ago, long_ago))

    workshop.clear_left_behind()

    assert working.exists()
    assert not gone.exists()
    shutil.rmtree(working)
