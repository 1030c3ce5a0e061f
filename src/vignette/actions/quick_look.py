"""A look at one film without any database: what was found, written into a folder."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from vignette.actions.desk import desk
from vignette.actions.look_shown import Finding, Pictures, page_of, words_of
from vignette.actions.walking import looked_at
from vignette.cell.aside import aside
from vignette.domain.errors import Misconfigured, NotAllowed, UnreadableFilm
from vignette.domain.film import FilmId
from vignette.domain.moment import Moment, MomentId, Suggestion
from vignette.domain.score import as_filmed
from vignette.domain.source import PlainFile, Source
from vignette.domain.span import Micros, Span
from vignette.domain.work import Errand, Progress, unheard
from vignette.exchange.look_page import headline, look_page
from vignette.exchange.moments import moments_csv, moments_json
from vignette.exchange.tracks import save_tracks
from vignette.footage.errands import RENDER
from vignette.library import codebook
from vignette.perception.registry import SHIPPED, Kind, Models, registered

LENS = "vig"
"""The codebook in whose words moments are told."""
JSON, CSV, TRACKS, WORDS, SHEET, REEL, PAGE = FILES = (
    "moments.json",
    "moments.csv",
    "tracks.arrows",
    "words.vtt",
    "contact-sheet.jpg",
    "reel.mp4",
    "look.html",
)
IN_REEL = 3
"""How many moments the reel holds at most."""
LONGEST_REEL, LONGEST_STILLS = 3600.0, 1800.0
"""Seconds after which each part of the work is given up."""
LOOKED, CUT = 0.85, 0.95
"""How far the work has come when the film has been looked through, and when the reel has been cut."""
PICTURES: Errand[Source, Micros, Sequence[tuple[Span, str]], Pictures] = Errand(
    "vignette.actions.look_pictures", "pictures", Pictures
)


@dataclass(frozen=True, slots=True)
class QuickLook:
    """What was written: `files` lie in `folder`; `moments` are in order of time; `cautions` are sentences."""

    folder: Path
    files: tuple[str, ...]
    length: Micros
    people: int
    moments: tuple[Moment, ...]
    in_reel: int
    cautions: tuple[str, ...]

    @property
    def headline(self) -> str:
        return headline(len(self.moments))

    @property
    def page(self) -> Path:
        return self.folder / PAGE


def quick_look(film: Path, out: Path, *, models: Path | None = None, progress: Progress = unheard) -> QuickLook:
    """Look through `film` and write moments.json, moments.csv, tracks.arrows, contact-sheet.jpg, reel.mp4 and look.html
    into `out`, with the models registered in the folder `models` where one is given; with one for words, words.vtt too.

    The folder is made where there is none. The files appear together at the end, over those of an earlier look, or not
    at all; without a moment there is no reel. Raises FilmProblem where the film cannot be used, NotAllowed where it
    would be written over, Misconfigured where the folder cannot be written to.
    """
    _must_be_readable(film)
    _must_stay(film, out)
    try:
        with desk(out, FILES) as folder:
            made = _made(film, out, folder, registered(models) if models else SHIPPED, progress)
    except OSError as error:
        raise Misconfigured(f"Nothing could be written to {out}: {error.strerror or 'the disk refused it'}.") from error
    progress(1.0)
    return made


def chosen_for_reel(suggestions: Sequence[Suggestion]) -> list[Span]:
    """The first few of `suggestions` (in the order to look at) that do not share a picture, in order of time."""
    chosen: list[Span] = []
    for suggestion in suggestions:
        if len(chosen) < IN_REEL and not any(suggestion.span.overlaps(span) for span in chosen):
            chosen.append(suggestion.span)
    return sorted(chosen)


def _must_be_readable(film: Path) -> None:
    if not film.is_file():
        raise UnreadableFilm(f"There is no film at {film}.")
    try:
        film.open("rb").close()
    except OSError as error:
        raise UnreadableFilm(f"The film at {film} cannot be opened: {error.strerror}.") from error


def _must_stay(film: Path, out: Path) -> None:
    if any((out / name).exists() and (out / name).samefile(film) for name in FILES):
        raise NotAllowed(f"This would write over the film itself: please name another folder than {out}.")


def _made(film: Path, out: Path, folder: Path, models: Models, progress: Progress) -> QuickLook:
    found = _found(film, folder / REEL, models, progress)
    moments = [moment for moment, _ in found.moments]
    titled = [(moment.span, moment.title) for moment in moments]
    source, length = PlainFile(film.resolve()), found.look.footage.length
    shown = aside(PICTURES, source, length, titled, progress=_share(progress, CUT, 1.0), seconds=LONGEST_STILLS)
    lens = codebook(LENS)
    left_out = {REEL: not found.reel, WORDS: not models.has(Kind.WORDS)}
    files = tuple(name for name in FILES if not left_out.get(name))
    page = look_page(page_of(found, shown, film=film, out=out, reel=REEL, files=files, codebook=lens))
    (folder / SHEET).write_bytes(shown.sheet)
    save_tracks(folder / TRACKS, found.look)
    if WORDS in files:
        (folder / WORDS).write_bytes(words_of(found.look))
    for name, words in (
        (JSON, moments_json(moments, codebook=lens)),
        (CSV, moments_csv(moments, codebook=lens)),
        (PAGE, page),
    ):
        (folder / name).write_text(words, encoding="utf-8", newline="")
    return QuickLook(out, files, length, len(found.look.people), tuple(moments), len(found.reel), found.cautions)


def _found(film: Path, reel: Path, models: Models, progress: Progress) -> Finding:
    """What is in the film; the reel of it is written to `reel` where there is a moment."""
    source = PlainFile(film.resolve())
    found = looked_at(source, models=models, progress=_share(progress, 0.0, LOOKED))
    film_id, chosen, length = _identity(film), chosen_for_reel(found.suggestions), Micros(0)
    if chosen:
        score, sources = as_filmed(film_id, chosen), ((film_id, source),)
        rendered = aside(RENDER, score, sources, reel, progress=_share(progress, LOOKED, CUT), seconds=LONGEST_REEL)
        length = rendered.length
    in_time = sorted(found.suggestions, key=lambda each: (each.span, each.rule))
    moments = tuple((_moment(film_id, suggestion), suggestion) for suggestion in in_time)
    return Finding(found, moments, tuple(chosen), length)


def _moment(film: FilmId, suggestion: Suggestion) -> Moment:
    words = f"{suggestion.span.start} {suggestion.span.end} {suggestion.rule}"
    moment = MomentId(uuid.uuid5(film.value, words))
    return suggestion.proposed(moment, film, codebook=codebook(LENS).reference)


def _identity(film: Path) -> FilmId:
    """The same for the same bytes, so that a second look can be laid beside the first."""
    with film.open("rb") as file:
        return FilmId(uuid.UUID(bytes=file_digest(file, "sha256").digest()[:16], version=5))


def _share(progress: Progress, start: float, end: float) -> Progress:
    """Progress of a part that reaches from `start` to `end` of the whole."""
    return lambda done: progress(start + (end - start) * done)
