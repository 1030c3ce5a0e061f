"""One worker process: `python -m vignette.tasks PARENT`, which ends when the process PARENT is no longer its parent."""

import os
import signal
import sys
import threading

import django

from vignette import config


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", config.SITE)
    django.setup()
    from vignette.tasks import worker  # rows can only be imported once Django is set up

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = int(sys.argv[1]) if len(sys.argv) > 1 else os.getppid()
    lease = config.read().place.lease.total_seconds()
    worker.run(stop, lease=lease, is_orphan=lambda: os.getppid() != parent)


if __name__ == "__main__":
    main()
