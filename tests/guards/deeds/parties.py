"""Organisations, members, tokens, jobs, keys."""

from accounts.commands import issue_token
from accounts.models import Membership, Organisation, Role
from marketplace.jobs import commands as jobs
from tests.accounts.factories import uscc, user
from tests.catalogue.factories import TODAY
from tests.guards.cast import Cast
from tests.guards.deeds.rows import Arguments, row


def own_in(cast: Cast, state: str) -> Organisation:
    """`own` in a state, with the reasons that states ask for."""
    Organisation.objects.filter(pk=cast.own.pk).update(state=state, return_reason="示范", suspension_reason="示范")
    return Organisation.objects.get(pk=cast.own.pk)


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
    return {"organisation": own_in(cast, "pending"), "clock": TODAY}


@row("accounts.verify_organisation (its officer belongs to it)")
def verify_own_organisation(cast: Cast) -> Arguments:
    for role in ("SW.off", "CQ.off"):
        Membership.objects.create(user=cast[role].user, organisation=cast.own, role="agent", started_at=TODAY.at)
    return verify_organisation(cast)


@row("accounts.send_back_organisation")
def send_back_organisation(cast: Cast) -> Arguments:
    return {"organisation": own_in(cast, "pending"), "reason": "示范原因"}


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


@row("accounts.add_member")
def add_member(cast: Cast) -> Arguments:
    return {"organisation": cast.own, "user": user(), "role": Role.AGENT, "clock": TODAY}


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
