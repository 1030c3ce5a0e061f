"""The coding page of a film with 20 000 codes: until it is open, until a code is kept and saved, what a kill loses.

    python bench/coding.py                              20 000 codes, 300 deeds, 1 000 codes with kills between them
    python bench/coding.py --codes 2000 --kills 100     a quick run
    python bench/coding.py --only kills                 what a kill loses, and nothing else

A site is started in a home of its own with one made-up film. The limits are those a coder feels: the page is open
within 1.5 seconds (from the click to the codes drawn on the timeline), a code is saved within one second, by one small
request however many codes there are, is on the disk of the server within 50 ms of its request, and on that of the
browser within 50 ms of its key, also where there is no line. Then codes are entered one after the other by keys, while
the server and the browser are killed (SIGKILL) again and again, at random moments: each code that was on a disk must
be there in the end, and once. Once `--minutes` are over nobody is killed any more, and what was coded by then counts.
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
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from playwright.sync_api import BrowserContext, Page, Playwright, ViewportSize, sync_playwright
from running import EMAIL, PASSWORD, descendants, free_address, served

from vignette.cli.site import bring_up

LENGTH = 4_000_000
"""Microseconds of the made-up film."""
LAPTOP: ViewportSize = {"width": 1366, "height": 850}
CHROMIUM = shutil.which("chromium")
KEYS = "tqpcbsu"
"""Each codes what is over at once."""
APART = 50
"""Milliseconds between two keys: one that comes again within 250 ms counts as a slip of the finger."""
PATIENCE = 120_000
"""Milliseconds after which something must be wrong."""

SEND = """async ([address, body]) => {
  const token = document.querySelector('meta[name="csrf-token"]').content
  const headers = { 'Content-Type': 'application/json', 'X-CSRFToken': token }
  const begun = performance.now()
  const answer = await fetch(address, { method: 'POST', body, headers })
  if (!answer.ok) throw new Error(answer.status)
  await answer.json()
  return performance.now() - begun
}"""

WATCH = """
window.kept = []
window.waits = []
{
  let [pressed, sealed] = [0, '']
  addEventListener('keydown', (event) => { pressed = event.timeStamp }, true)
  const { encrypt } = SubtleCrypto.prototype, { add } = IDBObjectStore.prototype
  SubtleCrypto.prototype.encrypt = function (how, key, bytes) {
    sealed = JSON.parse(new TextDecoder().decode(bytes)).what?.changes?.[0].event ?? sealed
    return encrypt.call(this, how, key, bytes)
  }
  IDBObjectStore.prototype.add = function (row) {
    const [event, since] = [sealed, pressed]
    this.transaction.addEventListener('complete', () => {
      kept.push(event)
      waits.push(performance.now() - since)
    })
    return add.call(this, row)
  }
}
"""
"""Told in the page: the events whose deeds are on its disk, and milliseconds from each key until they were."""


@dataclass(frozen=True, slots=True)
class Set:
    """An installation with a coding of many codes."""

    home: Path
    coding: str
    person: str
    cookies: Sequence[Any] = ()
    """Those of whoever signed in: to sign in anew after each kill would take longer than to code."""

    @property
    def profile(self) -> Path:
        """Where the browser keeps what it knows."""
        return self.home.parent / "browser"


def main() -> None:
    wishes = _wishes()
    with tempfile.TemporaryDirectory() as folder:
        its = _prepared(Path(folder), wishes.codes)
        _measure(its, wishes)


def _measure(its: Set, wishes: argparse.Namespace) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        with _served() as (address, _):
            context = browser.new_context(viewport=LAPTOP, base_url=address)
            _sign_in(context)
            its = replace(its, cookies=context.cookies())
            if wishes.only != "kills":
                _opening(context, its, wishes.codes)
                _saving(context, its, wishes.deeds)
                _keeping(context, its, wishes.deeds)
        browser.close()
        if wishes.only != "speed":
            _killing(playwright, its, wishes.kills, 60 * wishes.minutes)


def _prepared(home: Path, codes: int) -> Set:
    for name in [name for name in os.environ if name.startswith(("VIGNETTE_", "DJANGO_"))]:
        del os.environ[name]
    os.environ |= {"VIGNETTE_HOME": str(home / "home"), "VIGNETTE_ADDRESS": free_address()}
    bring_up()
    sys.path.insert(0, str(Path(__file__).parents[1]))
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


def _sign_in(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/sign-in")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", level=1).wait_for()
    page.close()


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
        took.append(page.evaluate(SEND, [f"/api/codings/{its.coding}/deeds", body]))
    page.close()
    late = quantiles(took, n=20)[-1]
    print(
        f"saved (request to answer, on the disk): median {median(took):.0f} ms, 95 of 100 within {late:.0f} ms "
        f"(limit 50), {bytes_sent} bytes a request, load {os.getloadavg()[0]:.1f}"
    )


def _keeping(context: BrowserContext, its: Set, deeds: int) -> None:
    """From a key until what it codes is on the browser's disk, while there is no line."""
    page = _desk(context, its)
    context.set_offline(True)
    _code(page, deeds)
    late = quantiles(page.evaluate("waits"), n=20)[-1]
    print(
        f"kept (key to the browser's disk): median {median(page.evaluate('waits')):.0f} ms, 95 of 100 within "
        f"{late:.0f} ms (limit 50), load {os.getloadavg()[0]:.1f}"
    )
    context.set_offline(False)
    page.get_by_text("Saved", exact=True).wait_for()
    page.close()


