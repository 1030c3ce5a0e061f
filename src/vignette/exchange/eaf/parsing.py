"""An ELAN file read part by part, never held as a tree, and the refusal of what is none.

Nothing that the file names is opened, and entities are not allowed at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import chain

from lxml import etree

from vignette.exchange.carried import Unreadable
from vignette.exchange.eaf.document import Document, Kind, Tier, Vocabulary
from vignette.exchange.tiers import LARGEST

_LATEST_SLOT = 2**32
"""Milliseconds; the schema has an unsigned number of 32 bits."""

_Attributes = Mapping[str, str]


def parsed(content: bytes) -> Document:
    """The document in `content`; Unreadable where there is none, or one that contradicts itself."""
    if len(content) > LARGEST:
        raise Unreadable(
            f"This file is larger than {LARGEST // 1_000_000} MB, which is too much to open; save it in parts."
        )
    # A file that declares entities is refused for its DOCTYPE. Told to keep entities, libxml2 would mistake "&amp;".
    parser = etree.XMLParser(
        target=_Target(), resolve_entities="internal", load_dtd=False, no_network=True, huge_tree=False
    )
    try:
        document: Document = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"This is no complete ELAN file; save it in ELAN again ({str(error.msg)[:200]}).") from error
    if not document.version:
        raise Unreadable(_NO_ELAN)
    _refuse_twins(document)
    return document


_NO_ELAN = "This is no ELAN file; choose one that ends in .eaf."


class _Target:
    """What the parser tells, element by element, so that the file is never held as a tree."""

    def __init__(self) -> None:
        self._document = Document()
        self._pieces: list[str] = []
        self.data = self._pieces.append
        self._tier: Tier | None = None
        self._vocabulary = ("", Vocabulary())
        self._entry: _Attributes = {}
        self._annotation: _Attributes = {}
        self._value = ""
        self._property = ""
        self._starts: dict[str, Callable[[_Attributes], None]] = {}
        self._ends: dict[str, Callable[[], None]] = {}

    def _read_all(self) -> None:
        """From the root of an ELAN file on, its parts mean something."""
        self._starts.update(
            {
                "HEADER": self._header,
                "MEDIA_DESCRIPTOR": self._media,
                "LINKED_FILE_DESCRIPTOR": self._linked,
                "PROPERTY": self._begin_property,
                "TIME_SLOT": self._slot,
                "TIER": self._begin_tier,
                "ALIGNABLE_ANNOTATION": self._begin_annotation,
                "REF_ANNOTATION": self._begin_annotation,
                "ANNOTATION_VALUE": self._begin_text,
                "LINGUISTIC_TYPE": self._kind,
                "CONTROLLED_VOCABULARY": self._begin_vocabulary,
                "CV_ENTRY": self._begin_entry,
                "CV_ENTRY_ML": self._begin_entry,
                "CVE_VALUE": self._begin_value,
                "DESCRIPTION": self._begin_text,
            }
        )
        self._ends.update(
            {
                "PROPERTY": self._end_property,
                "TIER": self._end_tier,
                "ALIGNABLE_ANNOTATION": self._end_aligned,
                "REF_ANNOTATION": self._end_referring,
                "ANNOTATION_VALUE": self._end_value,
                "CV_ENTRY": self._end_entry,
                "CVE_VALUE": self._end_entry,
                "DESCRIPTION": self._end_description,
            }
        )

    def doctype(self, *_: object) -> None:
        raise Unreadable("This file declares entities or a type of its own, as no ELAN file does; it was not opened.")

    def start(self, tag: str, attributes: _Attributes) -> None:
        read = self._starts.get(tag)
        if read is not None:
            read(attributes)
        elif tag != "ANNOTATION":
            self._other(tag, attributes)

    def end(self, tag: str) -> None:
        read = self._ends.get(tag)
        if read is not None:
            read()

    def close(self) -> Document:
        return self._document

    def _other(self, tag: str, attributes: _Attributes) -> None:
        if tag in _LEFT_OUT:
            self._document.loses(_LEFT_OUT[tag])
        if self._document.version:
            return
        if tag != "ANNOTATION_DOCUMENT":
            raise Unreadable(_NO_ELAN)
        self._document.version = version = attributes.get("VERSION") or attributes.get("FORMAT", "")
        if version.partition(".")[0] not in ("2", "3"):
            raise Unreadable("This file is of a version of ELAN's format that is not known here; save it as EAF 3.0.")
        self._read_all()
        self._document.author = attributes.get("AUTHOR", "")

    def _begin_text(self, _: _Attributes) -> None:
        self._pieces.clear()

    def _header(self, attributes: _Attributes) -> None:
        if attributes.get("TIME_UNITS", "milliseconds") != "milliseconds":
            raise Unreadable("This file counts time in frames; save it in ELAN with milliseconds.")

    def _media(self, attributes: _Attributes) -> None:
        url = attributes.get("RELATIVE_MEDIA_URL") or attributes.get("MEDIA_URL", "")
        self._document.media.append((url, _whole(attributes.get("TIME_ORIGIN", "0"))))

    def _linked(self, _: _Attributes) -> None:
        self._document.loses("Files that are linked to this one besides its films are left out.")

    def _begin_property(self, attributes: _Attributes) -> None:
        self._property = attributes.get("NAME", "")
        self._pieces.clear()

    def _end_property(self) -> None:
        self._document.properties.append((self._property, "".join(self._pieces)))

    def _slot(self, attributes: _Attributes) -> None:
        name, value, slots = _needed(attributes, "TIME_SLOT_ID"), attributes.get("TIME_VALUE"), self._document.slots
        if name in slots:
            raise Unreadable(f"This file has two time slots {name}; save it in ELAN again.")
        slots[name] = time = None if value is None else _whole(value)
        if time is not None and not 0 <= time < _LATEST_SLOT:
            raise Unreadable(f"This file has a time that no film has, {value} ms; correct it in ELAN.")

    def _begin_tier(self, attributes: _Attributes) -> None:
        name, get = _needed(attributes, "TIER_ID"), attributes.get
        if name in self._document.tiers:
            raise Unreadable(f"This file has two tiers called {name}; give one of them another name.")
        self._tier = self._document.tiers[name] = Tier(
            name,
            get("LINGUISTIC_TYPE_REF", ""),
            get("PARENT_REF", ""),
            get("PARTICIPANT"),
            get("ANNOTATOR", ""),
            [],
            [],
        )
        if "EXT_REF" in attributes or get("LANG_REF", "und") != "und":
            self._document.loses(f"The language or the reference of the tier {name} is left out.")

    def _end_tier(self) -> None:
        self._tier = None

    def _begin_annotation(self, attributes: _Attributes) -> None:
        self._annotation = attributes
        self._value = ""
        if "EXT_REF" in attributes or "SVG_REF" in attributes:
            self._document.loses("References of annotations to drawings and data categories are left out.")

    def _end_value(self) -> None:
        self._value = "".join(self._pieces)

    def _end_aligned(self) -> None:
        get = self._annotation.get
        if self._tier is not None:
            first, last = get("TIME_SLOT_REF1", ""), get("TIME_SLOT_REF2", "")
            self._tier.aligned.append((get("ANNOTATION_ID", ""), first, last, self._value, get("CVE_REF", "")))

    def _end_referring(self) -> None:
        get = self._annotation.get
        if self._tier is not None:
            above = get("ANNOTATION_REF", "")
            self._tier.referring.append((get("ANNOTATION_ID", ""), above, self._value, get("CVE_REF", "")))

    def _kind(self, attributes: _Attributes) -> None:
        self._document.kinds[_needed(attributes, "LINGUISTIC_TYPE_ID")] = Kind(
            attributes.get("CONSTRAINTS", "").replace(" ", "_"), attributes.get("CONTROLLED_VOCABULARY_REF", "")
        )
        if "EXT_REF" in attributes or "LEXICON_REF" in attributes:
            self._document.loses("References of tier types to lexicons and data categories are left out.")

    def _begin_vocabulary(self, attributes: _Attributes) -> None:
        name = _needed(attributes, "CV_ID")
        self._vocabulary = name, self._document.vocabularies.setdefault(name, Vocabulary())
        if attributes.get("DESCRIPTION"):
            self._describes_itself()
        if "EXT_REF" in attributes:
            self._document.loses(
                f"The vocabulary {name} lies in another file, which was not read; what was coded with it is kept."
            )

    def _end_description(self) -> None:
        """Since version 2.8 a vocabulary is described in an element for each language."""
        if "".join(self._pieces).strip():
            self._describes_itself()

    def _describes_itself(self) -> None:
        self._document.loses(f"The description of the vocabulary {self._vocabulary[0]} is left out.")

    def _begin_entry(self, attributes: _Attributes) -> None:
        """An entry with its own value, or (since version 2.8) with one for each language."""
        name, vocabulary = self._vocabulary
        self._entry = {"CVE_ID": f"entry {len(vocabulary.entries)}", **attributes}
        self._pieces.clear()
        if "EXT_REF" in attributes:
            self._document.loses(f"References of entries of the vocabulary {name} to data categories are left out.")

    def _begin_value(self, attributes: _Attributes) -> None:
        self._entry = {**attributes, "CVE_ID": self._entry.get("CVE_ID", "")}
        self._pieces.clear()

    def _end_entry(self) -> None:
        name, vocabulary = self._vocabulary
        entry = self._entry.get("CVE_ID", "")
        if entry in vocabulary.entries:
            self._document.loses(f"The vocabulary {name} is kept in the first of its languages only.")
        else:
            vocabulary.entries[entry] = ("".join(self._pieces), self._entry.get("DESCRIPTION", ""))


_LEFT_OUT: Mapping[str, str] = {
    "LICENSE": "The licence that the file names is left out.",
    "LEXICON_REF": "References to lexicons are left out.",
    "REF_LINK_SET": "Links between annotations are left out.",
}


def _refuse_twins(document: Document) -> None:
    tiers = document.tiers.values()
    known: set[str] = set()
    for name in chain(*([each[0] for each in tier.aligned] + [each[0] for each in tier.referring] for tier in tiers)):
        if name in known:
            raise Unreadable(f"This file has two annotations {name}; save it in ELAN again.")
        known.add(name)


def _needed(attributes: _Attributes, name: str) -> str:
    value = attributes.get(name)
    if value is None:
        raise Unreadable(f"This is no ELAN file: {name} is missing in it.")
    return value


def _whole(value: str) -> int:
    try:
        return int(value)
    except ValueError as error:
        raise Unreadable(f"This file has a time that is no whole number, {value[:20]}; correct it in ELAN.") from error
