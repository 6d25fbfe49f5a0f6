"""What the lines of accounts are about: mandates, invitations, claims, changes of name, mergers."""

from accounts.models import Authorisation, Claim, Invitation, Merger, NameChange
from marketplace.messages.following.subjects import Subject, address, reads


@reads("authorisation")
def authorisation(number: str) -> Subject | None:
    found = Authorisation.objects.filter(number=number).select_related("organisation", "user").first()
    if found is None:
        return None
    party = found.organisation
    data = {"name": party, "member": found.user, "number": number, "since": found.valid_from, "until": found.valid_to}
    people = {"member": [found.user]}
    exchange = found.confirmed_by or party.home_exchange
    return Subject({"own": [party]}, people, exchange, data, address("accounts:authorisation", number))


@reads("invitation")
def invitation(number: str) -> Subject | None:
    found = Invitation.objects.filter(number=number).select_related("organisation", "invited_by").first()
    if found is None:
        return None
    party = found.organisation
    data = {"name": party, "number": number, "to": found.address}
    link = address("accounts:members", party.number)
    return Subject({"own": [party]}, {"inviter": [found.invited_by]}, party.home_exchange, data, link)


@reads("claim")
def claim(number: str) -> Subject | None:
    found = Claim.objects.filter(number=number).select_related("organisation", "claimant").first()
    if found is None:
        return None
    party = found.organisation
    people = {"claimant": [found.claimant]}
    data = {"name": party, "number": number}
    return Subject({"own": [party]}, people, party.home_exchange, data, address("accounts:claim", number))


@reads("namechange")
def name_change(number: str) -> Subject | None:
    found = NameChange.objects.filter(number=number).select_related("organisation", "proposed_by").first()
    if found is None:
        return None
    party = found.organisation
    data = {"name": party, "number": number, "new": found.new_name}
    people = {"proposer": [found.proposed_by]}
    return Subject({"own": [party]}, people, party.home_exchange, data, address("accounts:name_change", number))


@reads("merger")
def merger(number: str) -> Subject | None:
    found = Merger.objects.filter(number=number).select_related("absorbed", "successor", "proposed_by").first()
    if found is None:
        return None
    parties = {"own": [found.absorbed], "successor": [found.successor]}
    data = {"name": found.absorbed, "successor": found.successor, "number": number}
    people = {"proposer": [found.proposed_by]}
    return Subject(parties, people, found.absorbed.home_exchange, data, address("accounts:merger", number))


@reads("actingtoken")
def token(number: str) -> Subject | None:
    """A revoked token is no more; whose it was stands in the line."""
    return Subject(data={"number": number}, link=address("accounts:tokens"))
