"""The example tariffs of domain 2.10 as literals, apart from the data that the product loads."""

from fractions import Fraction

from marketplace.fees.pricing import Band, Tariff

EDGES_FEN = [0, 1_000_000_00, 5_000_000_00, 10_000_000_00, 50_000_000_00, 100_000_000_00, None]


def tariff(per_mille: list[int], **limits: int) -> Tariff:
    bands = [
        Band(lower, upper, Fraction(rate, 1000))
        for lower, upper, rate in zip(EDGES_FEN[:-1], EDGES_FEN[1:], per_mille, strict=True)
        if lower is not None
    ]
    return Tariff(tuple(bands), **limits)


E1 = tariff([20, 15, 10, 5, 2, 1], minimum_fen=1_000_00, maximum_fen=500_000_00)
SW = tariff([50, 30, 20, 10, 5, 5])
CQ = tariff([7, 7, 5, 3, 2, 1])
