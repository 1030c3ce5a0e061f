"""A keepsake as a folder in one file (ZIP): a page for any browser without a network, stills, words, the reel."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import BinaryIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from vignette.exchange.keepsake import Item, Role, Told, items, title
from vignette.exchange.markup import Markup, filled, together

FOLDER = "keepsake"

REELS = {"reel.mp4": "video/mp4", "reel.webm": "video/webm"}
"""The films that may lie in the folder, the one that plays almost everywhere first."""

_PIECE = 1 << 20
# A day on which no family was filmed: the files tell nothing of when or where they were made.
_NO_DAY = (1980, 1, 1, 0, 0, 0)

_TAGS = {Role.TITLE: "h1", Role.HEADING: "h2"}
_LINE = '<$tag class="$role" dir="auto">$words</$tag>'
_STILL = '<img src="$source" alt="$words">'
_FILM = '<video controls preload="metadata" aria-label="$words">\n$sources\n</video>'
_SOURCE = '<source src="$source" type="$kind">'


def write_folder(target: BinaryIO, told: Told, films: Mapping[str, BinaryIO]) -> None:
    """Write the folder to `target`; `films` are those of `REELS` that belong to it, open at their start."""
    with ZipFile(target, "w", ZIP_STORED, allowZip64=True) as folder:
        _put(folder, "index.html", folder_page(told, tuple(films)).encode())
        _put(folder, "words.txt", _words(told).encode())
        for name, still in _stills(told):
            _put(folder, name, still)
        for name, film in films.items():
            with folder.open(_entry(name), "w", force_zip64=True) as inside:
                while piece := film.read(_PIECE):
                    inside.write(piece)


def folder_page(told: Told, films: tuple[str, ...]) -> Markup:
    """The page of the folder, which asks for nothing but the files that lie beside it."""
    names = iter([name for name, _ in _stills(told)])
    body = together(_shown(item, names, films) for item in items(told))
    return filled(_template(), language=told.language, title=title(told), body=body)


def _shown(item: Item, names: Iterator[str], films: tuple[str, ...]) -> Markup:
    if item.role is Role.STILL:
        return filled(_STILL, source=next(names), words=item.words)
    if item.role is Role.FILM:
        sources = together(filled(_SOURCE, source=name, kind=REELS[name]) for name in REELS if name in films)
        return filled(_FILM, words=item.words, sources=sources)
    return filled(_LINE, tag=Markup(_TAGS.get(item.role, "p")), role=item.role.value, words=item.words)


def _words(told: Told) -> str:
    """The words alone, for whatever opens nothing else."""
    return "\n\n".join(item.words for item in items(told) if item.role not in (Role.STILL, Role.FILM)) + "\n"


def _stills(told: Told) -> Iterator[tuple[str, bytes]]:
    stills = (item.still for item in items(told) if item.role is Role.STILL)
    return ((f"stills/{number}.jpg", still) for number, still in enumerate(stills, start=1))


def _put(folder: ZipFile, name: str, content: bytes) -> None:
    folder.writestr(_entry(name), content)


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(f"{FOLDER}/{name}", _NO_DAY)
    entry.external_attr = 0o644 << 16
    return entry


@cache
def _template() -> str:
    return (files("vignette.exchange") / "keepsake_folder.html").read_text()
