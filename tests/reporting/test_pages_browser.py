"""The pages of supervision and of a unit's duty of care, in a browser, in both languages and widths."""

import os
from datetime import date
from pathlib import Path

import pytest

from accounts.actor import system_actor
from marketplace.audit.commands import seal
from marketplace.catalogue import commands as catalogue
from marketplace.core import sandbox_clock
from marketplace.reporting import commands
from marketplace.reporting.abnormal import Finding
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.catalogue.factories import published_listing
from tests.portal.browsing import sign_in
from tests.reporting.factories import MAY, buyer, certified_sale, filed, offered
from tests.support.browser import fits_the_screen
from tests.trading.factories import AFTER

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world(settings, tmp_path):
    """A month with deals, its return, a warning, an instruction, a draw, and a unit with its decision and pack."""
    settings.MEDIA_ROOT = tmp_path / "media"
    sandbox_clock.freeze(MAY.at)
    unit = actor(verified("university", region_code="510107", name="示范大学"))
    negotiated = published_listing(lister=unit, price_mode="negotiated")
    certified_sale(listing=published_listing(lister=unit), winner=buyer("500112"))
    certified_sale(listing=offered("500112", exchange="CQ"), winner=buyer("510700"))
    found = filed()
    supervisor = actor(verified("supervisor", name="示范市科技局"), ["supervisor"])
    halted = offered()
    for _n in range(2):
        catalogue.suspend_listing(listing=halted, reasons="示范中止", actor=officer(), clock=AFTER)
        catalogue.resume_listing(listing=halted, actor=officer(), clock=AFTER)
    facts = {"sales": ["S-2027-000001", "S-2027-000002"], "sum_fen": 185_000_000, "threshold_fen": 100_000_000}
    raised = {"findings": [Finding("R-SUP-05", facts)], "subject": "sale:S-2027-000001", "listing": halted}
    [alert] = commands.raise_alerts(actor=system_actor("reporting.watch"), clock=MAY, **raised)
    commands.instruct(
        subject=halted,
        exchanges=[],
        legal_basis="示范条例第八条",
        reason="接到举报，须先查明权属",
        actor=supervisor,
        clock=AFTER,
    )
    sampling = commands.plan_sampling(
        title="2027 年第二季度抽查", exchange="", first_date=date(2027, 4, 1), last_date=date(2027, 4, 30), size=2, per_case=1,
        actor=officer(), clock=MAY,
    )  # fmt: skip
    seal()
    commands.draw_sampling(sampling=sampling, actor=reviewer(), clock=MAY)
    decision = catalogue.record_decision(
        listing=negotiated, body="校长办公会", meeting="2027 年第 4 次", decided_date=date(2027, 4, 20), route="negotiated",
        price_fen=1_200_000_00, deciders=["示范校长", "示范处长"], recusals=["示范教授：系完成人"], valuation="示范评字〔2027〕8 号",
        actor=unit, clock=MAY,
    )  # fmt: skip
    notice = catalogue.post_in_house_notice(
        decision=decision, name=negotiated.title, price_fen=1_200_000_00, place="示范大学公告栏",
        published_date=date(2027, 4, 25), actor=unit, clock=MAY,
    )  # fmt: skip
    catalogue.record_objection(
        notice=notice, raised_date=date(2027, 5, 4), raised_by="示范教授", content="价格偏低", actor=unit, clock=MAY
    )
    pack = commands.order_pack(listing=negotiated, actor=unit, clock=MAY)
    commands.build_pack(pack=pack, clock=MAY)
    return {
        supervisor: [
            "supervision/",
            "supervision/returns/",
            f"supervision/returns/{found.number}/?by=seller_region",
            f"supervision/returns/{found.number}/cases/?indicator=sold",
            "supervision/alerts/",
            f"supervision/alerts/{alert.number}/",
            "supervision/instructions/",
            "supervision/instructions/new/",
            "supervision/looks/",
            f"samplings/{sampling.number}/",
        ],
        officer(): ["supervision/returns/", "supervision/instructions/", "samplings/new/"],
        unit: [
            f"listings/{negotiated.number}/duty/",
            f"listings/{negotiated.number}/duty/decision/",
            f"packs/{pack.number}/",
            "packs/check/",
            "conversion/?year=2027",
        ],
    }


def keep(page, name):
    """A picture for who asks for one."""
    folder = os.environ.get("PICTURES")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_fit_a_phone(phone, live_server, world, language):
    for who, addresses in world.items():
        sign_in(phone, live_server.url, who, language)
        for address in addresses:
            phone.goto(f"{live_server.url}/{address}")
            keep(phone, f"phone-{language}-{address.partition('?')[0].replace('/', '_')}")
            assert fits_the_screen(phone), address


def test_pages_stand_on_a_desk(page, live_server, world):
    for who, addresses in world.items():
        sign_in(page, live_server.url, who)
        for address in addresses:
            page.goto(f"{live_server.url}/{address}")
            keep(page, f"desk-{address.partition('?')[0].replace('/', '_')}")
            assert fits_the_screen(page), address
