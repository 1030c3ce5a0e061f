"""How far apart two films are that are to show the same: a shared review on two machines, two views on one page.

    python bench/drift.py                     the review, and then the views
    python bench/drift.py --only review       what two people see who look together, each at their own screen
    python bench/drift.py --only views        what one person sees of a scene that was filmed from two sides

Every picture carries its number. The review runs in two browsers that share nothing, the client's over a mobile line
(40 to 55 ms each way, 4 Mbit/s) and with clocks two hours apart: told is how many milliseconds apart both showed the
same picture. Wanted: half of them within 50 ms, at half the pace within 100; after fifty jumps, within 50 ms again
before the clip is over. The two views are read in the same instant: told is how many pictures apart they were. Wanted:
nine of ten looks within 3, at 30 a second.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.journeys.conftest import LAPTOP, Pictures, Site, sign_in, until  # found by the line above
from tests.journeys.hands import Hands  # as above
from tests.journeys.showing import Drift, drift, forget  # as above
from tests.journeys.two_screens import AT, STANDS, Two, two_screens  # as above
from tests.journeys.two_views import AT_REST, BOTH, numbers, place, two_views  # as above
from tests.machine import CHROMIUM, QUIET, move_in  # as above

WANTED, WANTED_SLOWLY = 50, 100
"""Milliseconds, at the film's own pace and at half of it."""
WANTED_OF_VIEWS = 3
"""Pictures."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=["review", "views"])
    parser.add_argument("--times", type=int, default=5)
    wishes = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["VIGNETTE_TESTS"] = folder
        if wishes.only != "views":
            _review(Path(folder, "review"), wishes.times)
        if wishes.only != "review":
            _views(Path(folder, "views"), wishes.times)


def _review(folder: Path, times: int) -> None:
    folder.mkdir()
    with two_screens(folder) as two:
        for name, pace, wanted in (("As it was", "playing", WANTED), ("Slow", "at half the pace", WANTED_SLOWLY)):
            _tell(pace, wanted, [_played(two, name) for _ in range(times)])
        _tell("after fifty jumps", WANTED, [_jumped(two) for _ in range(times)])


def _played(two: Two, pace: str) -> Drift:
    two.from_the_beginning()
    two.guider.get_by_role("button", name=pace, exact=True).click()
    two.play()
    until(two.client, f"{AT} > 2")
    return _measured(two)


def _jumped(two: Two) -> Drift:
    two.from_the_beginning()
    two.play()
    for count in range(50):
        two.guider.keyboard.press("ArrowRight" if count % 2 == 0 else "ArrowLeft")
    two.guider.keyboard.press("ArrowRight")
    until(two.client, f"{AT} > 11.5 && {AT} < 14")
    return _measured(two)


def _measured(two: Two) -> Drift:
    """Drift of the next two seconds, or of those that are left of the clip."""
    forget(two.guider, two.client)
    until(two.guider, f"shown.length >= 50 || ({STANDS})")
    found = drift(two.guider, two.client)
    two.stop()
    return found


def _tell(name: str, wanted: int, found: Sequence[Drift]) -> None:
    print(f"{name}: wanted is a median of at most {wanted} ms")
    for each in found:
        print(f"    {each}")


def _views(folder: Path, times: int) -> None:
    folder.mkdir()
    site = Site.in_home(move_in(folder / "home"))
    with Hands.at_work(site.home) as hands:
        hands.let_in("Alice")
        with site.served(), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
            page = browser.new_context(viewport=LAPTOP, base_url=site.address).new_page()
            sign_in(page, "Alice")
            two_views(page, hands, folder, Pictures(None))
            _tell_of_views(page, times)
            browser.close()


def _tell_of_views(page: Page, times: int) -> None:
    print(f"two views: wanted are nine of ten looks within {WANTED_OF_VIEWS} pictures")
    for _ in range(times):
        apart = sorted(_apart(page))
        print(f"    nine of ten within {apart[len(apart) * 9 // 10]}, at most {apart[-1]} ({len(apart)} looks)")


def _apart(page: Page) -> list[int]:
    place(page).fill("8000000")
    until(page, AT_REST)
    page.get_by_role("button", name="Play").click()
    until(page, f"{BOTH}[0].currentTime > 11")
    apart = []
    while page.evaluate(f"{BOTH}[0].currentTime") < 20:
        one, other = numbers(page)
        apart.append(abs(one - other))
    page.get_by_role("button", name="Pause").click()
    return apart


if __name__ == "__main__":
    main()
