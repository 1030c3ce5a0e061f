"""A network of its own with nothing in it, and none of the powers that root has."""

import ctypes
import os

from vignette.cell.kernel import library

_NETWORK, _USER, _MESSAGES, _HOST_NAME = 0x40000000, 0x10000000, 0x08000000, 0x04000000
_NO_NEW_PRIVILEGES = 38
_DUMPABLE = 4
_CAPABILITIES_VERSION = 0x20080522
_PAST_PERMISSIONS = 0b110
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH: root in a container may only reach the folders of others through them."""


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("process", ctypes.c_int))


class _Powers(ctypes.Structure):
    _fields_ = (("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32))


def leave_network() -> None:
    """Move to a network without any other machine, and without this one; OSError where that is refused here.

    Root keeps its own user, an ordinary user needs a namespace of users for it. Comes before any thread is started.
    """
    alone = _NETWORK | _MESSAGES | _HOST_NAME
    for flags in (alone, alone | _USER):
        if library().unshare(flags) == 0:
            return
    raise _refusal()


def give_up_powers() -> None:
    """No program started from here can gain powers, what root has beyond reaching files is gone, and no other program
    is given the memory of this one, not even when it crashes; or OSError."""
    calls = library()
    header, powers = _Header(_CAPABILITIES_VERSION, 0), (_Powers * 2)()
    if calls.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) or calls.capget(ctypes.byref(header), powers):
        raise _refusal()
    kept = powers[0].permitted & _PAST_PERMISSIONS
    lowered = (_Powers * 2)(_Powers(kept, kept, 0), _Powers(0, 0, 0))
    # Last, because the system thinks anew about it when powers change. Whatever catches the memory of programs that
    # crash need not keep to the limit on it.
    if calls.capset(ctypes.byref(header), lowered) or calls.prctl(_DUMPABLE, 0, 0, 0, 0):
        raise _refusal()


def _refusal() -> OSError:
    return OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
