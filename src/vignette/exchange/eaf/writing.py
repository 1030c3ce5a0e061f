"""A coding as an ELAN file.

There is a tier for each person and code (person and level, where the level's codes exclude each other), and a further
one wherever events of it overlap. A point is an annotation of a millisecond on a tier of a type of its own. Modifiers
and notes hang below their annotations, modifiers of which several can be chosen as subdivisions. Times are rounded to
ELAN's whole milliseconds; the exact ones lie in the header. Nothing tells where or when the file was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import chain

from vignette.domain.span import MILLISECOND
from vignette.exchange.carried import Carried, CarriedEvent, CarriedFilm
from vignette.exchange.eaf import kept
from vignette.exchange.losing import LostOfEvents
from vignette.exchange.tiers import Name, lanes, without_forbidden

# A day on which no family was filmed.
_DAY = "1980-01-01T00:00:00Z"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<ANNOTATION_DOCUMENT xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" AUTHOR="{coder}"'
    f' DATE="{_DAY}" FORMAT="3.0" VERSION="3.0"'
    ' xsi:noNamespaceSchemaLocation="http://www.mpi.nl/tools/elan/EAFv3.0.xsd">\n'
    '<HEADER MEDIA_FILE="" TIME_UNITS="milliseconds">\n'
)
_ALIGNED = (
    '<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a{}"{} TIME_SLOT_REF1="ts{}" TIME_SLOT_REF2="ts{}">'
    "<ANNOTATION_VALUE>{}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>\n"
)
_REFERRING = (
    '<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="a{}" ANNOTATION_REF="a{}"{}{}>'
    "<ANNOTATION_VALUE>{}</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>\n"
)
_ASSOCIATION, _SUBDIVISION = "Symbolic_Association", "Symbolic_Subdivision"
_CONSTRAINTS = (
    ("Time_Subdivision", "Time subdivision of parent annotation's time interval, no time gaps allowed in between"),
    (_SUBDIVISION, "Symbolic subdivision of a parent annotation. Annotations referring to the same parent are ordered"),
    (_ASSOCIATION, "1-1 association with a parent annotation"),
    ("Included_In", "Time alignable annotations within the parent annotation's time interval, gaps are allowed"),
)
_LANGUAGE = (
    '<LANGUAGE LANG_DEF="http://cdb.iso.org/lg/CDB-00130975-001" LANG_ID="und" LANG_LABEL="undetermined (und)"/>\n'
)
_KINDS_OF_FILM = {"mp4": "video/mp4", "m4v": "video/mp4", "webm": "video/webm", "mov": "video/quicktime"}
_IN_NAMES = re.compile(r"[%/\\#?:\[\]\x00-\x1f]")


def write_eaf(carried: Carried) -> bytes:
    """`carried` as an EAF 3.0 file in UTF-8, the same for the same coding; `losses` are not written.

    Characters that no XML may hold are left out. A modifier of which nothing was chosen is none.
    """
    return without_forbidden("".join(_Writing(carried).pieces())).encode()


def lost_in_eaf(carried: Carried) -> tuple[str, ...]:
    """What of `carried` an ELAN file cannot hold, or ELAN does not keep once it saves the file, a sentence each."""
    lost = LostOfEvents()
    for event in carried.events:
        words = [event.code, event.person, event.note, *chain.from_iterable(event.modifiers.values())]
        if any(each and not each.strip() for each in words):
            lost.note(event, "have words of nothing but blanks, of which ELAN keeps nothing")
        if any(without_forbidden(each) != each for each in words):
            lost.note(event, "have signs that no ELAN file can hold, which are left out")
    return tuple(lost.sentences())


@dataclass(slots=True)
class _Tier:
    name: Name
    kind: str
    events: list[int]
    parent: str = ""
    said: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    """Of a tier below another: by the event's place, what is said of it."""


