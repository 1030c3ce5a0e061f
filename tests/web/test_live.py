"""A shared review through the site as it really runs: who hears what, for how long, and who does not."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.test import Client

from tests.machine import environment, free_address, move_in, until_it_answers
from tests.people import Someone
from tests.web.conftest import NOTE, Cycle, SignIn
from tests.web.line import PATIENCE, Line
from vignette.actions import reviews
from vignette.domain.errors import TooMany
from vignette.web.pace import Pace
from vignette.web.pages.live import PACE

GONE_WITHIN = 5.0
"""Seconds in which whoever lost leave hears no more (safety.md, A3 and R2)."""


@dataclass
class Room:
    """A running site, and what is needed to take part in the one review that is held there.

    With the `second_cookie` the guider is signed in elsewhere as well.
    """

    home: Path
    address: str
    reel: str
    invitation: str
    secret: str
    cookie: str
    second_cookie: str
    process: subprocess.Popen[bytes] | None = None

    @property
    def guider(self) -> Line:
        return Line(self.address, self.cookie)

    @property
    def review(self) -> str:
        return f"/reels/{self.reel}/review"

    def client(self) -> Line:
        """The phone on which the letter was opened, by a link of its own."""
        made = self.guider.ask("POST", f"/reels/{self.reel}/sharing")[1].decode()
        secret = made.partition("/letter/#")[2][:43]
        return Line(self.address, Line(self.address).form("/letter/", secret=secret)[1])

    def start(self) -> None:
        command = [sys.executable, "-m", "vignette.cli", "serve"]
        self.process = subprocess.Popen(command, env=self.environment(), stdout=subprocess.DEVNULL)
        until_it_answers(f"http://{self.address}/sign-in", within=2 * PATIENCE)

    def environment(self) -> dict[str, str]:
        return environment(VIGNETTE_HOME=str(self.home), VIGNETTE_ADDRESS=self.address)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    home = move_in(tmp_path_factory.mktemp("home"))
    host, port = free_address()
    made = environment(VIGNETTE_HOME=str(home), DJANGO_SETTINGS_MODULE="vignette.web.settings")
    command = [sys.executable, "-m", "tests.web.review_home"]
    told = subprocess.run(command, env=made, capture_output=True, check=True, text=True)
    its = Room(home, f"{host}:{port}", **json.loads(told.stdout))
    its.start()
    yield its
    if its.process is not None:
        its.process.terminate()
        its.process.wait(30)


class TestThroughTheRunningSite:
    """Two browsers, one reel."""

    def test_what_one_does_reaches_the_other_at_once(self, room: Room) -> None:
        client = room.client()
        with client.listening("/letter/review/live") as heard:
            _, told = room.guider.say(f"{room.review}/command", do="seek", at=300_000)

            assert heard.wait_for(lambda said: said["number"] == told["number"])["at"] == 300_000
            status, paused = client.say("/letter/review/command", do="pause")
            assert (status, paused["isPlaying"]) == (200, False)

    def test_the_state_is_told_again_although_nothing_happens(self, room: Room) -> None:
        with room.guider.listening(f"{room.review}/live") as heard:
            first = heard.wait_for(lambda said: True)["clock"]

            assert heard.wait_for(lambda said: said["clock"] > first + 3_000_000)["number"] >= 0

    def test_a_share_that_is_retracted_ends_the_clients_line(self, room: Room) -> None:
        client = room.client()
        with client.listening("/letter/review/live") as heard:
            heard.wait_for(lambda said: True)
            assert client.form("/letter/stop")[0] == 200

            assert heard.ended.wait(GONE_WITHIN)
            assert heard.events[-1][1] == "over"
        assert client.ask("GET", "/letter/review/live")[0] == 404
        assert client.ask("GET", "/letter/film", Range="bytes=0-9")[0] == 404

    def test_a_guider_who_signed_out_hears_no_more(self, room: Room) -> None:
        second = Line(room.address, room.second_cookie)
        with second.listening(f"{room.review}/live") as heard:
            heard.wait_for(lambda said: True)
            assert second.form("/sign-out")[0] == 302

            assert heard.ended.wait(GONE_WITHIN)

    def test_another_site_cannot_listen_nor_say_anything(self, room: Room) -> None:
        stream, command = f"{room.review}/live", f"{room.review}/command"
        other = {"Origin": "https://elsewhere.example", "Content-Type": "application/json"}

        assert room.guider.ask("GET", stream, **{"Sec-Fetch-Site": "cross-site"})[0] == 404
        assert room.guider.ask("POST", command, '{"do": "pause"}', **other)[0] == 403

    def test_the_state_outlives_the_process_that_served_it(self, room: Room) -> None:
        _, before = room.guider.say(f"{room.review}/command", do="seek", at=700_000)
        with room.guider.listening(f"{room.review}/live") as heard:
            heard.wait_for(lambda said: said["number"] == before["number"])
            _kill_pages(room)
            assert heard.ended.wait(PATIENCE)

        until_it_answers(f"http://{room.address}/review/clock", within=2 * PATIENCE)
        with room.guider.listening(f"{room.review}/live") as heard:
            now = heard.wait_for(lambda said: True)
        assert (now["number"], now["at"], now["isPlaying"]) == (before["number"], 700_000, False)

    def test_a_room_survives_a_flood(self, room: Room) -> None:
        client = room.client()
        with client.listening("/letter/review/live") as heard:
            heard.wait_for(lambda said: True)

            def point(_: int) -> int:
                return client.say("/letter/review/command", do="point", x=0.1, y=0.2)[0]

            with ThreadPoolExecutor(16) as many:
                statuses = list(many.map(point, range(100)))
            assert set(statuses) <= {200, 429}
            _, told = room.guider.say(f"{room.review}/command", do="seek", at=100_000)
            assert heard.wait_for(lambda said: said["number"] >= told["number"])

    @pytest.mark.parametrize("body", ["", "{", "[]", '{"do": "explode"}', '{"do": "seek", "at": "soon"}', "x" * 10**6])
    def test_nonsense_is_refused_with_a_sentence(self, room: Room, body: str) -> None:
        kind = {"Content-Type": "application/json"}

        status, told = room.guider.ask("POST", f"{room.review}/command", body, **kind)

        assert status in (413, 422)
        assert json.loads(told)["words"].endswith(".")


def _kill_pages(room: Room) -> None:
    """Kill the process that serves pages, as a machine short of memory would."""
    assert room.process is not None
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            is_child = int(stat.read_text().rpartition(")")[2].split()[1]) == room.process.pid
            if is_child and b"spawn_main" in stat.with_name("cmdline").read_bytes():
                os.kill(int(stat.parent.name), signal.SIGKILL)
        except (FileNotFoundError, ProcessLookupError):
            continue


@pytest.mark.django_db
def test_the_clock_is_told_to_anybody_and_runs_forward(client: Client) -> None:
    told = [json.loads(client.get("/review/clock").content)["clock"] for _ in range(5)]

    assert told == sorted(told)
    assert abs(told[0] / 1e6 - time.time()) < 3600


@pytest.mark.django_db
def test_the_clients_screen_is_told_this_and_nothing_else(
    cycle: Cycle, alice: Someone, sign_in: SignIn, client: Client
) -> None:
    page = reviews.see_review(alice.actor, cycle.reel)
    reviews.note_seen(alice.actor, cycle.reel, cycle.clip, client_words="He waits.", guider_words=NOTE)
    client.post("/letter/", {"secret": cycle.secret})

    told = client.get("/letter/review/joining")

    assert json.loads(told.content) == {
        "clips": [
            {"id": str(each.id), "start": each.start, "end": each.end, "title": "", "question": each.question}
            for each in page.clips
        ],
        "film": "/letter/film",
        "length": page.clips[-1].end,
        "guider": "Alice",
        "marks": [],
        "words": [{"clip": str(cycle.clip), "words": "He waits."}],
    }


@pytest.mark.django_db
def test_the_guiders_own_screen_is_told_what_it_needs(cycle: Cycle, alice: Someone, sign_in: SignIn) -> None:
    browser, address = sign_in(alice), f"/api/reels/{cycle.reel}/review"
    note = {"clip": str(cycle.clip), "clientWords": "", "guiderWords": NOTE, "saidNothing": False, "namedFirst": None}

    refused = browser.post(f"{address}/note", note, "application/json")
    kept = browser.post(f"{address}/note", {**note, "clientWords": "He waits."}, "application/json")
    browser.post(f"{address}/trial", {"planned": "Wait.", "wasTried": None, "happened": ""}, "application/json")

    assert (refused.status_code, kept.status_code) == (422, 200)
    assert json.loads(refused.content)["words"].startswith("Ask first")
    told = json.loads(browser.get(address).content)
    assert told["notes"][0] == {**note, "clientWords": "He waits."}
    assert told["trial"] == {"planned": "Wait.", "wasTried": None, "happened": ""}
    assert [goal["words"] for goal in told["goals"]] == ["Mealtimes feel calmer"]


@pytest.mark.django_db
def test_whoever_floods_a_review_is_held_off_and_the_other_is_not(
    cycle: Cycle, alice: Someone, sign_in: SignIn, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PACE, "clock", lambda: 0.0)
    client.post("/letter/", {"secret": cycle.secret})

    said = [client.post("/letter/review/command", {"do": "pause"}, "application/json") for _ in range(60)]

    assert [each.status_code for each in said] == [200] * 50 + [429] * 10
    assert json.loads(said[-1].content)["words"].endswith(".")
    guiders = sign_in(alice).post(f"/reels/{cycle.reel}/review/command", {"do": "pause"}, "application/json")
    assert guiders.status_code == 200


def test_who_says_too_much_waits_and_nobody_else_does() -> None:
    now = [0.0]
    pace = Pace(a_second=10, at_once=20, clock=lambda: now[0])

    def said(who: str, times: int) -> int:
        through = 0
        for _ in range(times):
            try:
                pace.keep(who)
                through += 1
            except TooMany:
                pass
        return through

    assert said("one", 1000) == 20
    assert said("other", 5) == 5
    now[0] += 1
    assert said("one", 1000) == 10
