"""A guider who signs in and sends a film, and goes on after every failure where the server says it stopped."""

import base64
import http.client
import re
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from urllib.parse import urlencode, urlsplit

PATIENCE = 400.0
_PAUSE = threading.Event()


class GaveUp(Exception):
    """The server did not take the film within the time that anybody would wait."""


@dataclass
class Guider:
    """`cookies` are what a browser would keep; `acknowledged` is how many bytes the server has said it has."""

    host: str
    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    acknowledged: int = 0

    def sign_in(self, email: str, password: str) -> None:
        self.ask("GET", "/sign-in")
        form = {"login": email, "password": password, "csrfmiddlewaretoken": self.cookies["csrftoken"]}
        self.ask("POST", "/sign-in", urlencode(form).encode(), {"Content-Type": "application/x-www-form-urlencoded"})

    def send(self, film: bytes, *, family: str, people: str, random: Random) -> str:
        """Send `film` in parts of random sizes; gives the film's address."""
        deadline = time.monotonic() + PATIENCE
        place = self._announced(len(film), family, people, deadline)
        while self.acknowledged < len(film):
            if time.monotonic() > deadline:
                raise GaveUp(f"{self.acknowledged} of {len(film)} bytes arrived")
            self._send_next(place, film, random)
        return place

    def ask(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=10)
        told = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **(headers or {})}
        if "csrftoken" in self.cookies:
            told["X-CSRFToken"] = self.cookies["csrftoken"]
        connection.request(method, path, body, told)
        answer = connection.getresponse()
        answer.read()
        for line in answer.headers.get_all("Set-Cookie") or ():
            if found := re.match(r"([^=]+)=([^;]*)", line):
                self.cookies[found[1]] = found[2]
        return answer

    def _announced(self, size: int, family: str, people: str, deadline: float) -> str:
        told = f"filename {_encoded('play.mp4')},people {_encoded(people)}"
        headers = {"Tus-Resumable": "1.0.0", "Upload-Length": str(size), "Upload-Metadata": told}
        while time.monotonic() < deadline:
            try:
                answer = self.ask("POST", f"/families/{family}/films/arriving", b"", headers)
            except (OSError, http.client.HTTPException):
                _PAUSE.wait(0.2)
                continue
            if answer.status == http.HTTPStatus.CREATED:
                return urlsplit(answer.headers["Location"]).path
            _PAUSE.wait(0.2)
        raise GaveUp("the film was never announced")

    def _send_next(self, place: str, film: bytes, random: Random) -> None:
        size = random.choice((1, 10_000, 200_000, 500_000))
        part = film[self.acknowledged : self.acknowledged + size]
        headers = {"Upload-Offset": str(self.acknowledged), "Content-Type": "application/offset+octet-stream"}
        try:
            answer = self.ask("PATCH", place, part, {"Tus-Resumable": "1.0.0", **headers})
            if answer.status != http.HTTPStatus.NO_CONTENT:
                _PAUSE.wait(0.1)
                answer = self.ask("HEAD", place, headers={"Tus-Resumable": "1.0.0"})
        except (OSError, http.client.HTTPException):
            _PAUSE.wait(0.2)
            self._look_again(place)
            return
        self._hear(answer)

    def _look_again(self, place: str) -> None:
        try:
            self._hear(self.ask("HEAD", place, headers={"Tus-Resumable": "1.0.0"}))
        except (OSError, http.client.HTTPException):
            return

    def _hear(self, answer: http.client.HTTPResponse) -> None:
        if answer.status not in (http.HTTPStatus.OK, http.HTTPStatus.NO_CONTENT):
            return
        offset = int(answer.headers["Upload-Offset"])
        if offset < self.acknowledged:
            raise AssertionError(f"{self.acknowledged} bytes were acknowledged, and now there are {offset}")
        self.acknowledged = offset


def _encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()
