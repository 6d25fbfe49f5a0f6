"""Published quality: counted from feedback, small numbers left out (R-MAT-03)."""

from datetime import date
from fractions import Fraction

import pytest

from accounts.actor import system_actor
from marketplace.core import sandbox_clock
from marketplace.matching.commands import accept, count_quality, decline
from marketplace.matching.models import QualityFigure
from marketplace.matching.quality import percent, published_quality, rate
from tests.accounts.factories import actor, officer
from tests.catalogue.factories import TODAY, agent_of, need
from tests.matching.factories import proposed
from tests.portal.support import signed_in

pytestmark = pytest.mark.django_db


def test_figures_count_the_best_of_each_need_and_what_says_nothing_is_not_judged():
    supplier, seeker = agent_of(None), actor()
    sought = need(seeker=seeker)
    ranked = [proposed(supplier=supplier, need=sought, score=score) for score in (90, 80, 70, 60)]
    accept(match=ranked[0], actor=seeker, clock=TODAY)
    decline(match=ranked[1], reason="off_topic", actor=seeker, clock=TODAY)
    decline(match=ranked[2], reason="solved", actor=seeker, clock=TODAY)
    decline(match=ranked[3], reason="too_early", actor=seeker, clock=TODAY)

    count_quality(actor=system_actor("tests"), clock=TODAY)
    count_quality(actor=system_actor("tests"), clock=TODAY)

    found = QualityFigure.objects.get(field=None)
    assert (found.month, found.needs, found.proposed) == (date(2027, 3, 1), 1, 4)
    assert [(found.judged_1, found.fit_1), (found.judged_3, found.fit_3), (found.judged_10, found.fit_10)] == [
        (1, 1),
        (2, 1),
        (3, 1),
    ]


def test_small_numbers_are_left_out():
    QualityFigure.objects.create(
        month=date(2027, 3, 1), needs=20, proposed=40, judged_1=9, fit_1=9, judged_3=12, fit_3=10, judged_10=30,
        fit_10=15, connected=9, contracted=1, counted_at=TODAY.at,
    )  # fmt: skip

    [row] = published_quality(TODAY.at).rows

    assert (row.precision_1, row.precision_3, row.precision_10) == (None, Fraction(5, 6), Fraction(1, 2))
    assert (row.connected, row.conversion) == (None, None)


def test_rates_in_words():
    assert percent(rate(5, 6, 1)) == "83.3%"
    assert percent(rate(5, 6, 7)) == ""


def test_page_is_public_and_the_dashboard_is_not(client):
    sandbox_clock.freeze(TODAY.at)
    proposed()
    count_quality(actor=system_actor("tests"), clock=TODAY)

    public, refused = client.get("/matching-quality/"), client.get("/desk/matching-quality/")
    inside = signed_in(client, officer()).get("/desk/matching-quality/")

    assert "2027-03" in public.content.decode()
    assert public.context["inside"] is None
    assert refused.status_code == 302
    assert inside.context["inside"].silent == 0
