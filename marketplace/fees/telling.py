"""A frozen quote told in words to its payer."""

from fractions import Fraction
from typing import Any

from marketplace.fees.breakdowns import read_breakdown
from marketplace.fees.models import Quote
from marketplace.fees.wording import due_sentences, increment_sentences, mixed_sentences, sentences


def sentences_of(quote: Quote) -> list[str]:
    """How the fee came about; of a part of a price, by what it grew (R-FEE-05); on the way to a schedule, by both (R-FEE-13)."""
    kept = quote.breakdown
    after, before = read_breakdown(kept), kept.get("before")
    told = increment_sentences(read_breakdown(before), after) if before else sentences(after)
    return [*told, *_phase(kept["phase"], after.fee, quote.received_before_fen)] if "phase" in kept else told


def _phase(kept: dict[str, Any], new: Fraction, before_fen: int) -> list[str]:
    old = read_breakdown(kept["legacy"]).fee
    mixed = mixed_sentences(old, new, Fraction(kept["weight"]), lower_of=kept["lower_of"])
    return [*mixed, *due_sentences(before_fen, kept["before_fen"], kept["after_fen"])]
