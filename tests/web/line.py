"""Somebody who asks a running site, and listens to it, as a browser would."""

import http.client
import json
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any

TOKEN = "c" * 32
PATIENCE = 60.0


@dataclass
class Listening:
    """What came of one stream so far: when, which event, and what it said; `ended` once the line was closed."""

    status: int
    events: list[tuple[float, str, dict[str, Any]]] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)
    _something: threading.Condition = field(default_factory=threading.Condition)

    def hear(self, answer: http.client.HTTPResponse) -> None:
        name = ""
        try:
            while line := answer.readline():
                key, _, said = line.decode().strip().partition(": ")
                name = said if key == "event" else name
                if key == "data":
                    with self._something:
                        self.events.append((time.monotonic(), name, json.loads(said)))
                        self._something.notify_all()
        except OSError:
            pass
        self.ended.set()
        with self._something:
            self._something.notify_all()

    def wait_for(self, claim: Any) -> dict[str, Any]:
        """The first thing that was said of which `claim` holds."""
        deadline = time.monotonic() + PATIENCE
        with self._something:
            while True:
                for _, _, said in self.events:
                    if said and claim(said):
                        return said
                assert not self.ended.is_set(), f"the line ended before it came: {self.events[-3:]}"
                assert self._something.wait(deadline - time.monotonic()), "waited in vain"


@dataclass
class Line:
    """One browser's way to the site: its address and its cookies."""

    address: str
    cookie: str = ""

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> tuple[int, bytes]:
        status, _, told = self._asked(method, path, body, headers)
        return status, told

    def form(self, path: str, **fields: str) -> tuple[int, str]:
        """Send a form; the status, and the cookies that came with the answer."""
        body = "&".join(f"{name}={value}" for name, value in {**fields, "csrfmiddlewaretoken": TOKEN}.items())
        status, cookies, _ = self._asked("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})
        return status, "; ".join(cookies)

    def say(self, path: str, **message: object) -> tuple[int, dict[str, Any]]:
        status, told = self.ask("POST", path, json.dumps(message), **{"Content-Type": "application/json"})
        return status, json.loads(told or b"{}")

    @contextmanager
    def listening(self, path: str) -> Iterator[Listening]:
        connection = http.client.HTTPConnection(self.address, timeout=PATIENCE)
        connection.request("GET", path, headers=self._headers({}))
        line = connection.sock
        answer = connection.getresponse()
        its = Listening(answer.status)
        hearing = threading.Thread(target=its.hear, args=(answer,), daemon=True)
        hearing.start()
        try:
            yield its
        finally:
            if line is not None and not its.ended.is_set():
                line.shutdown(2)
            hearing.join(5)
            answer.close()
            connection.close()

    def _asked(self, method: str, path: str, body: object, headers: dict[str, str]) -> tuple[int, list[str], bytes]:
        """The status, the cookies that were given, and what was told."""
        with closing(http.client.HTTPConnection(self.address, timeout=PATIENCE)) as connection:
            connection.request(method, path, body, self._headers(headers))  # type: ignore[arg-type]  # bytes or words
            with connection.getresponse() as answer:
                given = [each.partition(";")[0] for each in answer.headers.get_all("Set-Cookie") or []]
                return answer.status, given, answer.read()

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        cookie = "; ".join(each for each in (self.cookie, f"csrftoken={TOKEN}") if each)
        return {"Cookie": cookie, "X-CSRFToken": TOKEN, **more}
