"""The pages of calls, threads and engagements, and what else shows commissioned work, in a browser, in both languages and widths."""

import os
from pathlib import Path

import pytest

from marketplace.commissioning import commands
from marketplace.core import sandbox_clock
from marketplace.core.clock import frozen
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.commissioning.factories import (
    DUE,
    SWEEP,
    accepted,
    agreed,
    engaged,
    handed_in,
    need_offer,
    paid,
    posted,
    poster_of,
    proposer_of,
    published,
    ranked,
    settled,
    signed,
    supplier_of,
    terminated,
    thread,
)
from tests.portal.browsing import sign_in
from tests.proceeds.factories import agreed as agreed_team
from tests.proceeds.factories import rule
from tests.support.browser import fits_the_screen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TODAY = frozen("2027-07-02T10:00:00")


@pytest.fixture
def world(settings, tmp_path):
    """A call without consensus that is ranked, one that takes solutions, a thread with an offer, work that is signed, and some that has ended."""
    settings.MEDIA_ROOT = tmp_path / "media"
    sandbox_clock.freeze(TODAY.at)
    call = published(mode="minority", budget_fen=600_000_00)
    solutions = [handed_in(call, yuan) for yuan in (300_000, 280_000, 320_000)]
    ranked(commands.open_solutions(call=call, actor=SWEEP, clock=DUE))
    taking = published(due_at=frozen("2027-08-01T17:00:00").at)
    talking = thread()
    need_offer(talking)
    agreed()
    unit = actor(verified("university", region_code="510107", name="示范大学"))
    client = actor(verified(region_code="500112", name="示范新材料有限公司", home_exchange="SW"))
    work = signed(engaged(posted(client), by=unit))
    running = signed(engaged(by=unit))
    paid(running.payments.get())
    first = settled(accepted(paid(work.payments.get())))
    rule(unit.organisation, kind="work", main_bp=0)
    agreed_team(work, unit.organisation)
    terminated(work)
    other = signed(engaged(by=unit))
    settled(accepted(paid(other.payments.get())))
    terminated(other)
    return {
        poster_of(call): [f"calls/{call.number}/", f"solutions/{solutions[0].number}/", "calls/?mode=minority"],
        proposer_of(solutions[0]): ["solutions/", f"calls/{taking.number}/", f"calls/{taking.number}/hand-in/"],
        supplier_of(talking): ["threads/", f"threads/{talking.number}/"],
        client: [f"engagements/{work.number}/", f"needs/{work.need.number}/offers/"],
        unit: [
            "engagements/",
            f"engagements/{running.number}/",
            f"engagements/{work.number}/",
            f"registry/new/?deed={running.deed.number}",
            f"proceeds/deals/{first.number}/distribute/",
            f"proceeds/teams/new/?listing={work.number}",
            "conversion/?year=2027",
            "statistics/?year=2027",
        ],
        officer("SW"): [f"engagements/{other.number}/"],
        reviewer("SW"): [f"engagements/{work.number}/#documents"],
    }


def keep(page, name):
    """A picture for who asks for one."""
    folder = os.environ.get("PICTURES")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_fit_a_phone(phone, live_server, world, language):
    for place, (who, addresses) in enumerate(world.items()):
        sign_in(phone, live_server.url, who, language)
        for address in addresses:
            phone.goto(f"{live_server.url}/{address}")
            keep(phone, f"phone-{language}-{place}-{address.partition('?')[0].replace('/', '_')}")
            assert fits_the_screen(phone), address


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_stand_on_a_desk(page, live_server, world, language):
    for place, (who, addresses) in enumerate(world.items()):
        sign_in(page, live_server.url, who, language)
        for address in addresses:
            page.goto(f"{live_server.url}/{address}")
            keep(page, f"desk-{language}-{place}-{address.partition('?')[0].replace('/', '_')}")
            assert fits_the_screen(page), address
