"""Rows of the pages of onboarding."""

from collections.abc import Callable

from accounts.invitations import secret_of
from tests.accounts.factories import reading, upload, uscc, verified
from tests.guards.cast import Cast
from tests.guards.deeds import parties as deeds
from tests.guards.doors import Call

REASON = {"reason": "示范原因"}
THREE = {"licence": upload, "mandate": upload, "identity": upload}


def registered(cast: Cast) -> Call:
    return Call(body={"kind": "firm", "name": "示范新单位", "uscc": uscc(), "owner_category": "private", **THREE})


def registered_person(cast: Cast) -> Call:
    return Call(body={"name": "示范人员", "identity": upload})


def _own(cast: Cast, state: str, **fields: object) -> Call:
    return Call({"number": deeds.own_in(cast, state).number}, **fields)


def examined(cast: Cast) -> Call:
    return _own(cast, "pending")


def verifies(cast: Cast) -> Call:
    read = reading(cast.own)
    typed = {"licence_name": read.licence_name, "licence_uscc": read.licence_uscc, "mandate_name": read.mandate_name}
    return _own(cast, "pending", body={"act": "verify", "identity_name": read.identity_name, "sealed": "on", **typed})


def returns(cast: Cast) -> Call:
    return _own(cast, "pending", body={"act": "return", "licence_fault": "other", "licence_note": "示范", **REASON})


def hands_in(cast: Cast) -> Call:
    call = _own(cast, "returned")
    return Call({**call.params, "piece": "licence"}, body={"file": upload})


def submits(cast: Cast) -> Call:
    return _own(cast, "draft", body={})


def resubmits(cast: Cast) -> Call:
    return _own(cast, "returned", body={})


def invites(cast: Cast) -> Call:
    return Call({"number": cast.own.number}, body={"email": "guest@test.example", "role": "agent"})


def withdraws(cast: Cast) -> Call:
    return Call({"number": cast.own.number, "invitation": deeds.invited(cast).number}, body={})


def resends(cast: Cast) -> Call:
    return Call({"number": cast.own.number, "invitation": deeds.sent_before(cast).number}, body={})


def invitation(form: dict[str, str] | None = None) -> Callable[[Cast], Call]:
    """The link that the agent of `own` was sent."""

    def made(cast: Cast) -> Call:
        row = deeds.accept_invitation(cast)["invitation"]
        return Call({"number": row.number, "secret": secret_of(row)}, body=form)

    return made


def authorises(form: bool = False) -> Callable[[Cast], Call]:
    def made(cast: Cast) -> Call:
        assert cast["own.fin"].user
        days = {"valid_from": "2027-03-01", "valid_to": "2028-12-31"}
        told = {"user": cast["own.fin"].user.number, "scopes": "pay", "limit_fen": "100", "paper": upload, **days}
        return Call({"number": cast.own.number}, body=told if form else None)

    return made


def claims(cast: Cast) -> Call:
    return Call(body={"uscc": cast.own.uscc, "statement": "管理员已离职", **THREE})


def claim(form: dict[str, str] | None = None) -> Callable[[Cast], Call]:
    return lambda cast: Call({"number": deeds.claimed(cast).number}, body=form)


def mandate(form: dict[str, str] | None = None) -> Callable[[Cast], Call]:
    return lambda cast: Call({"number": deeds.mandate(cast).number}, body=form)


def renames(cast: Cast) -> Call:
    return Call({"number": cast.own.number}, body={"name": "示范新名称", "licence": upload})


def name_change(form: dict[str, str] | None = None) -> Callable[[Cast], Call]:
    return lambda cast: Call({"number": deeds.renaming(cast).number}, body=form)


def confirms_name(cast: Cast) -> Call:
    read = {"licence_name": "示范新名称", "licence_uscc": cast.own.uscc}
    return Call({"number": deeds.renaming(cast).number}, body=read)


def merges(cast: Cast) -> Call:
    pair = {"absorbed": cast.own.number, "successor": verified().number}
    return Call(body={**pair, "reasons": "示范依据", "paper": upload})


def merger(form: dict[str, str] | None = None) -> Callable[[Cast], Call]:
    return lambda cast: Call({"number": deeds.merging(cast).number}, body=form)


def about_own(cast: Cast) -> Call:
    return Call({"number": cast.own.number})
