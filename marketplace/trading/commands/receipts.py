"""Money that arrives: from whom, how much, and each line of the bank statement once."""

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Organisation
from marketplace.core.errors import Invalid, Refused
from marketplace.core.money import yuan
from marketplace.core.names import same_name
from marketplace.ledger import commands as ledger
from marketplace.ledger.models import Transfer


def require_own_money(payer: Organisation, payer_name: str, amount_fen: int, *, expected_fen: int) -> None:
    """Money counts if it comes from the party's own account and is exactly what is due (R-BID-02). Raises Invalid."""
    faults = {}
    if not same_name(payer_name, payer.name):
        faults["payer_name"] = [
            _("付款户名须与单位名称“{name}”一致，不得由他人代付（规则 R-BID-02）。").format(name=payer.name)
        ]
    if amount_fen != expected_fen:
        due, paid = yuan(expected_fen), yuan(amount_fen)
        faults["amount"] = [_("应收 {due} 元，实到 {paid} 元，请核对。").format(due=due, paid=paid)]
    if faults:
        raise Invalid(fields=faults)


def receive_once(payer: Organisation, exchange: str, amount_fen: int, bank_reference: str, actor: Actor) -> Transfer:
    """Book a line of the bank statement. Raises Refused if the line is booked already."""
    line = bank_reference.strip()
    if not line:
        raise Invalid(fields={"bank_reference": [_("请填写银行流水号。")]})
    reference = f"bank:{exchange}:{line}"
    booked = Transfer.objects.filter(Q(reference=reference) | Q(reference__startswith=f"{reference}#"))
    reversed_before = booked.filter(reversal__isnull=False).count()
    if reversed_before:  # booked wrongly and undone: the line itself still counts once
        reference = f"{reference}#{reversed_before + 1}"
    if booked.filter(reversal__isnull=True).exists():
        raise Refused(
            _("银行流水“{line}”已入账，不能重复确认。请核对流水号。").format(line=line), code="bank_line_taken"
        )
    return ledger.receive(
        organisation=payer, exchange=exchange, amount_fen=amount_fen, reference=reference, actor=actor
    )
