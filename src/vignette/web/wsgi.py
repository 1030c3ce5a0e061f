"""The site as a WSGI application, in a process that ends with the one that started it."""

import gc
import multiprocessing
import os
import threading
from multiprocessing.process import BaseProcess

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vignette.web.settings")


def _end_with(parent: BaseProcess) -> None:
    """One left behind would go on serving at its address: whoever starts the site anew would find it taken."""
    parent.join()
    os._exit(1)


if (its := multiprocessing.parent_process()) is not None:
    # Known since this process was begun: the parent may have died before this line.
    threading.Thread(target=_end_with, args=(its,), daemon=True).start()
application = get_wsgi_application()
# What the site is made of stays: to look through it again for what can go would slow every answer of many parts.
gc.freeze()
