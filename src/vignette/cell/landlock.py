"""Landlock: from here on this process reaches the files it was given and no others, whoever it runs as.

The kernel's interface is described in `Documentation/userspace-api/landlock.rst`; each version of it knows more rights,
and all that this kernel knows are taken away.
"""

import ctypes
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from vignette.cell.kernel import system_call

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_ASK_VERSION = 1
_PATH_BENEATH = 1

_WRITE, _READ, _LIST, _REMOVE, _MAKE, _REFER, _TRUNCATE = (1 << bit for bit in (1, 2, 3, 5, 8, 13, 14))
_FILE_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
_CONNECT_OR_BIND = {4: 3}
_SOCKETS_AND_SIGNALS = {6: 3}

READ = _READ | _LIST
WRITE = READ | _WRITE | _REMOVE | _MAKE | _TRUNCATE
_OF_A_FILE = _WRITE | _READ | _TRUNCATE


class _Handled(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("rights", ctypes.c_uint64), ("parent", ctypes.c_int32))


def version() -> int:
    """Which version of the interface this kernel speaks; 0 where it has none, or was told not to use it."""
    try:
        return system_call(_CREATE, None, 0, _ASK_VERSION)
    except OSError:
        return 0


def confine(*, readable: Iterable[Path], writable: Iterable[Path]) -> None:
    """Close all files to this process but these, and what is in these folders; OSError where the kernel cannot.

    Needs `no_new_privs`, and has to come before any thread is started: threads of before stay free. Paths that are not
    there are passed over.
    """
    spoken = version()
    handled = _Handled(
        _known(_FILE_RIGHTS, spoken), _known(_CONNECT_OR_BIND, spoken), _known(_SOCKETS_AND_SIGNALS, spoken)
    )
    rules = system_call(_CREATE, handled, ctypes.sizeof(handled), 0)
    try:
        for path in readable:
            _allow(rules, path, READ & handled.files)
        for path in writable:
            _allow(rules, path, WRITE & handled.files)
        system_call(_RESTRICT, rules, 0)
    finally:
        os.close(rules)


def _known(rights: dict[int, int], spoken: int) -> int:
    return max((known for since, known in rights.items() if since <= spoken), default=0)


def _allow(rules: int, path: Path, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(place).st_mode):
            rights &= _OF_A_FILE
        system_call(_ADD, rules, _PATH_BENEATH, _Beneath(rights, place), 0)
    finally:
        os.close(place)
