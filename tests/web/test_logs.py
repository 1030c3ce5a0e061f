"""What the operator reads in the log never holds what a family said."""

import logging
import sys

from vignette.web.logs import Discreet


def test_a_fault_is_logged_with_its_place_and_kind_but_not_its_words() -> None:
    try:
        raise ValueError("Hanna said this")
    except ValueError:
        fault = sys.exc_info()
    record = logging.LogRecord("site", logging.ERROR, __file__, 1, "Internal Server Error", None, fault)

    line = Discreet("{message}", style="{").format(record)

    assert "ValueError" in line
    assert "test_logs.py" in line
    assert "Hanna" not in line
