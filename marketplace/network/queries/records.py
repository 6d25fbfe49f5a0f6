"""Records of other systems and conflicts with them, for whom may see them."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Role
from accounts.rules import is_exchange_staff
from marketplace.network.models import PartnerRecord, Reading, Transfer


def records(actor: Actor, *, kind: str = "", text: str = "") -> QuerySet[PartnerRecord]:
    """Those of the actor's exchange that hold something; of all for supervisors."""
    held = Reading.objects.filter(record=OuterRef("pk"), state=Reading.State.CURRENT)
    found = _of_theirs(actor, PartnerRecord.objects.filter(Exists(held)).select_related("notice"))
    if kind:
        found = found.filter(kind=kind)
    return found.filter(Q(original_number=text) | Q(number=text) | Q(title__icontains=text)) if text else found


def record(actor: Actor, number: str) -> PartnerRecord:
    """One record. Raises Http404 for what the actor may not know of."""
    found = _of_theirs(actor, PartnerRecord.objects.select_related("notice")).filter(number=number).first()
    if found is None:
        raise Http404(_("没有找到编号为 {number} 的记录。").format(number=number[:20]))
    return found


def _of_theirs(actor: Actor, rows: QuerySet[PartnerRecord]) -> QuerySet[PartnerRecord]:
    if actor.has(Role.SUPERVISOR):
        return rows
    return rows.filter(exchange=actor.exchange) if is_exchange_staff(actor) else rows.none()


def current_of(rows: Sequence[PartnerRecord]) -> dict[int, Reading]:
    """What holds of each record, by the record's key."""
    found = Reading.objects.filter(record__in=rows, state=Reading.State.CURRENT)
    return {reading.record_id: reading for reading in found}


def conflicts(actor: Actor, *, decided: bool = False) -> QuerySet[Reading]:
    """Conflicts of the actor's exchange, and of others with a record of it, newest first; or those that were decided."""
    if not (is_exchange_staff(actor) or actor.has(Role.SUPERVISOR)):
        return Reading.objects.none()
    found = Reading.objects.filter(decided_at__isnull=False) if decided else Reading.objects.filter(state="conflicting")
    if not actor.has(Role.SUPERVISOR):
        found = found.filter(Q(record__exchange=actor.exchange) | Q(other__exchange=actor.exchange))
    return found.select_related("record", "other", "transfer__file", "decided_by").order_by("-id")


def conflict(actor: Actor, number: str) -> Reading:
    """One conflict, open or decided. Raises Http404 for what the actor may not know of."""
    found = (
        conflicts(actor).filter(number=number).first() or conflicts(actor, decided=True).filter(number=number).first()
    )
    if found is None:
        raise Http404(_("没有找到编号为 {number} 的冲突。").format(number=number[:20]))
    return found


def transfers(actor: Actor) -> QuerySet[Transfer]:
    """Files of the actor's exchange, newest first."""
    found = Transfer.objects.select_related("job", "file", "created_by", "organisation").order_by("-id")
    return found.filter(exchange=actor.exchange) if is_exchange_staff(actor) else found.none()


def transfer(actor: Actor, number: str) -> Transfer:
    """One file of the actor's exchange. Raises Http404 otherwise."""
    found = transfers(actor).filter(number=number).first()
    if found is None:
        raise Http404(_("没有找到编号为 {number} 的文件。").format(number=number[:20]))
    return found
