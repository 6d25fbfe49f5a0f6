"""Organisations, members, tokens, jobs, keys."""

from datetime import date, timedelta

from accounts import commands as accounts
from accounts.commands import issue_token
from accounts.models import Authorisation, Claim, Invitation, Membership, Merger, NameChange, Organisation, Role
from marketplace.core.clock import frozen
from marketplace.jobs import commands as jobs
from tests.accounts.factories import authorise, reading, scan, scans, uscc, user, verified, with_papers
from tests.catalogue.factories import TODAY
from tests.guards.cast import Cast
from tests.guards.deeds.rows import Arguments, OfWhoTries, row


def own_in(cast: Cast, state: str) -> Organisation:
    """`own` in a state, with its papers and the reasons that states ask for."""
    Organisation.objects.filter(pk=cast.own.pk).update(
        state=state, return_reason="示范", suspension_reason="示范", verified_by="" if state != "suspended" else "SW"
    )
    if not cast.own.papers.exists():
        with_papers(cast.own)
    return Organisation.objects.get(pk=cast.own.pk)


paper = OfWhoTries(scan)


@row("accounts.register_organisation")
def register_organisation(cast: Cast) -> Arguments:
    return {"kind": "firm", "name": "示范新单位", "uscc": uscc(), "owner_category": "private", "clock": TODAY}


@row("accounts.register_person")
def register_person(cast: Cast) -> Arguments:
    return {"clock": TODAY}


@row("accounts.resubmit_organisation")
def resubmit_organisation(cast: Cast) -> Arguments:
    return {"organisation": own_in(cast, "returned"), "clock": TODAY, "name": "示范更名"}


@row("accounts.verify_organisation")
def verify_organisation(cast: Cast) -> Arguments:
    party = own_in(cast, "pending")
    return {"organisation": party, "reading": reading(party), "clock": TODAY}


@row("accounts.verify_organisation (its officer belongs to it)")
def verify_own_organisation(cast: Cast) -> Arguments:
    for role in ("SW.off", "CQ.off"):
        Membership.objects.create(user=cast[role].user, organisation=cast.own, role="agent", started_at=TODAY.at)
    return verify_organisation(cast)


@row("accounts.send_back_organisation")
def send_back_organisation(cast: Cast) -> Arguments:
    return {"organisation": own_in(cast, "pending"), "reason": "示范原因", "clock": TODAY}


@row("accounts.suspend_organisation")
def suspend_organisation(cast: Cast) -> Arguments:
    return {"organisation": cast.own, "reason": "示范原因"}


@row("accounts.reinstate_organisation")
def reinstate_organisation(cast: Cast) -> Arguments:
    return {"organisation": own_in(cast, "suspended")}


@row("accounts.open_exchange")
def open_exchange(cast: Cast) -> Arguments:
    return {"code": "NT", "name": "演示交易机构", "uscc": uscc(), "admin": user(), "clock": TODAY}


@row("accounts.act_for")
def act_for(cast: Cast) -> Arguments:
    return {"organisation": cast.own, "session": dict}


@row("accounts.submit_organisation")
def submit_organisation(cast: Cast) -> Arguments:
    return {"organisation": own_in(cast, "draft"), "clock": TODAY}


@row("accounts.hand_in_paper")
def hand_in_paper(cast: Cast) -> Arguments:
    return {"organisation": own_in(cast, "returned"), "piece": "licence", "file": paper, "clock": TODAY}


@row("accounts.invite_member")
def invite_member(cast: Cast) -> Arguments:
    return {"organisation": cast.own, "email": "guest@test.example", "role": Role.AGENT, "clock": TODAY}


def invited(cast: Cast, email: str = "guest@test.example") -> Invitation:
    return accounts.invite_member(
        organisation=cast.own, email=email, role=Role.FINANCE, actor=cast["own.adm"], clock=TODAY
    )


@row("accounts.accept_invitation")
def accept_invitation(cast: Cast) -> Arguments:
    assert cast["own.agt"].user
    return {"invitation": invited(cast, cast["own.agt"].user.email), "clock": TODAY}


@row("accounts.decline_invitation")
def decline_invitation(cast: Cast) -> Arguments:
    return accept_invitation(cast)


@row("accounts.withdraw_invitation")
def withdraw_invitation(cast: Cast) -> Arguments:
    return {"invitation": invited(cast)}


def sent_before(cast: Cast) -> Invitation:
    """One that was sent long enough ago to be sent again."""
    row = invited(cast)
    Invitation.objects.filter(pk=row.pk).update(sent_at=row.sent_at - timedelta(days=900))
    row.refresh_from_db()
    return row


@row("accounts.resend_invitation")
def resend_invitation(cast: Cast) -> Arguments:
    return {"invitation": invited(cast), "clock": frozen("2027-03-02T10:00:00")}


def mandate(cast: Cast, **fields: object) -> Authorisation:
    """One of the finance of `own`, that waits for an exchange."""
    assert cast["own.fin"].user
    waiting = {"state": "pending", "confirmed_by": "", "decided_by": None, "decided_at": None}
    return authorise(cast["own.fin"].user, cast.own, **waiting | fields)


