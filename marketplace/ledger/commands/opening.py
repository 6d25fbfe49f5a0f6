"""Accounts: opened when they are first wanted, never closed."""

from django.utils.translation import gettext as _

from accounts.actor import system_actor
from accounts.models import ExchangeCode, Organisation
from marketplace.audit import commands as audit
from marketplace.core.errors import Invalid
from marketplace.core.states import atomic
from marketplace.ledger.models import OF_A_PARTY, Account, Purpose


@atomic
def open_account(*, organisation: Organisation | None, purpose: str, exchange: str) -> Account:
    """The account of this party (None: of the market itself), purpose and exchange; opened if there is none yet.

    Safe to call at the same time from many places. Raises Invalid if such an account cannot exist.
    """
    if purpose not in Purpose.values or exchange not in ExchangeCode.values:
        raise Invalid(
            _("没有这样的账户：用途“{purpose}”，交易机构“{exchange}”。").format(purpose=purpose, exchange=exchange)
        )
    if organisation is None and purpose in OF_A_PARTY:
        raise Invalid(_("“{purpose}”账户须属于某一方，请指明单位。").format(purpose=Purpose(purpose).label))
    if organisation is not None and purpose == Purpose.BANK:
        raise Invalid(_("监管结算账户属于交易机构的市场本身，不属于任何一方。"))
    if organisation is not None and purpose == Purpose.SUSPENSE:
        raise Invalid(_("不明款尚未认领，不属于任何一方。"))
    account, opened = Account.objects.get_or_create(organisation=organisation, purpose=purpose, exchange=exchange)
    if opened:
        audit.record(
            "ledger.account_opened",
            subject=account,
            actor=system_actor("ledger.open_account"),
            private=True,
            organisation=organisation.number if organisation else "",
            purpose=purpose,
            exchange=exchange,
        )
    return account
