"""The example tariffs of domain 2.10 as literals, apart from the data that the product loads."""

from fractions import Fraction

from hypothesis import strategies as st

from marketplace.fees.pricing import Band, Cut, Tariff

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


prices = st.integers(min_value=0, max_value=10**13)
rates = st.fractions(min_value=0, max_value=1, max_denominator=10_000)
either = st.booleans()


shares = st.fractions(min_value=0, max_value=1, max_denominator=1_000)
any_cuts = st.lists(st.builds(Cut, st.sampled_from(["venue", "small_firm"]), shares), max_size=2).map(tuple)


@st.composite
def any_tariff(draw, *, whole_amount=either, cuts=any_cuts):
    """Any tariff there can be: one to seven bands at any edges, any rates, with or without limits and cuts."""
    edges = sorted(draw(st.sets(st.integers(min_value=1, max_value=10**12), max_size=6)))
    bands = tuple(Band(lower, upper, draw(rates)) for lower, upper in zip([0, *edges], [*edges, None], strict=True))
    limits = sorted(draw(st.tuples(st.integers(0, 10**9), st.integers(0, 10**9))))
    minimum, maximum = (limit if draw(st.booleans()) else None for limit in limits)
    return Tariff(bands, minimum, maximum, whole_amount=draw(whole_amount), cuts=draw(cuts))


@st.composite
def prices_around(draw, tariff):
    """Prices anywhere, and often just below, at or above an edge, where a fault would be."""
    edges = [band.upper_fen for band in tariff.bands if band.upper_fen]
    near = st.sampled_from([max(edge + step, 0) for edge in [0, *edges] for step in (-1, 0, 1)])
    return draw(st.one_of(prices, near))
