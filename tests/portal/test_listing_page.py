from datetime import date

import pytest

from marketplace.catalogue.models import Listing
from tests.accounts.factories import actor, officer
from tests.catalogue.factories import (
    accepted_listing,
    agent_of,
    listing,
    need,
    owner,
    patent,
    published_listing,
    submitted_listing,
)
from tests.desk.cases import applied_case
from tests.portal.support import signed_in
from tests.trading.factories import sale

pytestmark = pytest.mark.django_db
REVIEWED = date(2026, 2, 1)  # pages act at market time, which is real time in tests


def state_of(found):
    return Listing.objects.get(pk=found.pk).state


def test_parties_and_exchange_are_led_to_the_case(client):
    case = applied_case(lister=(lister := agent_of(None)))
    page = f"/listings/{case.listing.number}/"

    shown = [signed_in(client, who).get(page).content.decode() for who in (lister, officer("SW"))]

    assert [f'href="/cases/{case.number}/"' in html for html in shown] == [True, True]


def test_other_exchange_does_not_find_what_was_not_handed_to_it(client):
    submitted = submitted_listing()
    signed_in(client, officer("CQ"))

    assert client.get(f"/listings/{submitted.number}/").status_code == 404


def test_draft_is_seen_by_its_lister_alone(client):
    lister = agent_of(None)
    draft = listing(lister=lister)

    assert signed_in(client, lister).get(f"/listings/{draft.number}/").status_code == 200
    assert signed_in(client, actor()).get(f"/listings/{draft.number}/").status_code == 404
    assert signed_in(client, None).get(f"/listings/{draft.number}/").status_code == 404


def test_stranger_who_acts_is_asked_to_sign_in(client):
    offered = published_listing()

    answer = client.post(f"/listings/{offered.number}/withdraw/", {"reasons": "示范"})

    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/login/")
    assert state_of(offered) == "published"


def test_name_of_a_trade_secret_is_shown_to_its_parties_only(client):
    lister = agent_of(None)
    secret = {"kind": "trade_secret", "title": "催化剂配比参数", "number": "", "note": "封存于保密柜"}
    offered = published_listing(lister=lister, rights=[patent(), patent(**secret, filing_date=None)])

    public = signed_in(client, None).get(f"/listings/{offered.number}/").content.decode()
    inside = signed_in(client, lister).get(f"/listings/{offered.number}/").content.decode()

    assert ("催化剂配比参数" in public, "封存于保密柜" in public) == (False, False)
    assert ("催化剂配比参数" in inside, "封存于保密柜" in inside) == (True, True)


def test_co_owner_agrees_and_the_officer_records_a_consent_on_paper(client):
    lister, other = agent_of(None), agent_of(None)
    shares = [owner(lister.organisation, "1/2"), owner(other.organisation, "1/4"), owner("示范自然人", "1/4")]
    shared = accepted_listing(lister=lister, owners=shares, secrecy_reviewed_date=REVIEWED)

    signed_in(client, other).post(f"/listings/{shared.number}/consent/")
    staff = signed_in(client, officer("SW"))
    staff.post(
        f"/listings/{shared.number}/owners/{shared.ownerships.get(name='示范自然人').position}/consent/",
        {"evidence": "同意书，2027-02-20"},
    )

    assert not shared.ownerships.exclude(organisation=lister.organisation).filter(consented_at=None).exists()


def test_road_shows_where_a_listing_stands(client):
    submitted = submitted_listing(lister=(lister := agent_of(None)))

    page = signed_in(client, lister).get(f"/listings/{submitted.number}/").context["page"]

    assert [(step.name, step.state) for step in page.road] == [
        ("提交", "done"),
        ("受理", "now"),
        ("挂牌", "todo"),
        ("竞价", "todo"),
        ("签约", "todo"),
        ("结算", "todo"),
        ("鉴证", "todo"),
    ]


def test_need_is_closed_by_its_organisation_alone(client):
    seeker = actor()
    wanted = need(seeker=seeker)

    refused = signed_in(client, actor()).post(f"/needs/{wanted.number}/close/")
    signed_in(client, seeker).post(f"/needs/{wanted.number}/close/", {"reason": "已有方案"})

    wanted.refresh_from_db()
    assert refused.status_code == 403
    assert (wanted.state, wanted.close_reason) == ("closed", "已有方案")


def test_lister_is_led_to_announce_a_sale_until_there_is_one(client):
    lister = agent_of(None)
    offered = published_listing(lister=lister)
    announce = f"/listings/{offered.number}/sale/new/"

    before = signed_in(client, lister).get(f"/listings/{offered.number}/").content.decode()
    sale(listing=offered)
    after = client.get(f"/listings/{offered.number}/").content.decode()

    assert (announce in before, announce in after) == (True, False)
    assert "进入竞价" in after


def test_officer_is_told_which_consent_is_missing(client):
    lister = agent_of(None)
    shared = accepted_listing(lister=lister, owners=[owner(lister.organisation, "1/2"), owner("示范自然人", "1/2")])

    page = signed_in(client, officer("SW")).get(f"/listings/{shared.number}/").content.decode()

    assert "暂不能挂牌（规则 R-CON-06）" in page
