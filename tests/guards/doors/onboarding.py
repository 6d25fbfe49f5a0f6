"""Papers, invitations, mandates, claims, changes of name, mergers."""

from accounts.invitations import secret_of
from tests.accounts.factories import scan, verified
from tests.guards.cast import Cast
from tests.guards.deeds import parties as deeds
from tests.guards.doors.rows import Call, door


def about(cast: Cast, **fields: object) -> Call:
    return Call({"number": cast.own.number}, **fields)


def paper(cast: Cast, role: str = "own.adm") -> str:
    """A paper that somebody has handed in."""
    return scan(cast[role]).number


@door("GET organisations/<number>/papers")
def papers(cast: Cast) -> Call:
    deeds.own_in(cast, "returned")
    return about(cast)


@door("POST organisations/<number>/papers")
def hand_in(cast: Cast) -> Call:
    deeds.own_in(cast, "returned")
    return about(cast, body={"piece": "licence", "file": paper(cast)})


@door("POST organisations/<number>/submission")
def submission(cast: Cast) -> Call:
    deeds.own_in(cast, "draft")
    return about(cast)


@door("GET organisations/<number>/invitations")
def invitations(cast: Cast) -> Call:
    return about(cast, finds=deeds.invited(cast).number)


@door("POST organisations/<number>/invitations")
def invite(cast: Cast) -> Call:
    return about(cast, body={"email": "guest@test.example", "role": "agent"})


@door("DELETE organisations/<number>/invitations/<invitation>")
def withdraw_invitation(cast: Cast) -> Call:
    return Call({"number": cast.own.number, "invitation": deeds.invited(cast).number})


@door("POST organisations/<number>/invitations/<invitation>/sending")
def resend_invitation(cast: Cast) -> Call:
    return Call({"number": cast.own.number, "invitation": deeds.sent_before(cast).number})


def offered(cast: Cast) -> Call:
    row = deeds.accept_invitation(cast)["invitation"]
    return Call({"number": row.number}, body={"secret": secret_of(row)})


@door("POST invitations/<number>/acceptance")
def acceptance(cast: Cast) -> Call:
    return offered(cast)


@door("POST invitations/<number>/declining")
def declining(cast: Cast) -> Call:
    return offered(cast)


@door("GET authorisations")
def authorisations(cast: Cast) -> Call:
    return Call(finds=deeds.mandate(cast).number)


@door("POST organisations/<number>/authorisations")
def submit_authorisation(cast: Cast) -> Call:
    assert cast["own.fin"].user
    terms = {"scopes": ["pay"], "limit": {"amount": "100.00", "currency": "CNY"}}
    days = {"valid_from": "2027-03-01", "valid_to": "2028-12-31"}
    return about(cast, body={"user": cast["own.fin"].user.number, "paper": paper(cast), **terms, **days})


@door("POST authorisations/<number>/confirmation")
def confirmation(cast: Cast) -> Call:
    return Call({"number": deeds.mandate(cast).number})


@door("POST authorisations/<number>/refusal")
def refusal(cast: Cast) -> Call:
    return Call({"number": deeds.mandate(cast).number}, body={"reason": "示范原因"})


@door("POST authorisations/<number>/revocation")
def revocation(cast: Cast) -> Call:
    return Call({"number": deeds.mandate(cast).number}, body={"reason": "示范原因"})


@door("GET claims")
def claims(cast: Cast) -> Call:
    return Call(finds=deeds.claimed(cast).number)


@door("POST claims")
def file_claim(cast: Cast) -> Call:
    given = {piece: paper(cast, "own.agt") for piece in ("licence", "mandate", "identity")}
    return Call(body={"uscc": cast.own.uscc, "statement": "管理员已离职", **given})


@door("GET claims/<number>")
def claim(cast: Cast) -> Call:
    return Call({"number": deeds.claimed(cast).number})


@door("DELETE claims/<number>")
def withdraw_claim(cast: Cast) -> Call:
    return claim(cast)


@door("POST claims/<number>/settlement")
def settle(cast: Cast) -> Call:
    return Call({"number": deeds.claimed(cast).number}, body={"outcome": "reject", "reasons": "示范理由"})


@door("GET name-changes")
def name_changes(cast: Cast) -> Call:
    return Call(finds=deeds.renaming(cast).number)


@door("POST organisations/<number>/name-changes")
def rename(cast: Cast) -> Call:
    return about(cast, body={"name": "示范新名称", "licence": paper(cast)})


@door("POST name-changes/<number>/confirmation")
def confirm_rename(cast: Cast) -> Call:
    read = {"licence_name": "示范新名称", "licence_uscc": cast.own.uscc}
    return Call({"number": deeds.renaming(cast).number}, body=read)


@door("POST name-changes/<number>/refusal")
def refuse_rename(cast: Cast) -> Call:
    return Call({"number": deeds.renaming(cast).number}, body={"reason": "示范原因"})


@door("GET mergers")
def mergers(cast: Cast) -> Call:
    return Call(finds=deeds.merging(cast).number)


@door("POST mergers")
def merge(cast: Cast) -> Call:
    pair = {"absorbed": cast.own.number, "successor": verified().number}
    return Call(body={**pair, "reasons": "示范依据", "paper": paper(cast, "SW.off")})


@door("POST mergers/<number>/approval")
def approve_merger(cast: Cast) -> Call:
    return Call({"number": deeds.merging(cast).number})


@door("POST mergers/<number>/rejection")
def reject_merger(cast: Cast) -> Call:
    return Call({"number": deeds.merging(cast).number}, body={"reason": "示范原因"})
