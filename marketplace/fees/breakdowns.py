"""A calculation as plain JSON and back: money in fen, rates and unrounded sums as fractions in text. Pure."""

from fractions import Fraction
from typing import Any

from marketplace.fees.phasing import Way
from marketplace.fees.pricing import Band, Cut, Explanation, Slice, explain


def write_breakdown(explanation: Explanation) -> dict[str, Any]:
    """What a quote keeps of a calculation; cuts only where there are any."""
    cuts = [{"reason": cut.reason, "share": str(cut.share)} for cut in explanation.cuts]
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
        **({"limited": str(explanation.limited), "cuts": cuts} if cuts else {}),
    }


def write_way(way: Way, before_fen: int, after_fen: int) -> dict[str, Any]:
    """What a quote keeps of what was charged: the schedule's calculation, that of payments before, the phase on the way to it."""
    kept = write_breakdown(explain(after_fen, way.target))
    if before_fen:
        kept["before"] = write_breakdown(explain(before_fen, way.target))
    if way.phased and way.legacy is not None:
        kept["phase"] = {
            "weight": str(way.weight),
            "lower_of": way.lower_of,
            "legacy": write_breakdown(explain(after_fen, way.legacy)),
            "before_fen": way.charge(before_fen),
            "after_fen": way.charge(after_fen),
        }
    return kept


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
    cuts = tuple(Cut(cut["reason"], Fraction(cut["share"])) for cut in kept.get("cuts", ()))
    fee = Fraction(kept["fee"])
    limited = Fraction(kept.get("limited", fee))
    return Explanation(kept["price_fen"], slices, Fraction(kept["raw"]), fee, kept["limit"], limited, cuts)
