"""The pages of rules, custody and technology managers in a browser, wide and narrow."""

import pytest

from marketplace.agency.models import CustodyAgreement
from tests.accounts.factories import actor
from tests.agency.factories import custody, practitioner
from tests.portal.browsing import sign_in
from tests.rulebook.factories import load_2027
from tests.rulebook.test_consultation import published
from tests.support.browser import fits_the_screen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_fit_both_screens(page, phone, live_server, sandbox_at, language):
    sandbox_at("2027-03-01T10:00:00")
    load_2027()
    version, agreement, row = published(), custody(), practitioner()
    reader = actor(CustodyAgreement.objects.get(pk=agreement.pk).owner)
    addresses = [
        "/rules/",
        f"/rules/{version.number}/",
        "/rules/families/trading/",
        "/capabilities/",
        "/agreements/",
        "/calendar/?start=2027-03-22&count=10&unit=working_days",
        f"/custody/{agreement.number}/",
        "/custody/new/",
        f"/practitioners/{row.number}/",
        "/practitioners/",
    ]

    wide = []
    for name, seen in (("wide", page), ("narrow", phone)):
        sign_in(seen, live_server.url, reader, language)
        for address in addresses:
            seen.goto(address)
            if not fits_the_screen(seen):
                wide.append(f"{name} {address}")

    assert wide == []
