"""The site as the tests run it: the real settings, in a home of its own that ends with the tests."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "VIGNETTE_TESTS" not in os.environ:
    os.environ["VIGNETTE_TESTS"] = tempfile.mkdtemp(prefix="vignette-tests-")
    atexit.register(shutil.rmtree, os.environ["VIGNETTE_TESTS"], ignore_errors=True)
# What is set for the machine is not set for the tests, but for what a test itself hands to a worker.
for name in [name for name in os.environ if name.startswith("VIGNETTE_")]:
    if name not in ("VIGNETTE_TESTS", "VIGNETTE_LEASE", "VIGNETTE_PICTURES"):
        del os.environ[name]
# Tests that run beside each other have nothing in common.
home = Path(os.environ["VIGNETTE_TESTS"]) / os.environ.get("PYTEST_XDIST_WORKER", "")
home.mkdir(exist_ok=True)
os.environ["VIGNETTE_HOME"] = str(home)

from vignette.web.settings import *  # noqa: E402, F403  # the home must be known before the settings are read

# A worker that a test starts finds the rows of that test.
DATABASES["default"]["TEST"] = {"NAME": DATABASES["default"]["NAME"]}  # noqa: F405  # from the settings
DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF"  # noqa: F405  # from the settings

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