class _Writing:
    def __init__(self, carried: Carried) -> None:
        self._carried = carried
        self._spans = [kept.milliseconds(event.start, event.end) for event in carried.events]
        self._levels = {code.code: code.level for code in carried.codes}
        self._several = {each.code for each in carried.modifiers if each.takes_many} | {
            name for event in carried.events for name, chosen in event.modifiers.items() if len(chosen) > 1
        }
        levels = list(dict.fromkeys(code.level for code in carried.codes))
        self._vocabularies = {
            kept.named(kept.CODES, level): [(each.code, each.label) for each in carried.codes if each.level == level]
            for level in levels
        } | {kept.named(kept.MODIFIER, each.code): [(value, "") for value in each.values] for each in carried.modifiers}
        self._entries = {
            (vocabulary, value): number
            for vocabulary, entries in self._vocabularies.items()
            for number, (value, _) in enumerate(entries)
        }
        self._last = len(carried.events)

    def pieces(self) -> Iterator[str]:
        """The file from its first to its last element, in the order that the schema asks for."""
        tiers = list(self._tiers())
        yield _HEAD.format(coder=_attribute(self._carried.coder))
        yield from self._header()
        first, last, slots = self._slots()
        yield from chain(["<TIME_ORDER>\n"], slots, ["</TIME_ORDER>\n"])
        for tier in tiers:
            yield from self._written(tier, first, last)
        yield from self._kinds(tiers)
        yield _LANGUAGE
        for stereotype, description in _CONSTRAINTS:
            yield f'<CONSTRAINT DESCRIPTION="{_attribute(description)}" STEREOTYPE="{stereotype}"/>\n'
        for name, entries in self._vocabularies.items():
            yield from _vocabulary(name, entries)
        yield "</ANNOTATION_DOCUMENT>\n"

    def _header(self) -> Iterator[str]:
        films = self._carried.films
        for film in films:
            yield _media(film, -_rounded(film.offset - films[0].offset))
        times = (
            kept.exactly(number, event.start, event.end) for number, event in enumerate(self._carried.events, start=1)
        )
        for name, value in kept.properties(self._carried, filter(None, times)):
            yield f'<PROPERTY NAME="{name}">{_text(value)}</PROPERTY>\n'
        yield "</HEADER>\n"

    def _slots(self) -> tuple[list[int], list[int], Iterator[str]]:
        """For each event the numbers of its first and last time slot, and the slots in order of time."""
        count = len(self._spans)
        times = [first for first, _ in self._spans] + [last for _, last in self._spans]
        order = sorted(range(2 * count), key=times.__getitem__)
        numbers = [0] * (2 * count)
        for number, place in enumerate(order, start=1):
            numbers[place] = number
        slots = (
            f'<TIME_SLOT TIME_SLOT_ID="ts{number}" TIME_VALUE="{times[place]}"/>\n'
            for number, place in enumerate(order, start=1)
        )
        return numbers[:count], numbers[count:], slots

    def _tiers(self) -> Iterator[_Tier]:
        """Tiers with what hangs below each, in the order of people and of the codebook."""
        groups: dict[tuple[str, str, str], list[int]] = {}
        for place, event in enumerate(self._carried.events):
            groups.setdefault((event.person, *self._group(event)), []).append(place)
        numbers: dict[tuple[str, str], int] = {}
        people = {name: place for place, name in enumerate(self._carried.people)}
        whats = {name: place for place, name in enumerate([*self._levels, *self._levels.values()])}
        for person, what, kind in sorted(groups, key=lambda key: (people.get(key[0], -1), whats.get(key[1], -1), key)):
            places = groups[person, what, kind]
            for lane in lanes([self._spans[place] for place in places]):
                number = numbers[person, what] = numbers.get((person, what), 0) + 1
                tier = _Tier(Name(person, what, number), kind, [places[place] for place in lane])
                yield tier
                yield from self._below(tier)

    def _group(self, event: CarriedEvent) -> tuple[str, str]:
        """What the tier of `event` is of, and its type."""
        level = self._levels.get(event.code, "")
        what = level if level and level in self._carried.exclusive else event.code
        return what, kept.named(kept.POINTS if event.start == event.end else kept.STATES, level)

    def _below(self, tier: _Tier) -> Iterator[_Tier]:
        below: dict[str, _Tier] = {}
        for place in tier.events:
            event = self._carried.events[place]
            for name, chosen in event.modifiers.items():
                kind = kept.named(kept.MODIFIERS if name in self._several else kept.MODIFIER, name)
                self._say(below, tier, kind, place, chosen)
            if event.note:
                self._say(below, tier, kept.NOTE, place, (event.note,))
        yield from below.values()

    def _say(self, below: dict[str, _Tier], tier: _Tier, kind: str, place: int, said: tuple[str, ...]) -> None:
        if kind not in below:
            below[kind] = _Tier(tier.name._replace(more=kind), kind, [], str(tier.name))
        below[kind].said.append((place, said))

    def _written(self, tier: _Tier, first: Sequence[int], last: Sequence[int]) -> Iterator[str]:
        coder = f'ANNOTATOR="{_attribute(self._carried.coder)}" ' if self._carried.coder else ""
        parent = f' PARENT_REF="{_attribute(tier.parent)}"' if tier.parent else ""
        yield (
            f'<TIER {coder}LINGUISTIC_TYPE_REF="{_attribute(tier.kind)}"{parent}'
            f' PARTICIPANT="{_attribute(tier.name.person)}" TIER_ID="{_attribute(str(tier.name))}">\n'
        )
        vocabulary = _vocabulary_of(tier.kind)
        for place in tier.events:
            code = self._carried.events[place].code
            entry = self._entry(vocabulary, code)
            yield _ALIGNED.format(place + 1, entry, first[place], last[place], _text(code))
        for place, said in tier.said:
            yield from self._referring(vocabulary, place, said)
        yield "</TIER>\n"

    def _referring(self, vocabulary: str, place: int, said: tuple[str, ...]) -> Iterator[str]:
        previous = ""
        for value in said:
            self._last += 1
            yield _REFERRING.format(self._last, place + 1, self._entry(vocabulary, value), previous, _text(value))
            previous = f' PREVIOUS_ANNOTATION="a{self._last}"'

    def _entry(self, vocabulary: str, value: str) -> str:
        number = self._entries.get((vocabulary, value))
        return "" if number is None else f' CVE_REF="cveid{number}"'

    def _kinds(self, tiers: Iterable[_Tier]) -> Iterator[str]:
        for kind in dict.fromkeys(tier.kind for tier in tiers):
            constraint = _constraint(kind)
            constraints = f' CONSTRAINTS="{constraint}"' if constraint else ""
            name = _vocabulary_of(kind)
            vocabulary = f' CONTROLLED_VOCABULARY_REF="{_attribute(name)}"' if name in self._vocabularies else ""
            yield (
                f'<LINGUISTIC_TYPE{constraints}{vocabulary} GRAPHIC_REFERENCES="false"'
                f' LINGUISTIC_TYPE_ID="{_attribute(kind)}" TIME_ALIGNABLE="{"false" if constraint else "true"}"/>\n'
            )


