"""Random sampling: what is drawn can be recomputed, and nobody inspects his own."""

import re
import subprocess
import sys
from collections import Counter
from datetime import date
from json import dumps

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from marketplace.audit.commands import seal
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.reporting import commands
from marketplace.reporting.commands.sampling import published
from marketplace.reporting.drawing import Candidate, Case, Drawn, commit, draw, hash_lists, redraw
from marketplace.reporting.models import Sampling
from tests.accounts.factories import actor, exchange, officer, reviewer, verified
from tests.reporting.factories import MAY, offered
from tests.trading.factories import won_sale

SEED, BEACON = "5a" * 32, "0f" * 32
PEOPLE = [Candidate(f"U-{n}", f"O-{n % 4}", ("SW", "CQ", "CD", "")[n % 4], (f"O-{n % 4}",)) for n in range(12)]
DEALS = [Case(f"L-{n:03d}", ("SW", "CQ")[n % 2], (f"O-1{n}", "O-3")) for n in range(40)]


def drawn(seed=SEED, **fields) -> list[Drawn]:
    given = {
        "lists_sha256": "00" * 32,
        "beacon": BEACON,
        "cases": DEALS,
        "inspectors": PEOPLE,
        "size": 8,
        "per_case": 2,
    }
    return draw(seed=seed, **given | fields)


def test_same_inputs_give_the_same_draw_in_whatever_order_the_lists_come():
    assert drawn() == drawn(cases=DEALS[::-1], inspectors=PEOPLE[::-1])
    assert drawn() != drawn(seed="5b" * 32)
    assert drawn() != drawn(beacon="00" * 32)


@given(st.binary(min_size=32, max_size=32))
def test_nobody_inspects_his_own_exchange_or_organisation_and_work_is_even(seed):
    found = drawn(seed=seed.hex(), size=20)
    known, deals = {one.user: one for one in PEOPLE}, {one.listing: one for one in DEALS}

    assert len({one.listing for one in found}) == 20
    assert all(known[user].may_inspect(deals[one.listing]) for one in found for user in one.inspectors)
    assert all(len(set(one.inspectors)) == 2 for one in found)
    # Nobody of O-3, which is a party of every deal; the others take turns as far as conflicts allow.
    assert not {user for one in found for user in one.inspectors if known[user].organisation == "O-3"}
    work = Counter(user for one in found for user in one.inspectors)
    outside = [work[one.user] for one in PEOPLE if one.exchange == "CD"]
    assert max(outside) - min(outside) <= 1


def test_every_case_is_drawn_about_as_often():
    times = Counter(one.listing for n in range(2_000) for one in drawn(seed=f"{n:064x}", size=10, per_case=1))

    assert len(times) == 40
    assert max(abs(count - 500) for count in times.values()) < 100  # 5 standard deviations


def planned(**fields) -> Sampling:
    """Two deals of SW in April, and inspectors of CQ and of a supervisor."""
    for _n in range(2):
        won_sale(listing=offered())
    officer("CQ")
    actor(verified("supervisor"), ["supervisor"])
    given = {"title": "2027 年第二季度抽查", "exchange": "SW", "size": 1, "per_case": 2, "clock": MAY}
    given |= {"first_date": date(2027, 4, 1), "last_date": date(2027, 4, 30), "actor": officer()}
    return commands.plan_sampling(**given | fields)


@pytest.mark.django_db
def test_seed_is_hidden_until_the_draw_and_then_fits_its_hash():
    sampling = planned()
    assert (sampling.seed, published(sampling)["seed"]) == ("", "")
    with pytest.raises(Refused):
        commands.draw_sampling(sampling=sampling, actor=reviewer(), clock=MAY)
    seal()

    commands.draw_sampling(sampling=sampling, actor=reviewer(), clock=MAY)

    assert commit(sampling.seed) == sampling.commitment
    assert hash_lists(sampling.cases, sampling.inspectors) == sampling.lists_sha256
    [inspection] = sampling.inspections.all()
    assert [Drawn(inspection.listing.number, drawn_users(inspection))] == as_sets(redraw(published(sampling)))
    with pytest.raises(Refused):
        commands.draw_sampling(sampling=sampling, actor=reviewer(), clock=MAY)


def drawn_users(inspection):
    return tuple(sorted(one.user.number for one in inspection.inspectors.select_related("user")))


def as_sets(found):
    return [Drawn(one.listing, tuple(sorted(one.inspectors))) for one in found]


@pytest.mark.django_db
def test_program_of_the_documentation_finds_the_same(tmp_path):
    sampling = planned()
    seal()
    commands.draw_sampling(sampling=sampling, actor=reviewer(), clock=MAY)
    page = (settings.BASE_DIR / "docs" / "algorithms" / "sampling.md").read_text()
    (tmp_path / "redraw.py").write_text(re.search(r"```python\n(.*?)```", page, re.DOTALL)[1])
    (tmp_path / "data.json").write_text(dumps(published(sampling)))

    told = subprocess.run(
        [sys.executable, tmp_path / "redraw.py", tmp_path / "data.json"], capture_output=True, text=True, check=True
    )

    [one] = redraw(published(sampling))
    assert told.stdout.split() == [one.listing, *one.inspectors]


@pytest.mark.django_db
def test_planner_does_not_draw():
    both = actor(exchange("SW"), ["officer", "reviewer"])
    sampling = planned(actor=both)
    seal()

    with pytest.raises(Forbidden):
        commands.draw_sampling(sampling=sampling, actor=both, clock=MAY)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"size": 3}, "size"),
        ({"size": 0}, "size"),
        ({"per_case": 6}, "per_case"),
        ({"last_date": date(2027, 3, 1)}, "last_date"),
        ({"last_date": date(2027, 5, 7)}, "last_date"),
    ],
)
def test_plan_that_cannot_be_drawn_is_refused(fields, name):
    with pytest.raises(Invalid) as refused:
        planned(**fields)

    assert list(refused.value.fields) == [name]


@pytest.mark.django_db
def test_only_who_was_drawn_records_what_he_found():
    sampling = planned()
    seal()
    commands.draw_sampling(sampling=sampling, actor=reviewer(), clock=MAY)
    [inspection] = sampling.inspections.all()
    one = inspection.inspectors.select_related("user", "organisation").first()
    inspector = actor(one.organisation, [], user=one.user)
    told = {"inspection": inspection, "result": "none", "findings": "材料齐全", "clock": MAY}

    with pytest.raises(Forbidden):
        commands.record_inspection(actor=officer("CD"), **told)
    with pytest.raises(Invalid):
        commands.record_inspection(actor=inspector, **told | {"findings": ""})
    commands.record_inspection(actor=inspector, **told)

    assert (inspection.state, inspection.result) == ("recorded", "none")
    with pytest.raises(Refused):
        commands.record_inspection(actor=inspector, **told)
