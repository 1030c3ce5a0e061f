"""What an ELAN file carries.

An annotation on a tier that is filled from a vocabulary is an event of that value, and the vocabulary its level; on any
other tier it is an event of the tier's own name, and its words are the note. What hangs below an annotation by
reference is a modifier of it if it is filled from a vocabulary, and words in its note if it is not; both are called by
the tier's type, as ELAN's tiers of several people share one. Tiers with times of their own, wherever they hang, are
events. The person is the tier's participant, or what stands before an @ in its name. An annotation without a length is
a point.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import zip_longest
from urllib.parse import unquote

from vignette.domain.codebook import Shape
from vignette.domain.span import MILLISECOND, Micros
from vignette.exchange.carried import Carried, CarriedCode, CarriedEvent, CarriedFilm, Unreadable
from vignette.exchange.eaf import kept
from vignette.exchange.eaf.below import Below
from vignette.exchange.eaf.document import Aligned, Document, Tier
from vignette.exchange.eaf.parsing import parsed
from vignette.exchange.eaf.places import Place, level_of, places
from vignette.exchange.eaf.times import times
from vignette.exchange.tiers import union

_OWN_PROPERTIES = (kept.CODEBOOK, kept.CODING, kept.MICROSECONDS, "URN", "lastUsedAnnotationId")


def read_eaf(content: bytes) -> Carried:
    """The coding in `content`, an EAF file of any 2.x or of 3.0, with its events in order of their start.

    Unreadable where it is none, is larger than `LARGEST`, or contradicts itself: identities that stand twice,
    references that lead nowhere or in a circle, annotations that end before they begin.
    """
    return _Reading(parsed(content)).carried()


_Found = tuple[int, int, int, CarriedEvent]
"""Start, number of the annotation, place in the file, and the event: in this order they are told."""
_NOTHING: Mapping[str, tuple[str, ...]] = {}


class _Reading:
    def __init__(self, document: Document) -> None:
        self._document = document
        its: kept.Kept | None = None
        self._exact: kept.Exact = {}
        try:
            its, self._exact = kept.kept_in(document.properties), kept.exact_in(document.properties)
        except ValueError:
            document.loses("What Vignette had written beside the annotations is damaged and left out.")
        self._kept = its or kept.Kept()
        self._is_ours = its is not None
        self._shift = document.media[0][1] * MILLISECOND if document.media else 0
        self._tell_losses()
        self._places = places(document)
        self._doubtful = self._values_of_several_levels()
        self._found: list[_Found] = []
        self._below = Below(document, self._places, self._kept.modifiers)
        self._early = 0
        self._codes: dict[str, CarriedCode] = {code.code: code for code in self._kept.codes}

    def carried(self) -> Carried:
        self._read_aligned()
        if not self._is_ours:
            self._describe_codes()
        return Carried(
            title=self._kept.title,
            coder=self._coder(),
            codebook=next((value for name, value in self._document.properties if name == kept.CODEBOOK), ""),
            films=tuple(self._films()),
            people=union(self._kept.people, filter(None, (place.person for place in self._places.values()))),
            codes=tuple(self._codes.values()),
            events=tuple(event for *_, event in sorted(self._found)),
            modifiers=self._below.modifiers,
            exclusive=frozenset(self._kept.exclusive),
            losses=tuple(self._document.losses),
        )

    def _values_of_several_levels(self) -> frozenset[str]:
        """Values that mean one thing in one vocabulary and may mean another in the next."""
        if self._is_ours:
            return frozenset()
        levels = {place.level: set(place.values.values()) for place in self._coded() if place.values is not None}
        counts = Counter(value for values in levels.values() for value in values)
        return frozenset(value for value, count in counts.items() if count > 1)

    def _coded(self) -> Iterator[Place]:
        """The places with annotations that are events."""
        return (self._places[name] for name, tier in self._document.tiers.items() if not _refers(self._document, tier))

    def _read_aligned(self) -> None:
        at = times(self._document)
        for name, tier in self._document.tiers.items():
            self._read_tier(tier, self._places[name], at)
        if self._early:
            self._document.loses(f"Annotations before the film begins are left out: {self._early}.")
        for owner in self._below.more:
            raise Unreadable(f"Something refers to the annotation {owner}, which this file does not have.")

    def _read_tier(self, tier: Tier, place: Place, at: Mapping[str, int]) -> None:
        found, codes, more = self._found, self._codes, self._below.more
        for annotation in tier.aligned:
            id_ = annotation[0]
            number = int(id_[1:]) if id_[1:].isdecimal() and id_[0] == "a" and len(id_) < 20 else 0
            start, end = self._span(annotation, number, at)
            code, note = self._said(annotation, place)
            its = more.pop(id_, None)
            modifiers, words = (_NOTHING, note) if its is None else (its.modifiers, its.note(note))
            if start < 0:
                self._early += 1
                continue
            last = Micros(start if place.is_of_points else end)
            event = CarriedEvent(code, place.person, Micros(start), last, modifiers, words)
            found.append((start, number, len(found), event))
            if code not in codes:
                codes[code] = CarriedCode(code, Shape.STATE, label=code, level=place.level)

    def _span(self, annotation: Aligned, number: int, at: Mapping[str, int]) -> tuple[int, int]:
        """Start and end on the first film's clock; exact where that was kept and nobody moved the annotation since."""
        try:
            start, end = at[annotation[1]], at[annotation[2]]
        except KeyError as error:
            raise Unreadable(f"The annotation {annotation[0]} names a time that this file does not have.") from error
        if end < start:
            raise Unreadable(f"The annotation {annotation[0]} ends before it begins; correct it in ELAN.")
        exact = self._exact.get(number)
        if exact is not None and kept.is_of(exact, start, end):
            start, end = exact
        return start + self._shift, end + self._shift

    def _said(self, annotation: Aligned, place: Place) -> tuple[str, str]:
        """Code and note."""
        _, _, _, words, entry = annotation
        if place.values is None:
            return place.what, words if words != place.what else ""
        value = place.values.get(entry, words)
        if not value:
            return place.what, ""
        return (f"{place.level}: {value}" if value in self._doubtful else value), ""

    def _describe_codes(self) -> None:
        """Codes of the vocabularies first, used or not, in their order; shapes and modifiers are the events'."""
        lengths: dict[str, bool] = {}
        closer: dict[str, dict[str, None]] = {}
        for *_, event in self._found:
            lengths[event.code] = lengths.get(event.code, False) or event.end > event.start
            closer.setdefault(event.code, {}).update(dict.fromkeys(event.modifiers))
        described: dict[str, CarriedCode] = {}
        for each in (*self._vocabulary_codes(), *self._codes.values()):
            shape = Shape.STATE if lengths.get(each.code, True) else Shape.POINT
            modifiers = tuple(closer.get(each.code, ()))
            described.setdefault(each.code, replace(each, shape=shape, modifiers=modifiers))
        self._codes = described

    def _vocabulary_codes(self) -> Iterator[CarriedCode]:
        levels = {place.level for place in self._coded() if place.values is not None}
        for name, vocabulary in self._document.vocabularies.items():
            level = level_of(name)
            if level in levels:
                for value, label in vocabulary.entries.values():
                    code = f"{level}: {value}" if value in self._doubtful else value
                    yield CarriedCode(code, Shape.STATE, label=label or value, level=level)

    def _coder(self) -> str:
        annotators = union(filter(None, (tier.annotator for tier in self._document.tiers.values())))
        if len(annotators) > 1:
            self._document.loses(f"Which of the coders coded what is left out: {', '.join(annotators)}.")
        return self._document.author or (annotators[0] if len(annotators) == 1 else "")

    def _films(self) -> Iterator[CarriedFilm]:
        """By name and offset as the file has them, and as they were kept where that is the same."""
        ours = self._kept.films
        for (url, origin), film in zip_longest(self._document.media, ours[: len(self._document.media)]):
            name = unquote(url.replace("\\", "/").rpartition("/")[2])
            offset = self._document.media[0][1] - origin
            is_same = film is not None and film.name == name
            if is_same and (film.offset - ours[0].offset + 500) // MILLISECOND == offset:
                yield film
            else:
                yield CarriedFilm(name, Micros(offset * MILLISECOND))

    def _tell_losses(self) -> None:
        document = self._document
        for tier in document.tiers.values():
            if tier.aligned and tier.parent:
                document.loses(
                    f"That the tier {tier.id} hangs below {tier.parent} is left out; its annotations are kept."
                )
        for name, _ in document.properties:
            if name not in _OWN_PROPERTIES:
                document.loses(f"The property {name} of the file is left out.")


def _refers(document: Document, tier: Tier) -> bool:
    kind = document.kinds.get(tier.kind)
    return kind is not None and kind.constraint.startswith("Symbolic")
