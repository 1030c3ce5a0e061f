"""The site as the tests run it: the real settings, in a home of its own that ends with the tests."""

import atexit
import os
import shutil
import tempfile

HOME = tempfile.mkdtemp(prefix="vignette-tests-")
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
os.environ["VIGNETTE_HOME"] = HOME

from vignette.web.settings import *  # noqa: E402, F403  # the home must be known before the settings are read

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
