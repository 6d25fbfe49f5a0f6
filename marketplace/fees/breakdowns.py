"""A calculation as plain JSON and back: money in fen, rates and unrounded sums as fractions in text. Pure."""

from fractions import Fraction
from typing import Any

from marketplace.fees.pricing import Band, Explanation, Slice


def write_breakdown(explanation: Explanation) -> dict[str, Any]:
    """What a quote keeps of a calculation."""
    return {
        "price_fen": explanation.price_fen,
        "slices": [
            {
                "lower_fen": part.band.lower_fen,
                "upper_fen": part.band.upper_fen,
                "width_fen": part.width_fen,
                "rate": str(part.band.rate),
                "amount": str(part.amount),
            }
            for part in explanation.slices
        ],
        "raw": str(explanation.raw),
        "limit": explanation.limit,
        "fee": str(explanation.fee),
        "charge_fen": explanation.charge_fen,
    }


def read_breakdown(kept: dict[str, Any]) -> Explanation:
    """The calculation that a quote kept."""
    slices = tuple(
        Slice(
            Band(part["lower_fen"], part["upper_fen"], Fraction(part["rate"])),
            part["width_fen"],
            Fraction(part["amount"]),
        )
        for part in kept["slices"]
    )
    return Explanation(kept["price_fen"], slices, Fraction(kept["raw"]), Fraction(kept["fee"]), kept["limit"])
