"""How soon what one does in a shared review reaches the other's screen, with many reviews held at once.

    python bench/live.py                     150 reviews with two screens each
    python bench/live.py --reviews 20        fewer

The site runs as `vignette serve` runs it, on the first core; all the screens are on the second. One after the other,
in each review, the guider plays or pauses; told is the time from sending that to its arrival at both screens, how many
arrived, and what listening costs while nothing happens. Wanted: 99 of 100 within 100 ms.
"""

import argparse
import asyncio
import json
import os
import statistics
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from running import Site, descendants, processor, site
from serve import ON_FIRST_CORE

from vignette.domain.consent import Purpose
from vignette.domain.identity import FamilyId

WANTED = 0.1
"""Seconds."""
A_SECOND = 15
"""Commands a second, over all reviews."""
ROUNDS = 5
IDLE = 10.0
"""Seconds of listening to nothing."""


@dataclass
class Screen:
    """One that listens: when each number reached it first."""

    heard: dict[int, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Held:
    """A review: where its guider and its client ask, and the cookies that let them in."""

    reel: str
    guider: str
    client: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reviews", type=int, default=150)
    count = parser.parse_args().reviews
    os.sched_setaffinity(0, {1})
    with tempfile.TemporaryDirectory() as folder, site(Path(folder, "home"), [Purpose.FILM], by=ON_FIRST_CORE) as its:
        reviews = _reviews(its, count)
        asyncio.run(_measure(its, reviews))


async def _measure(its: Site, reviews: list[Held]) -> None:
    host, _, port = its.address.removeprefix("http://").rpartition(":")
    line = Line(host, int(port))
    screens = [(Screen(), Screen()) for _ in reviews]
    listening = [
        asyncio.create_task(line.listen(path, cookie, screen))
        for held, pair in zip(reviews, screens, strict=True)
        for path, cookie, screen in (
            (f"/reels/{held.reel}/review/live", held.guider, pair[0]),
            ("/letter/review/live", held.client, pair[1]),
        )
    ]
    while not all(screen.heard for pair in screens for screen in pair):
        await asyncio.sleep(0.1)
    threads = sum(len(list(Path(f"/proc/{each}/task").iterdir())) for each in descendants(its.process))
    before = processor(its.process)
    await asyncio.sleep(IDLE)
    idle = (processor(its.process) - before) / IDLE
    waits = [wait for _ in range(ROUNDS) for wait in await _round(line, reviews, screens)]
    for task in listening:
        task.cancel()
    _tell(len(reviews), waits, idle, threads)


async def _round(line: "Line", reviews: list[Held], screens: list[tuple[Screen, Screen]]) -> list[float]:
    sent: list[tuple[float, int]] = []
    for held, pair in zip(reviews, screens, strict=True):
        begun = time.perf_counter()
        told = await line.command(held)
        sent.append((begun, told["number"]))
        assert pair
        await asyncio.sleep(max(0.0, 1 / A_SECOND - (time.perf_counter() - begun)))
    await asyncio.sleep(1)
    return [
        screen.heard[number] - begun
        for (begun, number), pair in zip(sent, screens, strict=True)
        for screen in pair
        if number in screen.heard
    ]


def _tell(reviews: int, waits: list[float], idle: float, threads: int) -> None:
    wanted = reviews * 2 * ROUNDS
    ordered = sorted(waits)
    middle, most = statistics.median(ordered), ordered[int(len(ordered) * 0.99) - 1]
    print(f"{2 * reviews} screens of {reviews} reviews; {len(waits)} of {wanted} messages arrived")
    print(f"median {middle * 1000:.0f} ms, 99 of 100 within {most * 1000:.0f} ms (wanted: {WANTED * 1000:.0f} ms)")
    print(f"while nothing happens: {idle * 100:.0f} % of one core; {threads} threads in all processes")


class Line:
    """HTTP by hand, so that one core is enough for everybody who asks."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port

    async def listen(self, path: str, cookie: str, screen: Screen) -> None:
        reader, writer = await asyncio.open_connection(self._host, self._port)
        writer.write(self._head("GET", path, cookie))
        async for raw in reader:
            if raw.startswith(b"data: {"):
                screen.heard.setdefault(json.loads(raw[6:])["number"], time.perf_counter())

    async def command(self, held: Held) -> dict[str, int]:
        reader, writer = await asyncio.open_connection(self._host, self._port)
        body = json.dumps({"do": "point", "x": 0.5, "y": 0.5}).encode()
        token = "c" * 32
        cookie = f"{held.guider}; csrftoken={token}"
        more = f"X-CSRFToken: {token}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        writer.write(self._head("POST", f"/reels/{held.reel}/review/command", cookie, more) + body)
        head = await reader.readuntil(b"\r\n\r\n")
        assert b" 200 " in head.splitlines()[0], head
        size = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
        told: dict[str, int] = json.loads(await reader.readexactly(size))
        writer.close()
        return told

    def _head(self, method: str, path: str, cookie: str, more: str = "") -> bytes:
        return f"{method} {path} HTTP/1.1\r\nHost: {self._host}:{self._port}\r\nCookie: {cookie}\r\n{more}\r\n".encode()


def _reviews(its: Site, count: int) -> list[Held]:
    """So many families of the one guider, each with a reel that was made and a letter that was opened."""
    from django.conf import settings
    from django.test import Client

    from vignette.storage.rows import Account

    browser = Client()
    browser.force_login(Account.objects.get(pk=its.guider.who.value))  # type: ignore[union-attr]  # it is somebody
    guider = f"{settings.SESSION_COOKIE_NAME}={browser.session.session_key}"
    return [_review(its, guider) for _ in range(count)]


def _review(its: Site, guider: str) -> Held:
    from datetime import timedelta

    from django.utils import timezone

    from vignette.actions import families
    from vignette.domain.edition import RenderedClip
    from vignette.domain.film import FilmId
    from vignette.domain.invitation import Invitation, InvitationId
    from vignette.domain.reel import ClipId, Reel, ReelId
    from vignette.domain.span import Micros, Span
    from vignette.storage import blobs, cycles, editions, invitations, reels
    from vignette.vault.tokens import new_token, token_hash

    family: FamilyId = families.open_family(its.guider, name="A family", client="A", partner="B")
    reel, now, device = ReelId.new(), timezone.now(), new_token()
    reels.add(reel, family, cycles.current(family))
    start, end = Micros(0), Micros(100_000_000)
    clip = RenderedClip(ClipId.new(), FilmId.new(), Span(start, end), start, end)
    editions.add(Reel(reel, ()), blobs.seal(family, "reel", [b"a film"]), [clip], now)
    invitation = Invitation(InvitationId.new(), now, now + timedelta(days=1))
    invitations.add(invitation, reel, family, token_hash(new_token()))
    invitations.bind(invitation.id, token_hash(device))
    return Held(str(reel), guider, f"letter={device}")


if __name__ == "__main__":
    main()
