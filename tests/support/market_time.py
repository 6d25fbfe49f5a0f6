"""The market time of a test."""

import pytest
from django.db import connection

from marketplace.core.clock import shanghai


@pytest.fixture
def sandbox_at(db):
    """Freezes the market time of the database: `sandbox_at("2027-04-12T15:00:00")`."""

    def freeze(text: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE sandbox_clock SET frozen_at = %s", [shanghai(text)])

    return freeze
