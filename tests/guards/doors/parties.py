"""Oneself, organisations, members, tokens, jobs."""

from dataclasses import asdict

from accounts.models import Kind, Membership, Role
from marketplace.jobs.commands import enqueue
from tests.accounts.factories import organisation, reading, uscc
from tests.guards.cast import Cast
from tests.guards.deeds import parties as deeds
from tests.guards.doors.rows import Call, door


def about(cast: Cast, **fields: object) -> Call:
    return Call({"number": cast.own.number}, **fields)


@door("GET me")
def me(cast: Cast) -> Call:
    return Call()


@door("PUT me/organisation")
def choose(cast: Cast) -> Call:
    return Call(body={"number": cast.own.number})


@door("POST me/person")
def person(cast: Cast) -> Call:
    return Call(body={})


@door("GET organisations")
def organisations(cast: Cast) -> Call:
    return Call(finds=cast.own.number)


@door("GET organisations (one that waits)")
def organisations_waiting(cast: Cast) -> Call:
    return Call(finds=deeds.own_in(cast, "pending").number)


@door("POST organisations")
def register(cast: Cast) -> Call:
    return Call(body={"kind": "firm", "name": "示范新单位", "uscc": uscc(), "owner_category": "private"})


@door("GET organisations/<number>")
def one(cast: Cast) -> Call:
    return about(cast)


@door("GET organisations/<number> (one that waits)")
def one_waiting(cast: Cast) -> Call:
    deeds.own_in(cast, "pending")
    return about(cast)


@door("GET organisations/<number> (a natural person)")
def natural_person(cast: Cast) -> Call:
    party = organisation(Kind.PERSON, state="verified", verified_by="SW", verified_at=cast.own.verified_at)
    Membership.objects.create(
        user=cast["own.agt"].user, organisation=party, role=Role.ADMIN, started_at=cast.own.verified_at
    )
    return Call({"number": party.number})


@door("POST organisations/<number>/verification")
def verification(cast: Cast) -> Call:
    party = deeds.own_in(cast, "pending")
    read = asdict(reading(party)) | {"identity_valid_to": None, "licence_valid_to": None}
    return about(cast, body=read)


@door("POST organisations/<number>/return")
def send_back(cast: Cast) -> Call:
    deeds.own_in(cast, "pending")
    return about(
        cast, body={"reason": "示范原因", "pieces": [{"piece": "licence", "fault": "unreadable", "note": "缺页"}]}
    )


@door("POST organisations/<number>/resubmission")
def resubmission(cast: Cast) -> Call:
    deeds.own_in(cast, "returned")
    return about(cast, body={"name": "示范更名"})


@door("POST organisations/<number>/suspension")
def suspension(cast: Cast) -> Call:
    return about(cast, body={"reason": "示范原因"})


@door("DELETE organisations/<number>/suspension")
def reinstatement(cast: Cast) -> Call:
    deeds.own_in(cast, "suspended")
    return about(cast)


@door("GET organisations/<number>/members")
def members(cast: Cast) -> Call:
    assert cast["own.agt"].user
    return about(cast, finds=cast["own.agt"].user.number)


@door("DELETE organisations/<number>/members/<user>/<role>")
def end_membership(cast: Cast) -> Call:
    assert cast["own.fin"].user
    return Call({"number": cast.own.number, "user": cast["own.fin"].user.number, "role": "finance"})


@door("GET tokens")
def tokens(cast: Cast) -> Call:
    return Call(finds=deeds.revoke_token(cast)["token"].number)


@door("POST tokens")
def issue(cast: Cast) -> Call:
    return Call(body={"label": "示范程序", "days": 30})


@door("DELETE tokens/<number>")
def revoke(cast: Cast) -> Call:
    return Call({"number": deeds.revoke_token(cast)["token"].number})


def job_number(cast: Cast, role: str = "own.agt") -> str:
    return enqueue(kind="tests.work", title="示范任务", actor=cast[role]).number


@door("GET jobs")
def jobs(cast: Cast) -> Call:
    return Call(finds=job_number(cast))


@door("GET jobs/<number>")
def job(cast: Cast) -> Call:
    return Call({"number": job_number(cast)})


@door("GET jobs/<number> (of the market itself)")
def market_job(cast: Cast) -> Call:
    return Call({"number": job_number(cast, "system")})


@door("POST jobs/<number>/cancellation")
def cancellation(cast: Cast) -> Call:
    return Call({"number": job_number(cast)})
