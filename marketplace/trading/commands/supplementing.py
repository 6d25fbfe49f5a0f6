"""What a bidder adds to its statement while the venue has not decided."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.files import commands as files
from marketplace.trading.commands.wording import statement_of
from marketplace.trading.models import Registration, Supplement
from marketplace.trading.models.registration import Pseudonym
from marketplace.trading.rules import may_supplement

MOST = 20  # of one registration
PURPOSE = "qualification"


@atomic
def supplement_statement(
    *, registration: Registration, text: str, upload: Any = None, actor: Actor, clock: Clock
) -> Supplement:
    """Add to a bidder's statement, with a paper or without, as long as the venue has not decided (R-DSK-05).

    The seller is shown the words under the code and never the paper. Raises Forbidden for others than the bidder, Invalid for
    empty words, words that name the bidder (R-BID-05) or a file that is not taken, Refused once it was decided.
    """
    sale = registration.sale
    lock(sale)
    lock(registration)
    registration.sale = sale
    now = clock.read()
    require(may_supplement, actor, registration)
    _require_open(registration)
    said = statement_of(text, registration.organisation, field="text", lack=_("请写明补充什么。"))
    assert actor.user
    about = audit.ref(registration)
    paper = (
        files.store(upload=upload, purpose=PURPOSE, subject=about, actor=actor, clock=clock).number if upload else ""
    )
    added = registration.supplements.create(text=said, file=paper, at=now, by=actor.user)
    audit.record(
        "trading.statement_supplemented",
        subject=registration,
        actor=Pseudonym(about),
        private=True,
        user=actor.ref,
        text=said,
        file=paper,
    )
    return added


def _require_open(registration: Registration) -> None:
    if registration.state != Registration.State.APPLYING:
        message = _("资格确认已经办结（{state}），不能再补充。如有异议，请联系交易机构。")
        raise Refused(message.format(state=registration.get_state_display()), rule="R-DSK-05", code="not_applying")
    if registration.supplements.count() >= MOST:
        raise Invalid(fields={"text": [_("最多补充 {limit} 次。").format(limit=MOST)]}, rule="R-DSK-05")
