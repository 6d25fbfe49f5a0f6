"""What moves on the pages of the catalogue, in a real browser."""

import pytest
from django.test import Client

from marketplace.catalogue.models import Listing
from tests.catalogue.factories import agent_of, patent_number

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=["page", "phone"])
def visitor(request, live_server):
    """A signed-in agent's browser, wide or narrow, and for whom it acts."""
    acting, browser = agent_of(None), request.getfixturevalue(request.param)
    client = Client()
    client.force_login(acting.user)
    browser.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    return browser


def test_right_is_added_while_what_was_written_stays(visitor):
    first, second = patent_number(), patent_number()
    visitor.goto("/listings/new/")
    visitor.fill("#id_title", "自适应打磨")
    visitor.fill("#id_rights-0-number", first)

    visitor.click("button[name=add][value=rights]")
    visitor.fill("#id_rights-1-number", second)
    visitor.click("button[name=act][value=save]")
    visitor.wait_for_url("**/edit/")

    made = Listing.objects.get()
    assert made.title == "自适应打磨"
    assert list(made.rights.order_by("position").values_list("number", flat=True)) == [first, second]


@pytest.mark.parametrize("path", ["/listings/new/", "/needs/new/", "/imports/"])
def test_page_fits_its_width(visitor, path):
    visitor.goto(path)

    assert visitor.evaluate("document.documentElement.scrollWidth <= innerWidth")
