"""A registered contract that was ended: its registration goes with it (R-REG-07, story S9)."""

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.states import atomic, lock
from marketplace.desk.official import official
from marketplace.registry.commands.papers import revoke_certificate
from marketplace.registry.models import EDITABLE, Filing


@atomic
def end_with_contract(*, filing: Filing, contract: str, actor: Actor, clock: Clock) -> None:
    """Cancel the registration of a contract that was ended, or withdraw one that is not decided; whether a relief was used is to be checked.

    A step that follows the log: the sides, or the law, have ended the contract. What is over already stays as it is.
    """
    lock(filing)
    clock.read()
    if filing.state == Filing.State.REGISTERED:
        filing.move("cancel", relief_warning=True)
        revoke_certificate(filing, _why(contract), actor, clock)
    elif filing.state in EDITABLE | {Filing.State.SUBMITTED, Filing.State.ACCEPTED}:
        filing.move("withdraw")
    else:
        return
    told = {"title": filing.name, "contract": contract, "state": filing.state}
    audit.record("registry.contract_ended", subject=filing, actor=actor, private=True, **told)


@official
def _why(contract: str) -> str:
    return _("合同 {number} 已解除，登记随之注销（规则 R-REG-07）。").format(number=contract)
