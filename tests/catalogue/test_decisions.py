"""A unit records its decision and its public notice."""

from datetime import date
from typing import Any

import pytest

from marketplace.catalogue import commands, queries
from marketplace.catalogue.models import Decision, InHouseNotice
from marketplace.core.clock import frozen
from marketplace.core.errors import Forbidden, Invalid, Refused
from tests.catalogue.factories import TODAY, agent_of, listing, submitted_listing

pytestmark = pytest.mark.django_db
APRIL = frozen("2027-04-02T10:00:00")


def decided(**fields: Any) -> Decision:
    agent = fields.pop("by", None) or agent_of(None)
    about = fields.pop("about", None) or listing(lister=agent, price_mode="negotiated")
    given: dict[str, Any] = {
        "body": "示范大学校长办公会",
        "meeting": "2027 年第 4 次",
        "decided_date": date(2027, 2, 26),
        "route": "negotiated",
        "price_fen": 1_200_000_00,
        "deciders": ["示范校长", "示范处长"],
        "recusals": ["无须回避"],
        "valuation": "示范评字〔2027〕8 号",
        "clock": TODAY,
    }
    return commands.record_decision(listing=about, actor=agent, **given | fields)


def noticed(agent: Any, **fields: Any) -> InHouseNotice:
    about = listing(lister=agent, price_mode="negotiated")
    given: dict[str, Any] = {"name": about.title, "price_fen": 1_200_000_00, "place": "示范大学公告栏"}
    given |= {"published_date": date(2027, 3, 1), "clock": TODAY}
    return commands.post_in_house_notice(decision=decided(by=agent, about=about), actor=agent, **given | fields)


def test_only_the_unit_records_its_decision():
    with pytest.raises(Forbidden):
        decided(by=agent_of(None), about=listing())


def test_agreement_without_a_price_is_refused():
    with pytest.raises(Invalid, match="R-PRI-02"):
        decided(price_fen=None)


def test_who_withdrew_has_not_decided():
    with pytest.raises(Invalid) as refused:
        decided(recusals=["示范处长：系完成人"])

    assert list(refused.value.fields) == ["deciders"]


def test_decision_of_tomorrow_is_refused():
    with pytest.raises(Invalid):
        decided(decided_date=date(2027, 3, 2))


def test_notice_of_another_price_is_refused():
    with pytest.raises(Invalid) as refused:
        noticed(agent_of(None), price_fen=1_300_000_00)

    assert list(refused.value.fields) == ["price_fen"]


def test_signing_waits_for_the_notice_and_for_the_answer_to_an_objection():
    """S2, variant A."""
    agent = agent_of(None)
    notice = noticed(agent)
    about = notice.decision.listing
    assert queries.may_sign_from(about, APRIL.at) == date(2027, 3, 17)

    tenth, fifteenth = frozen("2027-03-10T15:00:00"), frozen("2027-03-15T15:00:00")
    said = {"raised_date": date(2027, 3, 10), "raised_by": "示范教授", "content": "价格偏低"}
    objection = commands.record_objection(notice=notice, actor=agent, clock=tenth, **said)
    assert queries.may_sign_from(about, tenth.at) is None

    answered = {"outcome": "unfounded", "resolved_date": date(2027, 3, 15), "handling": "评估依据充分"}
    commands.resolve_objection(objection=objection, actor=agent, clock=fifteenth, **answered)
    assert queries.may_sign_from(about, fifteenth.at) == date(2027, 3, 23)
    with pytest.raises(Refused):
        commands.resolve_objection(objection=objection, actor=agent, clock=fifteenth, **answered)


def test_upheld_objection_ends_the_notice_and_a_new_decision_starts_anew():
    """S2, variant B."""
    agent = agent_of(None)
    notice = noticed(agent)
    about = notice.decision.listing
    said = {"raised_date": date(2027, 3, 10), "raised_by": "示范教授", "content": "价格偏低"}
    objection = commands.record_objection(notice=notice, actor=agent, clock=frozen("2027-03-10T15:00:00"), **said)
    sixteenth = frozen("2027-03-16T15:00:00")
    answered = {"outcome": "upheld", "resolved_date": date(2027, 3, 15), "handling": "提高价格"}
    commands.resolve_objection(objection=objection, actor=agent, clock=sixteenth, **answered)
    assert queries.may_sign_from(about, APRIL.at) is None

    dearer = decided(by=agent, about=about, decided_date=date(2027, 3, 15), price_fen=1_300_000_00, clock=sixteenth)
    terms = {"name": "示范", "price_fen": 1_300_000_00, "place": "公告栏", "published_date": date(2027, 3, 16)}
    commands.post_in_house_notice(decision=dearer, actor=agent, clock=sixteenth, **terms)
    assert queries.may_sign_from(about, APRIL.at) == date(2027, 4, 1)
    with pytest.raises(Refused):
        commands.post_in_house_notice(decision=notice.decision, actor=agent, clock=sixteenth, **terms)


def test_objection_after_the_period_is_refused():
    agent = agent_of(None)
    said = {"raised_date": date(2027, 3, 17), "raised_by": "示范教授", "content": "价格偏低"}

    with pytest.raises(Invalid) as refused:
        commands.record_objection(notice=noticed(agent), actor=agent, clock=frozen("2027-03-18T15:00:00"), **said)

    assert list(refused.value.fields) == ["raised_date"]


def test_duty_of_care_names_what_is_missing():
    agent = agent_of(None)
    bare = submitted_listing(lister=agent, price_mode="negotiated")
    assert not any(check.done for check in queries.duty_of_care(bare, TODAY.at, {}))

    notice = noticed(agent)
    about = notice.decision.listing
    papers = {f"decision:{notice.decision.number}": 1, f"inhousenotice:{notice.number}": 1}
    lacking = [check.code for check in queries.duty_of_care(about, TODAY.at, papers) if not check.done]

    assert lacking == ["period"]
    assert all(check.done for check in queries.duty_of_care(about, APRIL.at, papers))
