"""Sums of deals: those of the tariffs one by one, however they are parted."""

from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.money import round_half_up
from marketplace.fees import pricing
from marketplace.fees.bulk import IntegerTariff
from marketplace.fees.bulk_phasing import PhasedTariff
from marketplace.simulation.outcome import Outcome, class_of, outcome
from marketplace.simulation.weighing import NOTHING, Deal, Sums, Terms
from tests.fees.tariffs import CQ, E1, SW
from tests.simulation.factories import THIRDS

TARIFFS = {("SW", "buyer"): SW, ("SW", "seller"): SW, ("CQ", "buyer"): CQ, ("CQ", "seller"): CQ}
SMALL = frozenset({"small_firm"})
EDGES = {"seller": [1_000_000_00], "buyer": [1_000_000_00, 5_000_000_00]}


def terms():
    keys = [(venue, side, "", criteria) for venue, side in TARIFFS for criteria in (NOTHING, SMALL)]
    old = {key: IntegerTariff.of(TARIFFS[key[:2]]) for key in keys}
    new = dict.fromkeys(old, IntegerTariff.of(E1))
    steps = {key: [PhasedTariff.of(old[key], new[key], w, lower_of=key[3] == SMALL) for w in THIRDS] for key in keys}
    return Terms(old, new, steps, EDGES)


deals = st.builds(
    Deal,
    venue=st.sampled_from(["SW", "CQ"]),
    side=st.sampled_from(["seller", "buyer"]),
    amount_fen=st.integers(0, 10**12),
    received_fen=st.sampled_from([0, 67_500_00]),
    method=st.just(""),
    payer=st.sampled_from(["", "示范甲", "示范乙"]),
    criteria=st.sampled_from([NOTHING, SMALL]),
)
ANY_DEALS = st.lists(deals, max_size=30)


def summed(some, first=0):
    sums = Sums()
    for place, deal in enumerate(some, first):
        sums.add(deal, terms(), f"#{place}")
    return sums


def told(sums, may_be_named=lambda venue, payer: True):
    return outcome(
        sums, edges=EDGES, schedules={"SW": ["SW.1", "E1.1"], "CQ": ["CQ.1", "E1.1"]}, may_be_named=may_be_named
    )


@given(ANY_DEALS)
def test_figures_are_those_of_the_exact_tariffs_deal_by_deal(some):
    figures = told(summed(some)).total()

    before = [pricing.increment(d.received_fen, d.received_fen + d.amount_fen, TARIFFS[d.venue, d.side]) for d in some]
    after = [pricing.increment(d.received_fen, d.received_fen + d.amount_fen, E1) for d in some]
    changes = [new - old for old, new in zip(before, after, strict=True)]
    assert (figures.deals, figures.before_fen, figures.after_fen) == (len(some), sum(before), sum(after))
    assert (figures.less, figures.more) == (sum(c < 0 for c in changes), sum(c > 0 for c in changes))
    assert (figures.up_fen, figures.down_fen) == (max([0, *changes]), min([0, *changes]))


@given(ANY_DEALS, st.data())
def test_parts_put_together_in_any_order_are_the_whole(some, data):
    cut = data.draw(st.integers(0, len(some)))
    first, second = summed(some[:cut]), summed(some[cut:], first=cut)

    whole = Sums()
    for part in data.draw(st.permutations([first, second])):
        whole.merge(Sums.unpack(part.pack()))

    assert told(whole) == told(summed(some))


@given(ANY_DEALS)
def test_figures_are_kept_as_they_are(some):
    found = told(summed(some))

    assert Outcome.of_json(found.to_json()) == found


def test_small_firm_pays_the_lower_in_between_and_another_the_mix():
    small, other = Deal("CQ", "buyer", 3_350_000_00, criteria=SMALL), Deal("CQ", "buyer", 3_350_000_00)

    lower, mixed = told(summed([small])).total(), told(summed([other])).total()

    assert lower.steps_fen == (23_450_00, 23_450_00, 23_450_00, 23_450_00)
    assert mixed.steps_fen == (23_450_00, 34_050_00, 44_650_00, 55_250_00)


def test_price_on_an_edge_belongs_to_the_band_below():
    some = [Deal("SW", "buyer", 1_000_000_00), Deal("SW", "buyer", 1_000_000_01)]

    assert [band for _venue, _side, band in told(summed(some)).cells] == [0, 1]


def test_sides_are_parted_each_by_its_own_bands():
    some = [Deal("SW", side, 8_000_000_00) for side in ("buyer", "seller")]

    assert list(told(summed(some)).cells) == [("SW", "buyer", 2), ("SW", "seller", 1)]


def test_payers_are_counted_by_what_all_their_deals_change():
    some = [
        Deal("SW", "buyer", 3_350_000_00, payer="示范甲"),
        Deal("CQ", "buyer", 3_350_000_00, payer="示范甲"),
        Deal("CQ", "seller", 3_350_000_00, payer="示范甲"),
        Deal("CQ", "buyer", 3_350_000_00),
    ]

    payers = told(summed(some)).payers

    assert {venue: (found.less, found.more, found.same) for venue, found in payers.items()} == {
        "SW": (1, 0, 0),
        "CQ": (0, 2, 0),
    }
    assert payers["SW"].classes[class_of(120_500_00, 55_250_00)] == [1, -65_250_00]


def test_only_whom_one_may_know_is_named():
    some = [Deal(venue, "buyer", 3_350_000_00, payer="示范甲") for venue in ("SW", "CQ")]

    named = told(summed(some), lambda venue, _payer: venue == "SW").named

    assert named == [("SW", "示范甲", 120_500_00, 55_250_00)]


def test_sums_beyond_a_bigint_stay_exact():
    some = [Deal("SW", "buyer", 10**17)] * 200

    total = told(summed(some)).total()

    assert (total.amount_fen, total.after_fen) == (200 * 10**17, 200 * round_half_up(pricing.fee(10**17, E1)))
