"""What work done aside answers, as bytes that can only become what was expected.

The one who answers may be in the hands of whoever made the film. So nothing is unpickled: an answer is MessagePack, and
is read as the type that was asked for and no other.
"""

import math
from typing import Any, TypeVar, get_args

import msgspec
import numpy as np
import numpy.typing as npt

from vignette.domain.errors import Misconfigured, Sealed, UnreadableFilm, UnsuitableFilm, VignetteError

LARGEST = 64 << 20
"""Bytes of one answer; the times of four hours at 240 pictures a second are less than half of it."""
MOST_VALUES = 1 << 20
"""Numbers, words and lists in one answer: each takes some seventy bytes here, however few it takes on the way."""
LONGEST_SENTENCE = 400

_NUMBERS = frozenset(("bool", "uint8", "int16", "int32", "int64", "float32", "float64"))
_MOST_AXES = 3
# How many bytes follow a value's first one, in MessagePack: so many, or as many as the next bytes say, and the kind.
_FOLLOWED = dict(zip(range(0xCA, 0xD4), (4, 8, 1, 2, 4, 8, 1, 2, 4, 8), strict=True))
_FOLLOWED |= dict(zip(range(0xD4, 0xD9), (2, 3, 5, 9, 17), strict=True)) | {0xDC: 2, 0xDD: 4, 0xDE: 2, 0xDF: 4}
_MEASURED = {0xC4: 1, 0xC5: 2, 0xC6: 4, 0xC7: 1, 0xC8: 2, 0xC9: 4, 0xD9: 1, 0xDA: 2, 0xDB: 4}
_OF_A_KIND = (0xC7, 0xC8, 0xC9)
_PROBLEMS: dict[str, type[VignetteError]] = {
    kind.__name__: kind for kind in (UnreadableFilm, UnsuitableFilm, Sealed, Misconfigured)
}

Result = TypeVar("Result")


class Unfit(Exception):
    """An answer is not of the kind that was asked for."""


def packed(answer: object) -> bytes:
    """`answer` as bytes: dataclasses, enumerations, tuples, numbers, words and arrays of numbers."""
    return msgspec.msgpack.encode(answer, enc_hook=_plain)


def unpacked(data: bytes, kind: type[Result]) -> Result:
    """The answer of this `kind` inside `data`; raises Unfit where there is none."""
    _refuse_countless(data)
    try:
        return msgspec.msgpack.decode(data, type=kind, dec_hook=_array)
    except (msgspec.MsgspecError, ValueError, OverflowError, RecursionError, MemoryError) as error:
        raise Unfit(str(error)) from error


def packed_problem(problem: VignetteError) -> bytes:
    """`problem` as bytes: what kind it is and its sentence; ValueError where such a problem is not to be expected."""
    if type(problem).__name__ not in _PROBLEMS:
        raise ValueError(f"{type(problem).__name__} is not expected from work done aside")
    return packed((type(problem).__name__, str(problem)))


def unpacked_problem(data: bytes) -> VignetteError:
    """The problem inside `data`, its sentence in one line of bounded length; raises Unfit where there is none."""
    name, sentence = unpacked(data, tuple[str, str])
    if name not in _PROBLEMS:
        raise Unfit(f"there is no such problem: {name[:40]!r}")
    return _again(_PROBLEMS[name], in_one_line(sentence, LONGEST_SENTENCE))


def unpacked_share(data: bytes) -> float:
    """How far the work has come, 0 to 1; raises Unfit."""
    share = unpacked(data, float)
    if math.isnan(share):
        raise Unfit("progress is a number")
    return min(1.0, max(0.0, share))


def in_one_line(words: str, longest: int) -> str:
    """`words` without anything that cannot be printed, cut to at most `longest` letters."""
    return "".join(letter if letter.isprintable() else " " for letter in words[:longest])


def _refuse_countless(data: bytes) -> None:
    place = count = 0
    while place < len(data):
        place += _length(data, place)
        count += 1
        if count > MOST_VALUES:
            raise Unfit("more values than any answer has")


def _length(data: bytes, place: int) -> int:
    """Bytes of the value that begins here; of a list or map, those before what is in it."""
    first = data[place]
    if 0xA0 <= first <= 0xBF:
        return 1 + first - 0xA0
    if (width := _MEASURED.get(first)) is None:
        return 1 + _FOLLOWED.get(first, 0)
    size = int.from_bytes(data[place + 1 : place + 1 + width], "big")
    return 1 + width + size + (first in _OF_A_KIND)


def _again(kind: type[VignetteError], sentence: str) -> VignetteError:
    """Not made by calling its class, whose arguments may differ from what it says."""
    problem = kind.__new__(kind)
    problem.args = (sentence,)
    return problem


def _plain(value: object) -> object:
    if isinstance(value, np.ndarray):
        return value.shape, np.ascontiguousarray(value).tobytes()
    if isinstance(value, np.generic):
        return value.item()
    raise NotImplementedError(f"{type(value).__name__} cannot be an answer")


def _array(kind: Any, value: object) -> npt.NDArray[Any]:
    """An array as its annotation wants it: the numbers' type is never taken from the answer."""
    numbers = _numbers_of(kind)
    shape, content = msgspec.convert(value, tuple[tuple[int, ...], bytes])
    if len(shape) > _MOST_AXES or min(shape, default=0) < 0 or math.prod(shape) * numbers.itemsize != len(content):
        raise ValueError("an array that does not fit its own size")
    return np.frombuffer(content, numbers).reshape(shape).copy()


def _numbers_of(kind: Any) -> np.dtype[Any]:
    named = [inner for each in get_args(kind) for inner in get_args(each) if isinstance(inner, type)]
    numbers = [np.dtype(each) for each in named if issubclass(each, np.generic)]
    if len(numbers) != 1 or numbers[0].name not in _NUMBERS:
        raise NotImplementedError(f"{kind} cannot be an answer")
    return numbers[0]
