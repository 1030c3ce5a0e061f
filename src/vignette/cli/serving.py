"""`vignette serve` and `vignette work`: the site and its workers."""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from typing import Annotated

import typer
from granian.constants import Interfaces
from granian.server.mp import MPServer

from vignette.cli.site import bring_up
from vignette.config import Config
from vignette.domain.errors import Misconfigured, NotAllowed

APPLICATION = "vignette.web.asgi:application"
RESTART_AFTER = 1.0
"""Seconds before a worker, or the process that serves pages, is started again after it ended."""

STOPS_WITHIN = 5
"""Seconds for which the site waits for open lines when it is stopped."""


def serve() -> None:
    """Serve the site, with its workers, until it is stopped with Ctrl-C."""
    settings = bring_up()
    from vignette.actions import accounts, workshop

    if accounts.has_demonstration() and not settings.is_loopback:
        raise NotAllowed("The demonstration is served on this machine only: use an empty VIGNETTE_HOME for real work.")
    _must_be_free(settings)
    workshop.sweep()
    print(f"Vignette is at {settings.origin} (stop it with Ctrl-C).", flush=True)
    with Workers(settings.workers):
        _site(settings).serve()


def work(
    workers: Annotated[int, typer.Option(min=1, max=32, help="How many pieces of work at the same time.")] = 1,
) -> None:
    """Do the work that is waiting, on a machine of its own, until it is stopped with Ctrl-C."""
    bring_up()
    from vignette.actions import workshop

    workshop.sweep()
    with Workers(workers):
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print("Stopped; what was not finished is taken up again.")


class Workers:
    """Worker processes, each started again when it ends, all ended with this block."""

    def __init__(self, count: int) -> None:
        self._stopping = threading.Event()
        self._keepers = [threading.Thread(target=self._keep_one, daemon=True) for _ in range(count)]

    def __enter__(self) -> Workers:
        for keeper in self._keepers:
            keeper.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        for keeper in self._keepers:
            keeper.join()

    def _keep_one(self) -> None:
        from vignette.actions import workshop

        while not self._stopping.is_set():
            command = [sys.executable, "-m", "vignette.tasks", str(os.getpid())]
            worker = subprocess.Popen(command, env=os.environ.copy())
            while worker.poll() is None and not self._stopping.wait(0.2):
                pass
            if worker.poll() is None:
                worker.terminate()
                _wait_or_kill(worker)
            workshop.clear_after(worker.pid)
            self._stopping.wait(RESTART_AFTER)


def _wait_or_kill(worker: subprocess.Popen[bytes]) -> None:
    """Work that does not end soon is cut off: its lease runs out, and the next worker takes it up."""
    try:
        worker.wait(timeout=3)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()


def _must_be_free(settings: Config) -> None:
    """The server would share its address with another one, and every second click would go astray."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((settings.host, settings.port))
        except OSError as error:
            where = f"{settings.host}:{settings.port}"
            raise Misconfigured(f"Something is served at {where} already: choose another VIGNETTE_ADDRESS.") from error


class Site(MPServer):
    """The site, which lets every film on its way in end where it is, and every listener go, before it stops."""

    def shutdown(self, exit_code: int = 0) -> None:
        from vignette.actions import arriving

        arriving.let_go()
        if sys.platform != "win32":
            for worker in self.wrks:
                with suppress(ProcessLookupError):
                    os.kill(worker.inner.pid, signal.SIGUSR1)
        super().shutdown(exit_code)  # type: ignore[no-untyped-call]  # granian says nothing of it


def _site(settings: Config) -> MPServer:
    # A forked process would believe that it holds this one's locks on the database: what it commits could be lost.
    multiprocessing.set_start_method("spawn", force=True)
    return Site(
        APPLICATION,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGINL,
        workers_kill_timeout=STOPS_WITHIN,
        log_enabled=False,
        respawn_failed_workers=True,
        respawn_interval=RESTART_AFTER,
    )
