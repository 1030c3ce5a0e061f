"""What the analysis found in a film, as one compact file in open forms.

The file is a ZIP archive with two members:

- `look.json`, schema "vignette-look/1": `step` in microseconds; `tracks`, a list of {who, signal} in the order of the
  rows below; `observations`, `suggestions`, `people`, `cautions` and `settings_version` as in the domain, with times in
  whole microseconds and spans as [start, end); `words`, a list of {span, who, words}, where any were understood;
  `roles` of the people, "" where unknown, which older files do not have.
- `tracks.npy`, float32, shape (tracks, samples): sample i of every track is the signal i steps into the film, NaN where
  there was nothing to see or hear. Read it with `numpy.load`.

The same parts always give the same bytes.
"""

import io
import json
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from vignette.domain.moment import Reason, Suggestion
from vignette.domain.observation import Happening, Observation, Role
from vignette.domain.span import Micros, Span
from vignette.domain.spoken import Spoken
from vignette.domain.track import STEP, Signal, Track

SCHEMA = "vignette-look/1"
WORDS, NUMBERS = "look.json", "tracks.npy"
LARGEST = 256 * 1024 * 1024
"""Bytes a member may unpack to: hours of film, but no bomb."""
DAMAGED = (zipfile.BadZipFile, zlib.error, ValueError, KeyError, TypeError, EOFError, RuntimeError, OSError)
"""All that reading a damaged or foreign archive raises."""
EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, eq=False, slots=True)
class Packed:
    """The parts of a look that are kept."""

    tracks: tuple[Track, ...]
    observations: tuple[Observation, ...]
    suggestions: tuple[Suggestion, ...]
    people: tuple[str, ...]
    settings_version: str
    cautions: tuple[str, ...] = ()
    words: tuple[Spoken, ...] = ()
    roles: tuple[Role, ...] = ()


def pack_look(
    tracks: Sequence[Track],
    observations: Sequence[Observation],
    suggestions: Sequence[Suggestion],
    *,
    people: Sequence[str],
    settings_version: str,
    cautions: Sequence[str] = (),
    words: Sequence[Spoken] = (),
    roles: Sequence[Role] = (),
) -> bytes:
    """The parts as one file; raises ValueError where tracks differ in length or step."""
    if len({(track.step, track.values.size) for track in tracks}) > 1:
        raise ValueError("the tracks of one film share their step and length")
    told = {
        "schema": SCHEMA,
        "settings_version": settings_version,
        "step": tracks[0].step if tracks else STEP,
        "people": list(people),
        "roles": [str(role) for role in roles],
        "cautions": list(cautions),
        "tracks": [{"who": track.who, "signal": str(track.signal)} for track in tracks],
        "observations": [_observation(observation) for observation in observations],
        "suggestions": [_suggestion(suggestion) for suggestion in suggestions],
    }
    if words:
        told["words"] = [_spoken(each) for each in words]
    rows = np.stack([track.values for track in tracks]) if tracks else np.zeros((0, 0))
    members = {WORDS: json.dumps(told, ensure_ascii=False).encode(), NUMBERS: _npy(rows.astype(np.float32))}
    return _zipped(members)


def unpack_look(packed: bytes) -> Packed:
    """What `pack_look` packed; raises ValueError where the bytes are not such a file."""
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            words, numbers = json.loads(_member(archive, WORDS)), _member(archive, NUMBERS)
        if words["schema"] != SCHEMA:
            raise ValueError(f"it is {words['schema']}")
        return _parts(words, np.load(io.BytesIO(numbers), allow_pickle=False))
    except DAMAGED as error:
        raise ValueError(f"this is no {SCHEMA} file: {error}") from error


def _parts(words: dict[str, Any], rows: npt.NDArray[np.float32]) -> Packed:
    named = zip(words["tracks"], rows, strict=True)
    return Packed(
        tracks=tuple(Track(t["who"], Signal(t["signal"]), row, Micros(words["step"])) for t, row in named),
        observations=tuple(_read_observation(entry) for entry in words["observations"]),
        suggestions=tuple(_read_suggestion(entry) for entry in words["suggestions"]),
        people=tuple(words["people"]),
        settings_version=words["settings_version"],
        cautions=tuple(words["cautions"]),
        words=tuple(_read_spoken(entry) for entry in words.get("words", ())),
        roles=tuple(Role(role) for role in words.get("roles", ())),
    )


def _observation(observation: Observation) -> dict[str, Any]:
    return {
        "span": [observation.span.start, observation.span.end],
        "happening": str(observation.happening),
        "who": observation.who,
        "strength": float(observation.strength),
        "evidence": {name: float(value) for name, value in observation.evidence.items()},
    }


def _read_observation(entry: dict[str, Any]) -> Observation:
    span, happening = Span(*entry["span"]), Happening(entry["happening"])
    return Observation(span, happening, entry["who"], entry["strength"], entry["evidence"])


def _suggestion(suggestion: Suggestion) -> dict[str, Any]:
    return {
        "span": [suggestion.span.start, suggestion.span.end],
        "rule": suggestion.rule,
        "principles": list(suggestion.principles),
        "reasons": [{"at": reason.at, "words": reason.words} for reason in suggestion.reasons],
        "confidence": float(suggestion.confidence),
        "caution": suggestion.caution,
    }


def _read_suggestion(entry: dict[str, Any]) -> Suggestion:
    reasons = tuple(Reason(reason["at"], reason["words"]) for reason in entry["reasons"])
    span, principles = Span(*entry["span"]), tuple(entry["principles"])
    return Suggestion(span, entry["rule"], principles, reasons, entry["confidence"], entry["caution"])


def _spoken(spoken: Spoken) -> dict[str, Any]:
    return {"span": [spoken.span.start, spoken.span.end], "who": spoken.who, "words": spoken.words}


def _read_spoken(entry: dict[str, Any]) -> Spoken:
    return Spoken(Span(*entry["span"]), entry["words"], entry["who"])


def _npy(rows: npt.NDArray[np.float32]) -> bytes:
    out = io.BytesIO()
    np.save(out, rows, allow_pickle=False)
    return out.getvalue()


def _zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > LARGEST:
        raise ValueError(f"{name} unpacks to more than {LARGEST} bytes")
    return archive.read(name)