@row("accounts.submit_authorisation")
def submit_authorisation(cast: Cast) -> Arguments:
    return {
        "organisation": cast.own,
        "user": cast["own.fin"].user,
        "scopes": ["pay"],
        "limit_fen": 100_00,
        "valid_from": TODAY.at.date(),
        "valid_to": date(2028, 12, 31),
        "paper": paper,
        "clock": TODAY,
    }


@row("accounts.confirm_authorisation")
def confirm_authorisation(cast: Cast) -> Arguments:
    return {"authorisation": mandate(cast), "clock": TODAY}


@row("accounts.confirm_authorisation (its officer belongs to the organisation)")
def confirm_own_authorisation(cast: Cast) -> Arguments:
    for role in ("SW.off", "CQ.off"):
        Membership.objects.create(user=cast[role].user, organisation=cast.own, role="agent", started_at=TODAY.at)
    return confirm_authorisation(cast)


@row("accounts.refuse_authorisation")
def refuse_authorisation(cast: Cast) -> Arguments:
    return {"authorisation": mandate(cast), "reason": "示范原因", "clock": TODAY}


@row("accounts.revoke_authorisation")
def revoke_authorisation(cast: Cast) -> Arguments:
    return {"authorisation": mandate(cast), "reason": "示范原因", "clock": TODAY}


@row("accounts.file_claim")
def file_claim(cast: Cast) -> Arguments:
    return {"uscc": cast.own.uscc, "statement": "管理员已离职", "papers": OfWhoTries(scans), "clock": TODAY}


def claimed(cast: Cast) -> Claim:
    """A claim of the agent of `own` to administer it."""
    acting = cast["own.agt"]
    return accounts.file_claim(
        uscc=cast.own.uscc, statement="管理员已离职", papers=scans(acting), actor=acting, clock=TODAY
    )


@row("accounts.withdraw_claim")
def withdraw_claim(cast: Cast) -> Arguments:
    return {"claim": claimed(cast)}


@row("accounts.settle_claim")
def settle_claim(cast: Cast) -> Arguments:
    return {"claim": claimed(cast), "outcome": "reject", "reasons": "示范理由", "clock": TODAY}


@row("accounts.rename_organisation")
def rename_organisation(cast: Cast) -> Arguments:
    return {"organisation": cast.own, "name": "示范新名称", "licence": paper, "clock": TODAY}


def renaming(cast: Cast) -> NameChange:
    acting = cast["own.adm"]
    return accounts.rename_organisation(
        organisation=cast.own, name="示范新名称", licence=scan(acting), actor=acting, clock=TODAY
    )


@row("accounts.confirm_rename")
def confirm_rename(cast: Cast) -> Arguments:
    return {
        "change": renaming(cast),
        "licence_name": "示范新名称",
        "licence_uscc": cast.own.uscc,
        "clock": TODAY,
    }


@row("accounts.refuse_rename")
def refuse_rename(cast: Cast) -> Arguments:
    return {"change": renaming(cast), "reason": "示范原因", "clock": TODAY}


@row("accounts.merge_organisations")
def merge_organisations(cast: Cast) -> Arguments:
    return {
        "absorbed": cast.own,
        "successor": cast.stranger,
        "reasons": "示范依据",
        "paper": paper,
        "clock": TODAY,
    }


def merging(cast: Cast) -> Merger:
    """`own` into a third, proposed by the officer who did the step before."""
    acting = cast["SW.did"]
    return accounts.merge_organisations(
        absorbed=cast.own,
        successor=verified(),
        reasons="示范依据",
        paper=scan(acting),
        actor=acting,
        clock=TODAY,
    )


@row("accounts.approve_merger")
def approve_merger(cast: Cast) -> Arguments:
    return {"merger": merging(cast), "clock": TODAY}


@row("accounts.reject_merger")
def reject_merger(cast: Cast) -> Arguments:
    return {"merger": merging(cast), "reason": "示范原因", "clock": TODAY}


@row("accounts.end_membership")
def end_membership(cast: Cast) -> Arguments:
    return {"membership": Membership.objects.get(user=cast["own.fin"].user), "clock": TODAY}


@row("accounts.issue_token")
def issue_a_token(cast: Cast) -> Arguments:
    return {"label": "示范程序"}


@row("accounts.revoke_token")
def revoke_token(cast: Cast) -> Arguments:
    return {"token": issue_token(label="示范程序", actor=cast["own.agt"]).token}


@row("jobs.cancel")
def cancel(cast: Cast) -> Arguments:
    return {"job": jobs.enqueue(kind="tests.work", title="示范任务", actor=cast["own.agt"])}


@row("jobs.cancel (of the market itself)")
def cancel_of_the_market(cast: Cast) -> Arguments:
    return {"job": jobs.enqueue(kind="tests.work", title="示范任务", actor=cast["system"])}


@row("keys.rotate")
def rotate(cast: Cast) -> Arguments:
    return {"clock": TODAY}
