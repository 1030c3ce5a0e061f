"""The site as a WSGI application, in a process that ends with the one that started it."""

import os
import threading

from django.core.wsgi import get_wsgi_application

_LOOK = 1.0

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vignette.web.settings")


def _end_with(parent: int) -> None:
    """One left behind would go on serving at its address: whoever starts the site anew would find it taken."""
    pause = threading.Event()
    while os.getppid() == parent:
        pause.wait(_LOOK)
    os._exit(1)


threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
application = get_wsgi_application()
