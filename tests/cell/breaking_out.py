"""What somebody does who has taken over the reader of films: each attempt works for an ordinary program."""

import ctypes
import mmap
import os
import resource
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from vignette.domain.work import Progress, unheard

CANARY = b"the neighbour's film"


def reads_a_file(target: str, port: int) -> None:
    assert Path(target).read_bytes() == CANARY


def lists_a_folder(target: str, port: int) -> None:
    assert list(Path(target).parent.iterdir())


def reads_it_through_proc(target: str, port: int) -> None:
    assert Path(f"/proc/self/root{target}").read_bytes() == CANARY


def looks_at_other_processes(target: str, port: int) -> None:
    assert Path(f"/proc/{os.getppid()}/cmdline").read_bytes()


def reads_the_users_of_this_machine(target: str, port: int) -> None:
    assert Path("/etc/passwd").read_bytes()


def reads_the_mounts(target: str, port: int) -> None:
    assert Path("/proc/self/mounts").read_bytes()


def writes_beside_it(target: str, port: int) -> None:
    Path(target).with_suffix(".new").write_bytes(b"left behind")


def writes_over_it(target: str, port: int) -> None:
    Path(target).write_bytes(CANARY)


def cuts_it_short(target: str, port: int) -> None:
    os.truncate(target, len(CANARY))


def opens_it_to_everybody(target: str, port: int) -> None:
    Path(target).chmod(0o644)


def makes_it_look_older(target: str, port: int) -> None:
    os.utime(target, (1, 1))


def marks_it(target: str, port: int) -> None:
    os.setxattr(target, "user.seen", b"yes")


def moves_it(target: str, port: int) -> None:
    Path(target).rename(target + ".moved")
    Path(target + ".moved").rename(target)


def leaves_a_link_to_it(target: str, port: int) -> None:
    link = Path(target).with_suffix(f".link{os.getpid()}")
    link.symlink_to(target)
    link.unlink()


def gives_it_a_second_name(target: str, port: int) -> None:
    link = Path(target).with_suffix(f".hard{os.getpid()}")
    link.hardlink_to(target)
    link.unlink()


def watches_it(target: str, port: int) -> None:
    _fine(ctypes.CDLL(None, use_errno=True).inotify_init1(0))


def calls_a_port(target: str, port: int) -> None:
    socket.create_connection(("127.0.0.1", port), timeout=5).close()


def listens_on_a_port(target: str, port: int) -> None:
    with socket.create_server(("127.0.0.1", 0)):
        pass


def sends_a_datagram(target: str, port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as letters:
        letters.sendto(b"x", ("127.0.0.1", port))


def calls_a_service_of_this_machine(target: str, port: int) -> None:
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(f"\0vignette-test-{port}")


def starts_a_program(target: str, port: int) -> None:
    assert subprocess.run(["/bin/true"], check=False).returncode == 0


def becomes_a_program(target: str, port: int) -> None:
    child = 0 if sys.flags.isolated else os.fork()
    if child == 0:
        _become_a_program()
    if os.waitpid(child, 0)[1] != 0:
        raise PermissionError


def _become_a_program() -> None:
    try:
        os.execv("/bin/true", ["true"])  # noqa: S606  # that is the attempt
    except OSError:
        if sys.flags.isolated:
            raise
        os._exit(1)


def becomes_two(target: str, port: int) -> None:
    if (child := os.fork()) == 0:
        os._exit(0)
    os.waitpid(child, 0)


def signals_its_parent(target: str, port: int) -> None:
    os.kill(os.getppid(), 0)


def limits_its_parent(target: str, port: int) -> None:
    resource.prlimit(os.getppid(), resource.RLIMIT_CORE, resource.prlimit(os.getppid(), resource.RLIMIT_CORE))


def hides_a_program_in_memory(target: str, port: int) -> None:
    os.close(os.memfd_create("hidden"))


def shares_memory_with_others(target: str, port: int) -> None:
    calls = ctypes.CDLL(None, use_errno=True)
    segment = _fine(calls.shmget(0, mmap.PAGESIZE, 0o1600))
    calls.shmctl(segment, 0, None)


ATTEMPTS: dict[str, Callable[[str, int], None]] = {
    each.__name__.replace("_", " "): each
    for each in (
        reads_a_file,
        lists_a_folder,
        reads_it_through_proc,
        looks_at_other_processes,
        reads_the_users_of_this_machine,
        reads_the_mounts,
        writes_beside_it,
        writes_over_it,
        cuts_it_short,
        opens_it_to_everybody,
        makes_it_look_older,
        marks_it,
        moves_it,
        leaves_a_link_to_it,
        gives_it_a_second_name,
        watches_it,
        calls_a_port,
        listens_on_a_port,
        sends_a_datagram,
        calls_a_service_of_this_machine,
        starts_a_program,
        becomes_a_program,
        becomes_two,
        signals_its_parent,
        limits_its_parent,
        hides_a_program_in_memory,
        shares_memory_with_others,
    )
}


def attempted(name: str, target: str, port: int) -> str:
    """Empty where the attempt was refused, else what is to be feared."""
    try:
        ATTEMPTS[name](target, port)
    except OSError:
        return ""
    return f"it {name}"


def all_attempted(target: str, port: int, *, progress: Progress = unheard) -> tuple[str, ...]:
    """The attempts that worked; `target` is a word and no path, so that it stays out of reach."""
    return tuple(name for name in ATTEMPTS if attempted(name, target, port))


def lifts_its_limits(*, progress: Progress) -> tuple[int, ...]:
    """The hard limits on open files, memory and time, after an attempt to lift them."""
    kinds = (resource.RLIMIT_NOFILE, resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_CORE)
    for kind in kinds:
        try:
            resource.setrlimit(kind, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        except (OSError, ValueError):
            continue
    return tuple(resource.getrlimit(kind)[1] for kind in kinds)


def can_be_seen_by_others(*, progress: Progress) -> bool:
    """Whether its memory, with pictures and keys in it, goes to whoever watches it, or gathers what has crashed."""
    return bool(ctypes.CDLL(None, use_errno=True).prctl(3, 0, 0, 0, 0))


def looks_into_another_process(*, progress: Progress) -> str:
    ctypes.CDLL(None, use_errno=True).ptrace(16, os.getppid(), 0, 0)
    return "it went on"


def makes_a_namespace(*, progress: Progress) -> str:
    ctypes.CDLL(None, use_errno=True).unshare(0x10000000)
    return "it went on"


def raises_a_signal_at_itself(*, progress: Progress) -> str:
    """What the C library does when a program aborts itself, but with a signal that does no harm."""
    signal.signal(signal.SIGUSR1, lambda *_: None)
    signal.raise_signal(signal.SIGUSR1)
    return "it heard itself"


def _fine(answer: int) -> int:
    if answer < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return answer
