"""The coding page of a film with 20 000 codes: until it is open, until a code is saved, and what a kill loses.

    python bench/coding.py                  20 000 codes, 300 deeds, 1 000 deeds with kills between them
    python bench/coding.py --codes 2000     a quick run

A site is started in a home of its own with one made-up film. The limits are those a coder feels: the page is open
within 1.5 seconds (from the click to the codes drawn on the timeline), a code is saved within one second, by one small
request however many codes there are, and is on the disk of the server within 50 ms of its request. The server is then
killed (SIGKILL) at random moments while codes are sent one after the other; each that was answered must be there
afterwards, and each that was not is sent again and must be there once.
"""

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import urllib.error
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from playwright.sync_api import Error as Lost
from running import EMAIL, PASSWORD, descendants, free_address, served

from vignette.cli.site import bring_up

LENGTH = 4_000_000
"""Microseconds of the made-up film."""


SEND = """async ([address, body]) => {
  const token = document.querySelector('meta[name="csrf-token"]').content
  const headers = { 'Content-Type': 'application/json', 'X-CSRFToken': token }
  const begun = performance.now()
  const answer = await fetch(address, { method: 'POST', body, headers })
  if (!answer.ok) throw new Error(answer.status)
  await answer.json()
  return performance.now() - begun
}"""


@dataclass(frozen=True, slots=True)
class Set:
    """An installation with a coding of many codes."""

    home: Path
    coding: str
    person: str


def main() -> None:
    wishes = _wishes()
    with tempfile.TemporaryDirectory() as folder:
        its = _prepared(Path(folder), wishes.codes)
        _measure(its, wishes)


def _measure(its: Set, wishes: argparse.Namespace) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        with _served() as (address, _):
            context = _signed_in(browser, address)
            _opening(context, its, wishes.codes)
            _saving(context, its, wishes.deeds)
        _killing(browser, its, wishes.kills)
        browser.close()


