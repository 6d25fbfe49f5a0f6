"""Who reads the papers of accounts; every look is logged by files."""

from accounts.actor import Actor
from accounts.models import Authorisation, Claim, Merger, NameChange, Organisation
from accounts.rules import is_admin_of, is_exchange_staff, may_read_papers
from marketplace.files.access import guard


@guard("organisation")
def may_read_organisation(actor: Actor, number: str) -> bool:
    """Its administrators, and the exchange that verifies it."""
    party = Organisation.objects.filter(number=number).first()
    return party is not None and may_read_papers(actor, party)


@guard("authorisation")
def may_read_authorisation(actor: Actor, number: str) -> bool:
    """The member himself, the administrators, and staff of the exchanges: any of them until one has decided."""
    row = Authorisation.objects.filter(number=number).select_related("organisation").first()
    if row is None:
        return False
    return actor.user == row.user or is_admin_of(actor, row.organisation) or _handles(actor, row.confirmed_by)


@guard("claim")
def may_read_claim(actor: Actor, number: str) -> bool:
    """The claimant and staff of the exchanges; the other side reads what was decided, not identity documents."""
    row = Claim.objects.filter(number=number).select_related("claimant").first()
    return row is not None and (actor.user == row.claimant or _handles(actor, row.settled_by_exchange))


@guard("namechange")
def may_read_name_change(actor: Actor, number: str) -> bool:
    """The administrators, and staff of the exchanges: any of them until one has decided."""
    row = NameChange.objects.filter(number=number).select_related("organisation").first()
    return row is not None and (is_admin_of(actor, row.organisation) or _handles(actor, row.decided_by_exchange))


@guard("merger")
def may_read_merger(actor: Actor, number: str) -> bool:
    """Staff of the exchanges, and the administrators of both sides."""
    row = Merger.objects.filter(number=number).select_related("absorbed", "successor").first()
    if row is None:
        return False
    return is_exchange_staff(actor) or is_admin_of(actor, row.absorbed) or is_admin_of(actor, row.successor)


def _handles(actor: Actor, decided_by: str) -> bool:
    return is_exchange_staff(actor) and decided_by in ("", actor.exchange)