def _killing(playwright: Playwright, its: Set, codes: int, seconds: float) -> None:
    """Code by keys while the server and the browser are killed in turn; count what was on a disk and is gone."""
    kept: list[str] = []
    lives, begun = 0, time.monotonic()
    chance = random.Random(7)  # noqa: S311  # when to kill
    while len(kept) < codes and time.monotonic() - begun < seconds:
        lives += 1
        with _served() as (address, process):
            page = _desk(_browser(playwright, its, address), its)
            kept += _code(page, min(chance.randrange(10, 60), codes - len(kept)))
            page.wait_for_timeout(chance.uniform(0, 400))
            _kill(descendants(process))
            kept += _code(page, min(chance.randrange(50), codes - len(kept)))
            page.keyboard.press("y")
            page.wait_for_timeout(chance.uniform(0, 30))
            _kill(_browsers(its))
        print(f"  killed {lives} times each: {len(kept)} codes, {time.monotonic() - begun:.0f} s", flush=True)
    there = _there(playwright, its)
    lost, twice = sum(each not in set(there) for each in kept), len(there) - len(set(there))
    print(
        f"server and browser killed {lives} times each: {lost} of {len(kept)} lost, {twice} there twice "
        f"(limits 0 and 0; {codes} were wanted), {time.monotonic() - begun:.0f} s, load {os.getloadavg()[0]:.1f}"
    )


def _there(playwright: Playwright, its: Set) -> list[str]:
    """The events that the server has, once the browser has sent what was left on its disk."""
    with _served() as (address, _):
        context = _browser(playwright, its, address)
        page = _desk(context, its)
        page.get_by_text("Saved", exact=True).wait_for(timeout=PATIENCE)
        ids: list[str] = context.request.get(f"{address}/api/codings/{its.coding}/desk").json()["events"]["ids"]
        context.close()
        return ids


def _browser(playwright: Playwright, its: Set, address: str) -> BrowserContext:
    """A browser that finds what it kept before, signed in."""
    context = playwright.chromium.launch_persistent_context(
        its.profile, executable_path=CHROMIUM, args=["--no-sandbox"], viewport=LAPTOP, base_url=address
    )
    context.clear_cookies()
    context.add_cookies(its.cookies)
    return context


def _desk(context: BrowserContext, its: Set) -> Page:
    """The coding's page, open and watched."""
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(f"/codings/{its.coding}")
    _until(page, "document.querySelector('.desk video')?.readyState >= 2")
    return page


def _code(page: Page, count: int) -> list[str]:
    """Press a key so many times, each once the one before is on the disk; what was coded."""
    before = page.evaluate("kept.length")
    for number in range(before, before + count):
        page.wait_for_timeout(APART)
        page.keyboard.press(KEYS[number % len(KEYS)])
        _until(page, f"kept.length > {number}")
    coded: list[str] = page.evaluate(f"kept.slice({before})")
    return coded


def _until(page: Page, claim: str) -> None:
    """Wait until `claim` holds; raises TimeoutError. (Playwright's own way is against the policy of our pages.)"""
    begun = time.monotonic()
    while not page.evaluate(claim):
        if time.monotonic() - begun > PATIENCE / 1000:
            raise TimeoutError(f"this does not come true: {claim}")
        page.wait_for_timeout(5)


def _browsers(its: Set) -> Iterator[int]:
    """The processes of the browser that keeps what it knows in this home."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if str(its.profile).encode() in (process / "cmdline").read_bytes():
                yield int(process.name)
        except OSError:
            continue


def _kill(processes: Iterable[int]) -> None:
    for each in list(processes):
        with suppress(ProcessLookupError):
            os.kill(each, signal.SIGKILL)


def _deed(its: Set) -> str:
    event = str(uuid.uuid4())
    coded = {"id": event, "code": "A1", "person": its.person, "start": 0, "end": 90_000, "modifiers": {}, "note": ""}
    change = {"event": event, "before": None, "after": coded}
    return json.dumps({"deeds": [{"id": str(uuid.uuid4()), "undoes": None, "changes": [change]}]})


def _wishes(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--codes", type=int, default=20_000)
    parser.add_argument("--deeds", type=int, default=300)
    parser.add_argument("--kills", type=int, default=1_000, help="how many codes are entered between kills")
    parser.add_argument("--minutes", type=float, default=20, help="how long to go on killing at most")
    parser.add_argument("--only", choices=["speed", "kills"], help="one half alone")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
