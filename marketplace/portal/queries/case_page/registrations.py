"""What the registrations of a case ask of its reader: the seller's opinion, the venue's decision."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.desk.models import Case
from marketplace.desk.queries import Asked
from marketplace.portal.queries.opinions import waits_for_opinion
from marketplace.portal.queries.registration import is_ripe
from marketplace.trading.models import Registration, Sale
from marketplace.trading.rules import may_give_opinion, may_qualify


def asked_about_bidders(case: Case, actor: Actor, sale: Sale | None, now: datetime) -> Iterator[Asked]:
    """At most one line for each side: how many wait, and by when the first must be dealt with."""
    if sale is None or sale.is_over or case.state != Case.State.RUNNING:
        return
    applying = list(sale.registrations.filter(state=Registration.State.APPLYING).order_by("opinion_due_at", "id"))
    if may_give_opinion(actor, sale):
        waiting = [row for row in applying if waits_for_opinion(row, now)]
        if waiting:
            text = _("对 {count} 个意向受让方的资格出具意见；期限内未出具的，视为无异议。")
            yield Asked("opine", text.format(count=len(waiting)), waiting[0].opinion_due_at)
    if may_qualify(actor, sale):
        ripe = [row for row in applying if is_ripe(row, now)]
        if ripe:
            text = _("确认 {count} 个意向受让方的资格，或写明理由不予确认。")
            yield Asked("qualify", text.format(count=len(ripe)), ripe[0].decision_due_at)
