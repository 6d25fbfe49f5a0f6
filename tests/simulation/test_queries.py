"""Which fees a replay of the past counts: each yuan of a price once."""

import pytest

from marketplace.core.clock import frozen
from marketplace.licensing.commands import correct_report
from marketplace.simulation.queries import quotes_to_replay
from tests.licensing.factories import in_trial, licensee_of, reported
from tests.rulebook.factories import load_2027
from tests.trading.factories import contracted_sale
from tests.trading.test_settling_instalments import agreed, won_at

pytestmark = pytest.mark.django_db


def replayed(subject):
    rows = quotes_to_replay().filter(subject=subject).order_by("pk")
    return [(row.side, row.received_before_fen, row.price_fen) for row in rows]


def test_price_paid_at_once_counts_once_for_each_side():
    sold, _winner = contracted_sale()

    assert replayed(f"sale:{sold.number}") == [("buyer", 0, 3_000_000_00), ("seller", 0, 3_000_000_00)]


def test_of_a_price_in_parts_the_parts_count_and_not_the_whole():
    load_2027()
    deal = won_at("private")
    agreed(deal)

    counted = replayed(f"sale:{deal[0].number}")

    assert sorted(counted) == [
        ("buyer", 0, 1_350_000_00),
        ("buyer", 1_350_000_00, 3_150_000_00),
        ("seller", 0, 1_350_000_00),
        ("seller", 1_350_000_00, 3_150_000_00),
    ]


def test_royalty_that_was_corrected_counts_as_corrected():
    licence = in_trial()
    for day, yuan in (("2027-07-05", 2_000_000), ("2027-10-08", 1_000_000)):
        reported(licence, yuan, frozen(f"{day}T10:00:00"))
    last = licence.reports.filter(state="reported").latest("period_end")
    correct_report(
        report=last,
        amount_fen=2_000_000_00,
        reason="示范更正",
        actor=licensee_of(licence),
        clock=frozen("2027-10-09T10:00:00"),
    )

    assert sorted(replayed(f"licence:{licence.number}")) == [
        ("buyer", 0, 60_000_00),
        ("buyer", 60_000_00, 60_000_00),
        ("seller", 0, 60_000_00),
        ("seller", 60_000_00, 60_000_00),
    ]
