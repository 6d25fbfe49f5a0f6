"""Drafting, proposing, agreeing, declaring and signing."""

from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction

from marketplace.contracts import commands, signing
from marketplace.contracts.models import DeedSignature, DeedVersion
from marketplace.contracts.queries.reading import statement_of
from marketplace.core.errors import Forbidden, Invalid, Refused
from tests.accounts.factories import actor, officer, verified
from tests.contracts.factories import (
    DRAFTED,
    PATENT,
    SIGNED,
    SWEEP,
    client,
    drafted,
    in_force,
    proposed,
    provider,
    text,
)

pytestmark = pytest.mark.django_db
GRANT_BACK = {"other": "乙方对技术的改进成果应无偿提供给甲方。"}


def agree(version: DeedVersion, **fields):
    return commands.agree_version(
        version=version, points=(), **{"actor": provider(version.deed), "clock": DRAFTED} | fields
    )


def sign(deed, side, **fields):
    who = provider(deed) if side == "provider" else client(deed)
    return commands.sign_deed(deed=deed, side=side, **{"actor": who, "clock": SIGNED} | fields)


def test_untouched_draft_is_signed_at_once():
    deed = in_force()

    assert (deed.state, deed.effective_at) == ("in_force", SIGNED.at)
    assert [(one.position, one.due_at.isoformat()) for one in deed.milestones.all()] == [
        (1, "2027-05-03T16:00:00+00:00")
    ]
    assert [(one.right_number, one.act, one.state) for one in deed.steps.all()] == [
        (PATENT.patent_number, "transfer", "waiting")
    ]


def test_signature_is_checked_again():
    deed = in_force()

    for signature in deed.current.signatures.all():
        adapter = signing.adapter(signature.method)
        assert adapter.check(statement_of(signature), signature.evidence).holds
        other = replace(statement_of(signature), sha256="0" * 64)
        assert not adapter.check(other, signature.evidence).holds


def test_faulty_text_is_refused_at_its_fields():
    with pytest.raises(Invalid) as refused:
        drafted(text(patents=()))

    assert (list(refused.value.fields), refused.value.rule) == (["patents"], "R-CON-03")


def test_other_side_accepts_a_version_and_it_is_the_text_to_sign():
    deed = drafted()
    version = proposed(deed, {"improvements": "改进成果由双方共有。"})

    agree(version)

    deed.refresh_from_db()
    assert (deed.current, deed.current.position, version.state) == (version, 2, "accepted")
    with pytest.raises(Refused) as refused:
        sign(deed, "provider", sha256=deed.versions.get(position=1).sha256)
    assert refused.value.code == "text_changed"


@pytest.mark.parametrize(
    ("clauses", "parts", "field"),
    [
        ({"subject": "另一标的"}, {}, "clauses.subject"),
        ({"payment": "一年后付款。"}, {}, "clauses.payment"),
        ({}, {"price_fen": 1_00}, "price_fen"),
        ({}, {"patents": (PATENT, PATENT)}, "patents"),
        ({}, {"subtype": "application"}, "subtype"),
    ],
)
def test_announced_terms_and_price_are_nobodys_to_change(clauses, parts, field):
    deed = drafted()

    with pytest.raises(Invalid) as refused:
        proposed(deed, clauses, **parts)

    assert (list(refused.value.fields), refused.value.rule) == ([field], "R-SET-03")


def test_database_keeps_what_was_announced():
    deed = drafted()
    told = deed.current.content.with_clauses(subject="另一标的").plain()
    cheaper = replace(deed.current.content, price_fen=1).plain()

    for other in (told, cheaper):
        with pytest.raises(DatabaseError), transaction.atomic():
            DeedVersion.objects.create(
                deed=deed, position=2, state="accepted", subtype="patent", text=other, sha256="0", proposed_at=SIGNED.at
            )
    deed.announced = {}
    with pytest.raises(DatabaseError), transaction.atomic():
        deed.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        DeedVersion.objects.filter(deed=deed).update(text=told)


def test_managed_clause_is_drawn_up_anew_until_somebody_signs():
    deed = drafted()
    version = proposed(deed, {"improvements": "改进成果由双方共有。"})
    agree(version)

    commands.redraft(deed=deed, clauses={"payment": "分两期支付。"}, actor=SWEEP, clock=DRAFTED)

    clauses = deed.current.text["clauses"]
    assert (clauses["payment"], clauses["improvements"]) == ("分两期支付。", "改进成果由双方共有。")
    sign(deed, "provider")
    with pytest.raises(Refused) as refused:
        commands.redraft(deed=deed, clauses={"payment": "分三期支付。"}, actor=SWEEP, clock=SIGNED)
    assert refused.value.code == "signed_already"


