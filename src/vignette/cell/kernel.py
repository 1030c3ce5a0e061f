"""The few calls to the Linux kernel that Python has no words for."""

import ctypes
import os
from typing import Any

Argument = int | ctypes.Structure | None


def library() -> Any:
    """The C library of this process, with functions that take and give whole machine words."""
    return ctypes.CDLL(None, use_errno=True)


def system_call(number: int, *arguments: Argument) -> int:
    """What the kernel answers; OSError where it refuses."""
    call = library().syscall
    call.restype = ctypes.c_long
    answer = int(call(*map(_word, (number, *arguments))))
    if answer < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return answer


def _word(argument: Argument) -> Any:
    return ctypes.byref(argument) if isinstance(argument, ctypes.Structure) else ctypes.c_long(argument or 0)
