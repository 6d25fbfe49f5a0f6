"""The ranking learns from what both sides said, and the market says which of two is in force."""

import pytest
from django.db import IntegrityError, transaction

from accounts.actor import system_actor
from marketplace.audit.following import settle
from marketplace.matching import rankings, teaching
from marketplace.matching.commands import accept, decline, keep_ranking
from marketplace.matching.learning.material import Material
from marketplace.matching.learning.texts import Text
from marketplace.matching.models import Match, Ranking
from marketplace.matching.runs import teach_anew
from tests.accounts.factories import actor
from tests.catalogue.factories import TODAY, agent_of, need, published_listing
from tests.matching.factories import proposed

pytestmark = pytest.mark.django_db
SYSTEM = system_actor("tests")
GRADED = Material(
    needs={"N-1": Text("锂离子电池防爆")},
    listings={"L-1": Text("陶瓷涂覆锂电池隔膜"), "L-2": Text("饼干烘焙生产线")},
    graded=(("N-1", "L-1", 4.0), ("N-1", "L-2", 1.0)),
)


def kept(material=GRADED, *, better=True):
    return keep_ranking(material=material, better=better, quality={}, actor=SYSTEM, clock=TODAY)


def test_material_comes_back_as_it_was_packed():
    assert Material.unpacked(GRADED.packed()) == GRADED
    assert GRADED.packed() == GRADED.packed()


def test_better_ranking_takes_the_place_of_the_one_in_force():
    first, second = kept(), kept(Material(needs=GRADED.needs))

    first.refresh_from_db()
    assert (first.state, second.state) == ("retired", "in_force")
    assert first.retired_at == TODAY.read()
    assert rankings.in_force() is not rankings.as_it_ships()


def test_ranking_that_does_no_better_is_kept_and_not_used():
    first, second = kept(), kept(better=False)

    first.refresh_from_db()
    assert (first.state, second.state) == ("in_force", "rejected")


def test_database_holds_one_ranking_in_force():
    kept()

    with pytest.raises(IntegrityError, match="one_ranking_in_force"), transaction.atomic():
        Ranking.objects.create(
            state="in_force", material=b"", checksum="", needs=0, listings=0, graded=0, taught_at=TODAY.read()
        )


def test_market_without_a_ranking_uses_the_one_that_ships():
    assert rankings.in_force() is rankings.as_it_ships()


def test_night_gathers_texts_and_grades_and_teaches_once():
    supplier, seeker = agent_of(None), actor()
    match = proposed(supplier=supplier, seeker=seeker)
    decline(match=match, reason="off_topic", actor=seeker, clock=TODAY)

    first, again = (teach_anew(actor=SYSTEM, clock=TODAY) for _night in range(2))

    assert (first.state, first.needs, first.listings, first.graded) == ("in_force", 1, 1, 1)
    assert rankings.material_of(first.pk).graded == ((match.need.number, match.listing.number, 1.0),)
    assert again is None


def test_reason_outside_the_papers_teaches_nothing():
    seeker = actor()
    decline(match=proposed(seeker=seeker), reason="solved", actor=seeker, clock=TODAY)

    assert teaching.gathered().graded == ()


def test_yes_of_a_side_teaches_a_fair_fit():
    supplier = agent_of(None)
    match = proposed(supplier=supplier)
    accept(match=match, actor=supplier, clock=TODAY)

    assert [grade for _need, _listing, grade in teaching.gathered().graded] == [3.0]


def test_comparison_uses_pairs_that_neither_has_learned_from():
    needs = {f"N-{place}": Text("锂离子电池防爆", "锂电池过充起火。") for place in range(120)}
    pairs = tuple((need, listing, grade) for need in needs for listing, grade in (("L-1", 4.0), ("L-2", 1.0)))
    material = Material(needs, GRADED.listings, pairs)
    held = sum(2 for need in needs if teaching.is_held(need))

    found = teaching.compared(material)

    assert found["held"] == held >= teaching.HELD_ENOUGH
    assert found["ours"]["pairwise"] == 1
    assert not teaching.is_better({"ours": found["ours"], "theirs": found["ours"]})


def test_too_few_pairs_held_back_compare_nothing():
    assert teaching.compared(GRADED) == {}
    assert teaching.is_better({})


def test_listing_is_offered_where_it_is_among_the_best_of_the_need():
    need(seeker=actor())
    published_listing(lister=agent_of(None))
    settle()
    kept(Material({"N-9": Text("铸件打磨")}, {"L-9": Text("饼干烘焙")}))

    published_listing(lister=agent_of(None))
    settle()

    assert Match.objects.count() == 2
