"""Who reads documents, confirms seals and keeps the templates."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.rules import is_exchange_staff
from marketplace.core.errors import refusal
from marketplace.documents.models import Document


def is_staff_of(actor: Actor, document: Document) -> bool:
    return is_exchange_staff(actor) and actor.exchange == document.exchange


@refusal(_("您无权查看这份文书：只有收件单位、事项的当事方和出具机构可以查看。"), rule="R-SEC-01")
def may_read(actor: Actor, document: Document) -> bool:
    """Staff of the exchange that issued it; the addressee alone if it has one, else whoever reads the subject."""
    if actor.is_system or is_staff_of(actor, document):
        return True
    return actor.organisation is not None and actor.organisation.pk == document.addressee_id