def test_proposal_waits_for_the_other_side_alone():
    deed = drafted()
    version = proposed(deed, {"breach": "违约金为价款的百分之十。"})

    with pytest.raises(Forbidden):
        agree(version, actor=client(deed))
    with pytest.raises(Forbidden):
        agree(version, actor=actor(verified()))
    with pytest.raises(Refused) as refused:
        sign(deed, "provider")
    assert refused.value.code == "version_waits"
    with pytest.raises(Refused):
        proposed(deed, {"breach": "另一版本。"})
    commands.decline_version(version=version, answer="过高", actor=provider(deed), clock=DRAFTED)
    assert sign(deed, "provider").sha256 == deed.current.sha256


def test_nothing_is_proposed_after_a_signature():
    deed = drafted()
    sign(deed, "provider")

    with pytest.raises(Refused) as refused:
        proposed(deed, {"breach": "违约金。"})

    assert (refused.value.rule, refused.value.code) == ("R-SET-03", "signed_already")


def test_words_that_may_monopolise_stop_the_signature_until_the_other_side_answers():
    deed = drafted()
    agree(proposed(deed, GRANT_BACK))
    deed.refresh_from_db()
    flag = deed.current.flags.get()

    with pytest.raises(Refused) as refused:
        sign(deed, "provider")
    assert (refused.value.rule, refused.value.code) == ("R-CON-11", "flag_waits")
    with pytest.raises(DatabaseError), transaction.atomic():
        DeedSignature.objects.create(
            version=deed.current,
            side="provider",
            organisation=deed.provider,
            signed_by=provider(deed).user,
            signed_at=SIGNED.at,
            method="market",
            sha256=deed.current.sha256,
            evidence="x",
        )
    answer = {"flag": flag, "lawful": True, "answer": "双方互惠", "clock": DRAFTED}
    with pytest.raises(Forbidden):
        commands.answer_flag(actor=client(deed), **answer)
    commands.answer_flag(actor=provider(deed), **answer)
    sign(deed, "provider")
    sign(deed, "client")
    deed.refresh_from_db()
    assert deed.state == "in_force"


def test_clause_that_must_be_changed_is_cleared_by_the_venue_alone():
    deed = drafted()
    agree(proposed(deed, GRANT_BACK))
    flag = deed.versions.get(position=2).flags.get()
    commands.answer_flag(flag=flag, lawful=False, answer="无对价", actor=provider(deed), clock=DRAFTED)

    with pytest.raises(Refused):
        commands.answer_flag(flag=flag, lawful=True, answer="算了", actor=provider(deed), clock=DRAFTED)
    cleared = commands.answer_flag(flag=flag, lawful=True, answer="有对价", actor=officer("SW"), clock=DRAFTED)

    assert (cleared.state, cleared.answered_for) == ("cleared", "venue")


def test_cleared_words_stay_cleared_in_the_next_version():
    deed = drafted()
    agree(proposed(deed, GRANT_BACK))
    flag = deed.versions.get(position=2).flags.get()
    commands.answer_flag(flag=flag, lawful=True, answer="双方互惠", actor=provider(deed), clock=DRAFTED)
    deed.refresh_from_db()

    version = proposed(deed, {"breach": "违约金。"})

    assert [(one.state, one.answer) for one in version.flags.all()] == [("cleared", "双方互惠")]


def test_kind_that_a_side_ticks_waits_for_the_other():
    deed = drafted()
    commands.declare_points(version=deed.current, points=["tying"], actor=client(deed), clock=DRAFTED)

    with pytest.raises(Refused):
        sign(deed, "client")
    flag = deed.current.flags.get()
    assert (flag.source, flag.side) == ("side", "client")
    with pytest.raises(Invalid):
        commands.declare_points(version=deed.current, points=["theft"], actor=client(deed), clock=DRAFTED)


def test_supplement_changes_a_contract_in_force_once_both_have_signed():
    deed = in_force()
    version = proposed(deed, {"confidentiality": "保密期限为五年。"})
    agree(version)
    commands.sign_supplement(version=version, actor=client(deed), clock=SIGNED)
    deed.refresh_from_db()
    assert deed.current.position == 1

    commands.sign_supplement(version=version, actor=provider(deed), clock=SIGNED)

    deed.refresh_from_db()
    assert (version.supplement, deed.current) == (True, version)
    with pytest.raises(Invalid) as refused:
        proposed(deed, {"subject": "另一标的"})
    assert refused.value.rule == "R-SET-03"