def _constraint(kind: str) -> str:
    if kept.name_in(kind, kept.STATES, kept.POINTS) is not None:
        return ""
    return _ASSOCIATION if kept.name_in(kind, kept.MODIFIERS) is None else _SUBDIVISION


def _vocabulary_of(kind: str) -> str:
    """The name of the vocabulary from which the tiers of `kind` are filled; empty for notes."""
    level = kept.name_in(kind, kept.STATES, kept.POINTS)
    if level is not None:
        return kept.named(kept.CODES, level)
    modifier = kept.name_in(kind, kept.MODIFIERS, kept.MODIFIER)
    return "" if modifier is None else kept.named(kept.MODIFIER, modifier)


def _vocabulary(name: str, entries: Sequence[tuple[str, str]]) -> Iterator[str]:
    yield f'<CONTROLLED_VOCABULARY CV_ID="{_attribute(name)}">\n<DESCRIPTION LANG_REF="und"/>\n'
    for number, (value, label) in enumerate(entries):
        description = f'DESCRIPTION="{_attribute(label)}" ' if label else ""
        yield (
            f'<CV_ENTRY_ML CVE_ID="cveid{number}">'
            f'<CVE_VALUE {description}LANG_REF="und">{_text(value)}</CVE_VALUE></CV_ENTRY_ML>\n'
        )
    yield "</CONTROLLED_VOCABULARY>\n"


def _media(film: CarriedFilm, origin: int) -> str:
    url = _attribute("./" + _IN_NAMES.sub(lambda found: f"%{ord(found[0]):02X}", film.name))
    kind = _KINDS_OF_FILM.get(film.name.rpartition(".")[2].lower(), "unknown")
    shifted = f' TIME_ORIGIN="{origin}"' if origin else ""
    return f'<MEDIA_DESCRIPTOR MEDIA_URL="{url}" MIME_TYPE="{kind}" RELATIVE_MEDIA_URL="{url}"{shifted}/>\n'


def _rounded(offset: int) -> int:
    return (offset + 500) // MILLISECOND


def _text(text: str) -> str:
    return escape(text, quote=False).replace("\r", "&#13;")


def _attribute(text: str) -> str:
    return escape(text).replace("\r", "&#13;").replace("\n", "&#10;").replace("\t", "&#9;")
