"""Agreements between the sides, and which one a shared function cites (S21, R-SEC-02)."""

from datetime import date

import pytest

from marketplace.core.clock import frozen
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.rulebook.commands import confirm_agreement, end_agreement, enter_agreement
from marketplace.rulebook.models import Agreement, Function
from marketplace.rulebook.queries import agreement_for
from tests.accounts.factories import actor, officer, reviewer, user

pytestmark = pytest.mark.django_db
CLOCK = frozen("2027-03-01T10:00:00")


def entered(**fields):
    terms = {
        "title_zh": "示范专家共享协议",
        "title_en": "Demo agreement on experts",
        "parties_zh": "示范甲方、示范乙方",
        "parties_en": "Demo A, Demo B",
        "functions": ["expert_sharing"],
        "source": "示范文件",
        "signed_date": date(2027, 1, 5),
    }
    return enter_agreement(**{**terms, "actor": officer(), "clock": CLOCK, **fields})


def test_four_agreements_are_known_from_the_paper_only():
    known = Agreement.objects.filter(state="paper")

    assert sorted(row.title_zh for row in known) == [
        "协同推进科技成果转化专项合作协议",
        "成渝地区知识产权公共服务共建共享方案",
        "科技专家库开放共享合作协议",
        "科技资源共享合作协议",
    ]
    assert {row.signed_date for row in known} == {None}


@pytest.mark.parametrize("function", Function.values)
def test_every_shared_function_cites_an_agreement(function):
    assert agreement_for(function)


def test_joint_controllers_have_a_model_text_and_nothing_signed():
    assert agreement_for("data_sharing").state == "model"


def test_agreement_whose_text_was_compared_comes_before_the_paper():
    agreement = entered()
    before = agreement_for("expert_sharing")

    confirm_agreement(agreement=agreement, actor=reviewer(), clock=CLOCK)

    assert (before.state, agreement_for("expert_sharing")) == ("paper", agreement)


def test_agreement_whose_term_has_passed_is_not_cited():
    agreement = entered(ends_date=date(2027, 6, 30))
    confirm_agreement(agreement=agreement, actor=reviewer(), clock=CLOCK)

    cited = [agreement_for("expert_sharing", date(2027, month, 1)).state for month in (6, 7)]

    assert cited == ["confirmed", "paper"]


def test_who_entered_it_may_not_confirm_it():
    person = user()
    agreement = entered(actor=officer("SW", user=person))

    with pytest.raises(Forbidden, match="录入人以外"):
        confirm_agreement(agreement=agreement, actor=reviewer("SW", user=person), clock=CLOCK)


def test_ended_agreement_is_cited_no_more():
    agreement = agreement_for("data_sharing")

    with pytest.raises(Invalid, match="原因"):
        end_agreement(agreement=agreement, reason="", actor=reviewer(), clock=CLOCK)
    end_agreement(agreement=agreement, reason="示范更换文本", actor=reviewer(), clock=CLOCK)

    assert agreement_for("data_sharing") is None
    with pytest.raises(Refused):
        end_agreement(agreement=agreement, reason="again", actor=reviewer(), clock=CLOCK)


@pytest.mark.parametrize(
    "fields", [{"functions": []}, {"functions": ["everything"]}, {"source": " "}, {"ends_date": date(2026, 1, 1)}]
)
def test_incomplete_agreement_is_invalid(fields):
    with pytest.raises(Invalid):
        entered(**fields)


def test_firm_enters_no_agreement():
    with pytest.raises(Forbidden):
        entered(actor=actor())
