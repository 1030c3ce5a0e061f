"""An ELAN file as plain values, and the refusal of what is none.

Nothing that the file names is opened, entities are not allowed at all, and no more than one tier is held as a tree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import NamedTuple

from lxml import etree

from vignette.exchange.carried import Unreadable
from vignette.exchange.tiers import LARGEST

_ROOT = "ANNOTATION_DOCUMENT"
_LATEST_SLOT = 2**32
"""Milliseconds; the schema has an unsigned number of 32 bits."""


class Aligned(NamedTuple):
    """An annotation between two time slots; `entry` is the id of its value in the vocabulary, or empty."""

    id: str
    first: str
    last: str
    value: str
    entry: str


class Referring(NamedTuple):
    """An annotation that says something of another, `to`."""

    id: str
    to: str
    value: str
    entry: str


@dataclass(slots=True)
class Tier:
    """`participant` is None where the tier does not say whose it is; `parent` is empty where it hangs below nothing."""

    id: str
    kind: str
    parent: str
    participant: str | None
    annotator: str
    aligned: list[Aligned]
    referring: list[Referring]


class Kind(NamedTuple):
    """A linguistic type: how its tiers hang below others, and the vocabulary they are filled from; each or empty."""

    constraint: str
    vocabulary: str


@dataclass(slots=True)
class Vocabulary:
    """Values and their descriptions by the id of the entry."""

    entries: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value for value, _ in self.entries.values()))


@dataclass(slots=True)
class Document:
    """`media` are addresses and time origins in milliseconds; `slots` are in their order, None where they have no time.

    `losses` are sentences.
    """

    author: str = ""
    media: list[tuple[str, int]] = field(default_factory=list)
    properties: list[tuple[str, str]] = field(default_factory=list)
    slots: dict[str, int | None] = field(default_factory=dict)
    tiers: dict[str, Tier] = field(default_factory=dict)
    kinds: dict[str, Kind] = field(default_factory=dict)
    vocabularies: dict[str, Vocabulary] = field(default_factory=dict)
    losses: dict[str, None] = field(default_factory=dict)

    def loses(self, sentence: str) -> None:
        self.losses[sentence] = None


def parsed(content: bytes) -> Document:
    """The document in `content`; Unreadable where there is none, or one that contradicts itself."""
    if len(content) > LARGEST:
        raise Unreadable(
            f"This file is larger than {LARGEST // 1_000_000} MB, which is too much to open; save it in parts."
        )
    document = Document()
    try:
        for element in _elements(content, document):
            _READERS[element.tag](document, element)
            element.clear()
    except etree.LxmlError as error:
        raise Unreadable(f"This is no complete ELAN file; save it in ELAN again ({_short(error)}).") from error
    _refuse_twins(document)
    return document


def _elements(content: bytes, document: Document) -> Iterator[etree._Element]:
    """The parts of the document in its order, each with all that is in it."""
    events = etree.iterparse(
        BytesIO(content),
        events=("start", "end"),
        tag=(_ROOT, *_READERS),
        load_dtd=False,
        no_network=True,
        resolve_entities=False,
        huge_tree=False,
        collect_ids=False,
        remove_comments=True,
        remove_pis=True,
    )
    is_begun = False
    for event, element in events:
        if event == "end" and element.tag != _ROOT:
            yield element
        elif event == "start" and element.tag == _ROOT:
            is_begun = True
            _refuse_strange(element)
            document.author = element.get("AUTHOR", "")
        elif not is_begun:
            break
    if not is_begun:
        raise Unreadable("This is no ELAN file; choose one that ends in .eaf.")


def _refuse_strange(root: etree._Element) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("This file declares entities or a type of its own, as no ELAN file does; it was not opened.")
    version = root.get("VERSION", root.get("FORMAT", ""))
    if version.partition(".")[0] not in ("2", "3"):
        raise Unreadable("This file is of a version of ELAN's format that is not known here; save it as EAF 3.0.")


def _header(document: Document, element: etree._Element) -> None:
    if element.get("TIME_UNITS", "milliseconds") != "milliseconds":
        raise Unreadable("This file counts time in frames; save it in ELAN with milliseconds.")
    for child in element:
        if child.tag == "MEDIA_DESCRIPTOR":
            url = child.get("RELATIVE_MEDIA_URL") or child.get("MEDIA_URL", "")
            document.media.append((url, _whole(child.get("TIME_ORIGIN", "0"))))
        elif child.tag == "PROPERTY":
            document.properties.append((child.get("NAME", ""), child.text or ""))
        elif child.tag == "LINKED_FILE_DESCRIPTOR":
            document.loses("Files that are linked to this one besides its films are left out.")


def _slots(document: Document, element: etree._Element) -> None:
    for slot in element:
        name, value = _needed(slot, "TIME_SLOT_ID"), slot.get("TIME_VALUE")
        if name in document.slots:
            raise Unreadable(f"This file has two time slots {name}; save it in ELAN again.")
        time = None if value is None else _whole(value)
        if time is not None and not 0 <= time < _LATEST_SLOT:
            raise Unreadable(f"This file has a time that no film has, {time} ms; correct it in ELAN.")
        document.slots[name] = time


def _tier(document: Document, element: etree._Element) -> None:
    name = _needed(element, "TIER_ID")
    if name in document.tiers:
        raise Unreadable(f"This file has two tiers called {name}; give one of them another name.")
    tier = document.tiers[name] = Tier(
        name,
        element.get("LINGUISTIC_TYPE_REF", ""),
        element.get("PARENT_REF", ""),
        element.get("PARTICIPANT"),
        element.get("ANNOTATOR", ""),
        [],
        [],
    )
    if "EXT_REF" in element.attrib or element.get("LANG_REF", "und") != "und":
        document.loses(f"The language or the reference of the tier {name} is left out.")
    for annotation in element:
        for each in annotation:
            _annotation(tier, each)


def _annotation(tier: Tier, element: etree._Element) -> None:
    get = element.get
    value = (element[0].text or "") if len(element) else ""
    if element.tag == "ALIGNABLE_ANNOTATION":
        first, last = get("TIME_SLOT_REF1", ""), get("TIME_SLOT_REF2", "")
        tier.aligned.append(Aligned(get("ANNOTATION_ID", ""), first, last, value, get("CVE_REF", "")))
    elif element.tag == "REF_ANNOTATION":
        tier.referring.append(Referring(get("ANNOTATION_ID", ""), get("ANNOTATION_REF", ""), value, get("CVE_REF", "")))


def _kind(document: Document, element: etree._Element) -> None:
    document.kinds[_needed(element, "LINGUISTIC_TYPE_ID")] = Kind(
        element.get("CONSTRAINTS", "").replace(" ", "_"), element.get("CONTROLLED_VOCABULARY_REF", "")
    )
    if "EXT_REF" in element.attrib or "LEXICON_REF" in element.attrib:
        document.loses("References of tier types to lexicons and data categories are left out.")


def _vocabulary(document: Document, element: etree._Element) -> None:
    name = _needed(element, "CV_ID")
    vocabulary = document.vocabularies.setdefault(name, Vocabulary())
    for number, entry in enumerate(element.iterchildren("CV_ENTRY", "CV_ENTRY_ML")):
        values = [entry] if entry.tag == "CV_ENTRY" else entry.findall("CVE_VALUE")
        if values:
            label = values[0].get("DESCRIPTION", "")
            vocabulary.entries[entry.get("CVE_ID", f"entry {number}")] = (values[0].text or "", label)
        if len(values) > 1:
            document.loses(f"The vocabulary {name} is kept in the first of its languages only.")
        if "EXT_REF" in entry.attrib:
            document.loses(f"References of entries of the vocabulary {name} to data categories are left out.")
    if "EXT_REF" in element.attrib:
        document.loses(
            f"The vocabulary {name} lies in another file, which was not read; what was coded with it is kept."
        )


def _left_out(document: Document, element: etree._Element) -> None:
    document.loses(_LEFT_OUT[str(element.tag)])


_LEFT_OUT: Mapping[str, str] = {
    "LICENSE": "The licence that the file names is left out.",
    "LEXICON_REF": "References to lexicons are left out.",
    "REF_LINK_SET": "Links between annotations are left out.",
}
_READERS: Mapping[str, Callable[[Document, etree._Element], None]] = {
    "HEADER": _header,
    "TIME_ORDER": _slots,
    "TIER": _tier,
    "LINGUISTIC_TYPE": _kind,
    "CONTROLLED_VOCABULARY": _vocabulary,
    **dict.fromkeys(_LEFT_OUT, _left_out),
}


def _refuse_twins(document: Document) -> None:
    known: set[str] = set()
    for tier in document.tiers.values():
        for annotation in (*tier.aligned, *tier.referring):
            if annotation.id in known:
                raise Unreadable(f"This file has two annotations {annotation.id}; save it in ELAN again.")
            known.add(annotation.id)


def _needed(element: etree._Element, name: str) -> str:
    value = element.get(name)
    if value is None:
        raise Unreadable(f"This is no ELAN file: a {element.tag} lacks its {name}.")
    return value


def _whole(value: str) -> int:
    try:
        return int(value)
    except ValueError as error:
        raise Unreadable(f"This file has a time that is no whole number, {value[:20]}; correct it in ELAN.") from error


def _short(error: Exception) -> str:
    return str(error).partition("\n")[0][:200].rstrip(".")
