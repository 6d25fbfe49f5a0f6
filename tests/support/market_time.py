"""The market time of a test."""

from datetime import datetime

import pytest

from marketplace.core import sandbox_clock
from marketplace.core.clock import shanghai


class SandboxTime:
    """The clock of the test database."""

    def __call__(self, text: str) -> None:
        """Stand still at an instant, in Shanghai unless it names an offset: `sandbox_at("2027-04-12T15:00:00")`."""
        sandbox_clock.freeze(shanghai(text))

    def run_from(self, at: datetime) -> None:
        sandbox_clock.run_from(at)


@pytest.fixture
def sandbox_at(db):
    """Freezes market time, or lets it run from an instant."""
    yield SandboxTime()
    # A transactional test has committed it, and the row is no model's that the flush would empty.
    sandbox_clock.reset()
