"""Sending files as one film to a site, by tus 1.0.0 and with nothing but the standard library."""

import base64
import http.client
import json
import ssl
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

from vignette.config import is_loopback
from vignette.domain.errors import NotAllowed

CHUNK = 256 * 1024**2
"""Bytes sent in one breath: the site keeps what came every few seconds, however long that is."""

PIECE = 256 * 1024
PATIENCE = 60
"""Seconds after which a line on which nothing moves counts as broken."""

_AGAIN = frozenset(
    {
        HTTPStatus.LOCKED,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        HTTPStatus.BAD_GATEWAY,
        HTTPStatus.SERVICE_UNAVAILABLE,
        HTTPStatus.GATEWAY_TIMEOUT,
    }
)
"""Answers after which it is worth trying again."""

Heard = Callable[[int], None]
"""Told how many bytes have been sent."""


class LineBroken(Exception):
    """There is no connection, or it broke, or the site is busy: to be tried again."""


class Refused(NotAllowed):
    """The site will not take the film; its own sentence says why."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """Files that are sent one after the other as one film; `sizes` are their bytes as they were at the beginning."""

    files: tuple[Path, ...]
    sizes: tuple[int, ...]

    @classmethod
    def of(cls, files: Sequence[Path]) -> "Parcel":
        return cls(tuple(files), tuple(file.stat().st_size for file in files))

    @property
    def size(self) -> int:
        return sum(self.sizes)

    @property
    def day(self) -> date:
        """The day, as it is here, on which the last of the files was written."""
        return datetime.fromtimestamp(max(file.stat().st_mtime for file in self.files)).astimezone().date()

    def read(self, start: int, end: int) -> Iterator[bytes]:
        """The bytes from `start` up to `end`; raises NotAllowed where a file is no longer what it was."""
        before = 0
        for file, size in zip(self.files, self.sizes, strict=True):
            low, high = max(start - before, 0), min(end - before, size)
            if low < high:
                yield from _window(file, low, high)
            before += size


@dataclass(frozen=True, slots=True)
class Door:
    """Where one film goes in: the address of the site, and the code from its page."""

    origin: str
    code: str = field(repr=False)

    def __post_init__(self) -> None:
        place = urlsplit(self.origin)
        if place.scheme not in ("http", "https") or not place.hostname:
            raise NotAllowed("The address of the site is written like https://films.example.org.")
        if place.scheme == "http" and not is_loopback(place.hostname):
            raise NotAllowed("Beyond this machine films only travel over https: the address begins with https://.")
        try:
            UUID(self.code[:32])
        except ValueError as error:
            raise NotAllowed("This is no code: copy the command from the page again.") from error

    def announce(self, parcel: Parcel) -> None:
        """Say how long the film is; to say it again changes nothing."""
        about = {"filename": parcel.files[0].name, "file-day": parcel.day.isoformat()}
        told = about | {"pieces": ",".join(map(str, parcel.sizes))}
        written = ",".join(f"{key} {base64.b64encode(_utf8(text)).decode()}" for key, text in told.items())
        self._ask("POST", headers={"Upload-Length": str(parcel.size), "Upload-Metadata": written})

    def offset(self) -> int:
        """The byte that the site wants next."""
        return int(self._ask("HEAD").headers["Upload-Offset"])

    def send(self, parcel: Parcel, start: int, heard: Heard) -> int:
        """Send what comes from `start` on, up to a chunk of it; the byte that the site wants next."""
        end = min(start + CHUNK, parcel.size)
        kind = {"Content-Type": "application/offset+octet-stream", "Content-Length": str(end - start)}
        body = _told(parcel.read(start, end), start, heard)
        return int(self._ask("PATCH", body, {"Upload-Offset": str(start), **kind}).headers["Upload-Offset"])

    def outcome(self) -> dict[str, str]:
        """What became of the film: its `state`, the `digest` of what arrived, and the `problem` where there is one."""
        told = json.loads(self._ask("GET", more="/outcome").words)
        return {key: str(told.get(key, "")) for key in ("state", "digest", "problem")}

    def _ask(
        self, method: str, body: Iterator[bytes] | None = None, headers: Mapping[str, str] | None = None, more: str = ""
    ) -> "_Answer":
        place = f"/arriving/{UUID(self.code[:32])}{more}"
        said = {"Tus-Resumable": "1.0.0", "Upload-Key": self.code[32:], **(headers or {})}
        line = self._line()
        try:
            _say(line, method, place, body, said)
            got = line.getresponse()
            return _understood(method, _Answer(got.status, got.headers, got.read().decode("utf-8", "replace")))
        except ssl.SSLCertVerificationError as error:
            raise NotAllowed("The site could not prove who it is, so nothing was sent: check the address.") from error
        except (OSError, http.client.HTTPException) as error:
            raise LineBroken from error
        finally:
            line.close()

    def _line(self) -> http.client.HTTPConnection:
        place = urlsplit(self.origin)
        host = place.hostname or ""
        if place.scheme == "http":
            return http.client.HTTPConnection(host, place.port, timeout=PATIENCE)
        return http.client.HTTPSConnection(host, place.port, timeout=PATIENCE, context=ssl.create_default_context())


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: http.client.HTTPMessage
    words: str


def _say(
    line: http.client.HTTPConnection, method: str, place: str, body: Iterator[bytes] | None, headers: Mapping[str, str]
) -> None:
    try:
        line.request(method, place, body, dict(headers))
    except (BrokenPipeError, ConnectionResetError):
        return  # a refusal may have come before all was said: the answer tells


def _understood(method: str, answer: _Answer) -> _Answer:
    if answer.status < HTTPStatus.BAD_REQUEST:
        return answer
    if answer.status in _AGAIN:
        raise LineBroken
    if answer.status == HTTPStatus.NOT_FOUND:
        raise Refused("This code opens nothing, or not any more: make a new one on the page.")
    if answer.status == HTTPStatus.CONFLICT and method == "PATCH":
        raise LineBroken
    raise Refused(answer.words.strip()[:300] or f"The site refused the film, with the status {answer.status}.")


def _window(file: Path, low: int, high: int) -> Iterator[bytes]:
    with file.open("rb") as opened:
        opened.seek(low)
        while low < high:
            if not (piece := opened.read(min(PIECE, high - low))):
                raise NotAllowed(f"{file.name} became shorter while it was sent: let it be finished, then begin anew.")
            low += len(piece)
            yield piece


def _told(pieces: Iterator[bytes], start: int, heard: Heard) -> Iterator[bytes]:
    for piece in pieces:
        yield piece
        start += len(piece)
        heard(start)


def _utf8(name: str) -> bytes:
    return name.encode("utf-8", "replace")
