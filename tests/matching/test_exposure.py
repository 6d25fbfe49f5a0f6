"""A listing is proposed to so many open needs at once, the best of them (R-MAT-02)."""

import pytest

from marketplace.matching.commands import accept
from marketplace.matching.models import Match
from marketplace.rulebook.models import Family
from marketplace.rulebook.queries import version_in_force
from tests.accounts.factories import actor
from tests.catalogue.factories import TODAY, agent_of, need, published_listing
from tests.matching.factories import propose_pairs

pytestmark = pytest.mark.django_db


def test_listing_keeps_its_best_needs_and_those_that_answered():
    seeker = actor()
    listing = published_listing(lister=agent_of(None))
    most = version_in_force(TODAY.at, family=Family.MATCHING).value("R-MAT-02", "exposure_most")
    needs = [need(seeker=seeker) for _n in range(most + 2)]
    propose_pairs([(listing, one, 50 + n) for n, one in enumerate(needs[:most])])
    first = Match.objects.get(need=needs[0])
    accept(match=first, actor=seeker, clock=TODAY)

    made = propose_pairs([(listing, needs[most], 40)]), propose_pairs([(listing, needs[most + 1], 95)])

    assert made == (0, 1)
    assert Match.objects.filter(state__in=Match.OPEN).count() == most
    assert Match.objects.get(state="lapsed").need == needs[1]  # the weakest that nobody has answered
    assert propose_pairs([(listing, needs[1], 51)]) == 0
    assert Match.objects.get(state="lapsed").need == needs[1]
