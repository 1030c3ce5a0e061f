"""What work done aside may touch: exactly the files of its sources, and the folders it is to write into."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Reach:
    """Files and folders that may be read, folders that may be written into, and nothing else."""

    readable: tuple[Path, ...] = ()
    writable: tuple[Path, ...] = ()


def reach_of(arguments: Iterable[object]) -> Reach:
    """What `arguments` name: whatever has `files` may read them; a path to a folder may be written into, and for any
    other path, which is still to be made, the folder it lies in.

    Lists and tuples are looked into, however deep; nothing else is.
    """
    named = list(_flat(arguments))
    sources = (getattr(each, "files", ()) for each in named)
    folders = (each if each.is_dir() else each.parent for each in named if isinstance(each, Path))
    return Reach(tuple(dict.fromkeys(path for files in sources for path in files)), tuple(dict.fromkeys(folders)))


def _flat(arguments: Iterable[object]) -> Iterator[object]:
    for argument in arguments:
        if isinstance(argument, list | tuple):
            yield from _flat(argument)
        else:
            yield argument
