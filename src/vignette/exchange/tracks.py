"""Tracks as an Arrow IPC stream, which R, pandas, Polars, DuckDB and every other Arrow reader can open.

Schema "vignette-tracks/1": one row a step. The column `time` is int64, microseconds from the film's first frame; each
other column is one track, float32, named like "A head yaw", or "speech" where it is the whole room's. NaN means out of
sight or hearing. A column's metadata tell `who`, `signal` and `unit`; the schema's own tell `schema`, `step` in
microseconds, `people` (a JSON list, from left to right) and `settings_version`. Signals may be added without another
version of the schema: whoever reads a file finds those that it has, and this reader refuses one that it does not know.

After the end of the stream, where no reader of Arrow looks, stands the SHA-256 of all before it: the library that reads
it here is small, and must not be given a damaged file.
"""

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

import nanoarrow as na
import numpy as np
import numpy.typing as npt
from nanoarrow.c_schema import c_schema
from nanoarrow.ipc import StreamWriter

from vignette.domain.span import Micros
from vignette.domain.track import STEP, Signal, Track

SCHEMA = "vignette-tracks/1"
TIME = "time"
DIGEST = 32
"""Bytes of SHA-256 at the end."""
UNITS: Mapping[Signal, str] = {
    Signal.FACE_X: "picture heights from the left",
    Signal.FACE_Y: "picture heights from the top",
    Signal.FACE_SIZE: "picture heights",
    Signal.YAW: "degrees, + towards the person's own left",
    Signal.PITCH: "degrees, + upwards",
    Signal.ROLL: "degrees, + clockwise as seen",
    Signal.EYES_ACROSS: "degrees relative to the head, + towards the person's own left",
    Signal.EYES_UP: "degrees relative to the head, + upwards",
    Signal.BLINK: "0 open to 1 shut",
    Signal.SMILE: "0 to 1, relative to the person's own neutral",
    Signal.MOUTH_OPEN: "distances between the eyes",
    Signal.SHOULDERS_X: "picture heights from the left",
    Signal.SHOULDERS_Y: "picture heights from the top",
    Signal.SHOULDERS_WIDTH: "picture heights",
    Signal.TORSO: "degrees, + towards the person's own left",
    Signal.LEAN: "picture heights, + towards the other",
    Signal.LEFT_HAND_X: "picture heights from the left",
    Signal.LEFT_HAND_Y: "picture heights from the top",
    Signal.RIGHT_HAND_X: "picture heights from the left",
    Signal.RIGHT_HAND_Y: "picture heights from the top",
    Signal.MOVEMENT: "times this person's own median",
    Signal.DISTANCE: "mean face heights",
    Signal.SPEECH: "0 to 1, how likely a voice is heard",
    Signal.VOICE_PITCH: "Hz",
    Signal.LOUDNESS: "dB relative to the film's own median speech",
    Signal.LAUGHTER: "0 to 1, how likely laughter is heard",
    Signal.TALK_SHARE: "0 to 1, of the talk of anybody known in the minute around",
    Signal.TURN_LENGTH: "seconds, of the turn this person is in",
    Signal.CRYING: "0 to 1, how likely crying is heard",
}


class Tracked(Protocol):
    """A look at a film, as far as its tracks go."""

    @property
    def tracks(self) -> tuple[Track, ...]: ...
    @property
    def people(self) -> tuple[str, ...]: ...
    @property
    def settings_version(self) -> str: ...


@dataclass(frozen=True, eq=False, slots=True)
class Tracks:
    """The tracks of one film, as they were saved."""

    tracks: tuple[Track, ...]
    people: tuple[str, ...]
    settings_version: str


def save_tracks(path: Path, look: Tracked) -> None:
    """Write the tracks of `look` (a Look, or Tracks of your own) to `path`, over what is there.

    ValueError where they differ in length or step, OSError from the disk.
    """
    if len({(track.step, track.values.size) for track in look.tracks}) > 1:
        raise ValueError("the tracks of one film share their step and length")
    step, count = (look.tracks[0].step, look.tracks[0].values.size) if look.tracks else (STEP, 0)
    columns = [_column(TIME, np.arange(count, dtype=np.int64) * step, unit="microseconds")]
    columns += [_column(_name(each), each.values, unit=UNITS[each.signal], **_of(each)) for each in look.tracks]
    about = {
        "schema": SCHEMA,
        "step": str(step),
        "people": json.dumps(look.people),
        "settings_version": look.settings_version,
    }
    fields = na.struct([na.Schema(column.schema) for column in columns])
    table = c_schema(fields).modify(metadata=about, nullable=False)
    rows = na.c_array_from_buffers(table, count, [None], children=columns)
    file = io.BytesIO()
    with StreamWriter.from_writable(file) as writer:
        writer.write_stream(na.c_array_stream(rows))
    path.write_bytes(file.getvalue() + sha256(file.getvalue()).digest())


def load_tracks(path: Path) -> Tracks:
    """What `save_tracks` wrote to `path`, now or earlier.

    ValueError where there is something else, or a signal that is not known here; OSError from the disk.
    """
    whole = path.read_bytes()
    content, digest = whole[:-DIGEST], whole[-DIGEST:]
    if sha256(content).digest() != digest:
        raise ValueError(f"{path} is damaged, or was not saved here")
    with na.ArrayStream.from_readable(content) as stream:
        about, fields = _words(stream.schema), [_words(field) for field in stream.schema.fields]
        if about.get("schema") != SCHEMA:
            raise ValueError(f"{path} is no {SCHEMA} but {about.get('schema', 'something else')}")
        _, values = stream.to_columns_pysequence(handle_nulls=na.nulls_forbid())
    if unknown := {words["signal"] for words in fields[1:]} - set(Signal):
        raise ValueError(
            f"{path} holds what a later version measured, which is not known here: {', '.join(sorted(unknown))}"
        )
    tracks = tuple(_track(words, each, about) for words, each in zip(fields[1:], values[1:], strict=True))
    return Tracks(tracks, tuple(json.loads(about["people"])), about["settings_version"])


def _column(name: str, values: npt.NDArray[Any], **words: str) -> Any:
    kind = na.int64() if values.dtype == np.int64 else na.float32()
    schema = c_schema(kind).modify(name=name, metadata=words, nullable=False)
    return na.c_array_from_buffers(schema, values.size, [None, np.ascontiguousarray(values)])


def _name(track: Track) -> str:
    return f"{track.who} {track.signal}".strip()


def _of(track: Track) -> dict[str, str]:
    return {"who": track.who, "signal": str(track.signal)}


def _words(schema: Any) -> dict[str, str]:
    return {name.decode(): value.decode() for name, value in dict(schema.metadata or {}).items()}


def _track(words: dict[str, str], values: Any, about: dict[str, str]) -> Track:
    return Track(words["who"], Signal(words["signal"]), np.array(values, np.float32), Micros(int(about["step"])))
