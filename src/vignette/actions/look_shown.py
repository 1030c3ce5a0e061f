"""What the page of a quick look shows, put together from what was found."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from vignette.actions.evidence import in_words
from vignette.domain.codebook import Codebook
from vignette.domain.moment import Moment, Reason, Suggestion
from vignette.domain.observation import Observation
from vignette.domain.span import SECOND, Micros, Span
from vignette.exchange.captions import Said, write_webvtt
from vignette.exchange.look_page import Account, Card, LookPage, Why
from vignette.exchange.places import PLACES, Kind
from vignette.microanalysis.found import Look
from vignette.signals.words import called

TOGETHER = Micros(2 * SECOND)
"""How long an answer may take: what began within it belongs to the same second."""


@dataclass(frozen=True, eq=False, slots=True)
class Finding:
    """A look, its moments in order of time with the suggestions they come from, and the clips of the reel."""

    look: Look
    moments: tuple[tuple[Moment, Suggestion], ...]
    reel: tuple[Span, ...]
    reel_length: Micros

    @property
    def cautions(self) -> tuple[str, ...]:
        """What is unusual about the film, and what was poorly seen or heard in it, in sentences."""
        note = self.look.footage.note
        return (*((note,) if note else ()), *self.look.cautions)


@dataclass(frozen=True, slots=True)
class Pictures:
    """JPEGs: the film's own still, one of each moment in order of time, and the contact sheet."""

    hero: bytes
    stills: tuple[bytes, ...]
    sheet: bytes


def page_of(
    found: Finding,
    pictures: Pictures,
    *,
    film: Path,
    out: Path,
    reel: str,
    files: Sequence[str],
    codebook: Codebook,
) -> LookPage:
    """The page that lies in `out` beside `files`; `reel` is the name of the reel's file."""
    look = found.look
    return LookPage(
        film_name=film.name,
        film_address=_address(film, out),
        footage=look.footage,
        people={who: called(who, look.people, look.roles) for who in look.people},
        tracks=look.tracks,
        observations=look.observations,
        cards=_cards(found, pictures.stills, codebook),
        hero=pictures.hero,
        reel_address=reel if found.reel else "",
        reel_length=found.reel_length,
        cautions=found.cautions,
        settings_version=look.settings_version,
        files=files[:-1],
    )


def words_of(look: Look) -> bytes:
    """What was said, as WebVTT, everybody called as on the page."""
    names = {each.who: called(each.who, look.people, look.roles) for each in look.words if each.who}
    return write_webvtt(Said(each.span, names.get(each.who, ""), each.words) for each in look.words)


def _cards(found: Finding, stills: Sequence[bytes], codebook: Codebook) -> tuple[Card, ...]:
    left = list(found.reel)
    cards = []
    for (moment, suggestion), picture in zip(found.moments, stills, strict=True):
        is_in_reel = moment.span in left
        if is_in_reel:
            left.remove(moment.span)
        principles = [codebook.find(code) for code in suggestion.principles]
        cards.append(
            Card(
                span=moment.span,
                title=moment.title,
                principles=tuple(principle.label for principle in principles if principle),
                reasons=tuple(_why(reason, found.look) for reason in moment.reasons),
                caution=suggestion.caution,
                still=picture,
                is_in_reel=is_in_reel,
            )
        )
    return tuple(cards)


def _why(reason: Reason, look: Look) -> Why:
    """A reason with what was going on at its second, and what began within the two seconds after it."""
    near = [o for o in look.observations if reason.at < o.span.end and o.span.start <= reason.at + TOGETHER]
    return Why(reason.words, reason.at, tuple(_accounts(near, look)))


def _accounts(near: Sequence[Observation], look: Look) -> Iterator[Account]:
    """Person by person from the left, then voices without a face, then of nobody known, then what belongs to both."""
    strangers = sorted({o.who for o in near} - {*look.people, ""})
    unknown = [o for o in near if not o.who and o.happening in PLACES and PLACES[o.happening].kind is Kind.VOICE]
    both = [o for o in near if not o.who and o not in unknown]
    told = [
        (called(who, look.people, look.roles), [o for o in near if o.who == who]) for who in (*look.people, *strangers)
    ]
    for name, its in (*told, ("somebody", unknown), ("together", both)):
        if its:
            yield Account(f"{name[:1].upper()}{name[1:]}", tuple((o.span.start, in_words(o)) for o in its))


def _address(film: Path, out: Path) -> str:
    """Where the page finds the film: by a relative way, or by name alone where there is none (another drive)."""
    try:
        way = os.path.relpath(film.resolve(), out.resolve())
    except ValueError:
        way = film.name
    return quote(os.fsencode(Path(way).as_posix()))
