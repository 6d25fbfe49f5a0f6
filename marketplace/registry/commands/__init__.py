from marketplace.registry.commands.changing import decide_change, propose_change
from marketplace.registry.commands.ending import end_with_contract
from marketplace.registry.commands.examining import (
    accept_filing,
    mark_overdue_filings,
    record_opinion,
    refuse_filing,
    register_filing,
    return_filing,
)
from marketplace.registry.commands.filing import (
    attach_paper,
    draft_filing,
    edit_filing,
    hand_in_paper,
    submit_filing,
    withdraw_filing,
)
from marketplace.registry.commands.taxes import Stated, state_tax_facts

__all__ = [
    "Stated",
    "accept_filing",
    "attach_paper",
    "decide_change",
    "draft_filing",
    "edit_filing",
    "end_with_contract",
    "hand_in_paper",
    "mark_overdue_filings",
    "propose_change",
    "record_opinion",
    "refuse_filing",
    "register_filing",
    "return_filing",
    "state_tax_facts",
    "submit_filing",
    "withdraw_filing",
]