def _prepared(home: Path, codes: int) -> Set:
    for name in [name for name in os.environ if name.startswith(("VIGNETTE_", "DJANGO_"))]:
        del os.environ[name]
    os.environ |= {"VIGNETTE_HOME": str(home / "home"), "VIGNETTE_ADDRESS": free_address()}
    bring_up()
    from tests.films import frame_film
    from tests.people import Someone, everyone_agrees, family_of, people_of, ready_film_of
    from vignette.actions import accounts, codings
    from vignette.domain.coding import Event, EventId
    from vignette.domain.leave import OPERATOR
    from vignette.domain.span import Micros
    from vignette.storage import codings as stored

    account = accounts.add_account(OPERATOR, name="Alice", email=EMAIL, password=PASSWORD)
    alice = Someone(account, "Alice", EMAIL)
    family = family_of(alice)
    everyone_agrees(alice, family)
    film = ready_film_of(alice, family, frame_film(home / "film.mp4", seconds=LENGTH // 1_000_000))
    coding = codings.begin(alice.actor, film, codebook="vig@1")
    people = [person.id for person in people_of(alice, family)]
    chance = random.Random(6)  # noqa: S311  # a made-up coding
    made = (chance.randrange(LENGTH - 100_000) for _ in range(codes))
    events = (
        Event(
            EventId.new(),
            chance.choice(["A1", "A2", "B1", "D3"]),
            chance.choice(people),
            Micros(at),
            Micros(at + 90_000),
        )
        for at in made
    )
    stored.add_events(coding, family, events)
    return Set(home / "home", str(coding), str(people[0]))


@contextmanager
def _served() -> Iterator[tuple[str, int]]:
    address = os.environ["VIGNETTE_ADDRESS"]
    with served([sys.executable, "-m", "vignette.cli", "serve"], f"http://{address}/sign-in") as process:
        yield f"http://{address}", process


def _signed_in(browser: Browser, address: str) -> BrowserContext:
    context = browser.new_context(viewport={"width": 1366, "height": 850}, base_url=address)
    page = context.new_page()
    page.goto("/sign-in")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", level=1).wait_for()
    page.close()
    return context


def _opening(context: BrowserContext, its: Set, codes: int) -> None:
    took = []
    for _ in range(5):
        page = context.new_page()
        begun = time.monotonic()
        page.goto(f"/codings/{its.coding}", wait_until="commit")
        page.get_by_role("tab", name=f"List, {codes}").wait_for()
        page.evaluate("() => new Promise((later) => requestAnimationFrame(() => requestAnimationFrame(later)))")
        took.append(time.monotonic() - begun)
        page.close()
    told = f"median {median(took):.2f} s, first {took[0]:.2f} s (limit 1.5)"
    print(f"open, {codes} codes: {told}, load {os.getloadavg()[0]:.1f}")


def _saving(context: BrowserContext, its: Set, deeds: int) -> None:
    page = context.new_page()
    page.goto(f"/codings/{its.coding}")
    took, bytes_sent = [], 0
    for _ in range(deeds):
        body = _deed(its)
        bytes_sent = len(body)
        took.append(_sent(page, its, body) or 0.0)
    page.close()
    late = quantiles(took, n=20)[-1]
    print(
        f"saved (request to answer, on the disk): median {median(took):.0f} ms, 95 of 100 within {late:.0f} ms "
        f"(limit 50), {bytes_sent} bytes a request, load {os.getloadavg()[0]:.1f}"
    )


def _killing(browser: Browser, its: Set, deeds: int) -> None:
    """Send deeds one after the other while the server is killed now and then; count what was answered and is gone."""
    waiting = [_deed(its) for _ in range(deeds)]
    answered: list[str] = []
    kills = 0
    chance = random.Random(7)  # noqa: S311  # when to kill
    while waiting:
        with _served() as (address, process):
            context = _signed_in(browser, address)
            page = context.new_page()
            page.goto(f"/codings/{its.coding}")
            stop = chance.randrange(20, 60)
            for count in range(stop):
                if not waiting:
                    break
                if count == stop - 1:
                    _kill_soon(page, process, chance.uniform(0, 0.02))
                    kills += 1
                if _sent(page, its, waiting[0]) is None:
                    break
                answered.append(waiting.pop(0))
            context.close()
    with _served() as (address, _):
        context = _signed_in(browser, address)
        told = context.request.get(f"{address}/api/codings/{its.coding}/desk").json()
        there = told["events"]["ids"]
        wanted = [json.loads(each)["deeds"][0]["changes"][0]["event"] for each in answered]
        lost = sum(each not in set(there) for each in wanted)
        twice = len(there) - len(set(there))
        context.close()
    print(f"killed {kills} times: {lost} of {len(wanted)} lost, {twice} there twice (limits 0 and 0)")


def _kill_soon(page: Page, process: int, seconds: float) -> None:
    page.wait_for_timeout(seconds * 1000)
    for each in descendants(process):
        os.kill(each, signal.SIGKILL)


def _deed(its: Set) -> str:
    event = str(uuid.uuid4())
    coded = {"id": event, "code": "A1", "person": its.person, "start": 0, "end": 90_000, "modifiers": {}, "note": ""}
    change = {"event": event, "before": None, "after": coded}
    return json.dumps({"deeds": [{"id": str(uuid.uuid4()), "undoes": None, "changes": [change]}]})


def _sent(page: Page, its: Set, body: str) -> float | None:
    """Milliseconds until the deed was answered; None where it was not."""
    try:
        took: float = page.evaluate(
            SEND,
            [f"/api/codings/{its.coding}/deeds", body],
        )
    except (Lost, HTTPException, urllib.error.URLError):
        return None
    return took


def _wishes(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--codes", type=int, default=20_000)
    parser.add_argument("--deeds", type=int, default=300)
    parser.add_argument("--kills", type=int, default=1_000)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
