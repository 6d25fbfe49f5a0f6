import logging
import sys

import pytest
from structlog.stdlib import ProcessorFormatter

from marketplace.logs import logging_settings

SECRET = "-".join(["correct", "horse"])  # not to be found in a line of the source


def fail(password):
    raise ValueError("what happened")


@pytest.mark.parametrize("as_json", [True, False])
def test_traceback_shows_no_values_of_variables(as_json):
    line = logging_settings(as_json=as_json)["formatters"]["line"].copy()
    del line["()"]
    formatter = ProcessorFormatter(**line)

    try:
        fail(SECRET)
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "it failed", None, sys.exc_info())

    said = formatter.format(record)
    assert "what happened" in said
    assert SECRET not in said
