from marketplace.agency.commands.annuities import record_annuity_paid, remind_due_annuities, schedule_annuity
from marketplace.agency.commands.attributions import (
    confirm_attribution,
    decline_attribution,
    freeze_attributions,
    propose_attribution,
)
from marketplace.agency.commands.custody import (
    CustodyTerms,
    attach_custody_scan,
    propose_custody,
    refuse_custody,
    sign_custody,
    terminate_custody,
)
from marketplace.agency.commands.paper import print_custody
from marketplace.agency.commands.practitioners import (
    publish_practitioner,
    register_practitioner,
    reinstate_practitioner,
    return_practitioner,
    suspend_practitioner,
    verify_practitioner,
)

__all__ = [
    "CustodyTerms",
    "attach_custody_scan",
    "confirm_attribution",
    "decline_attribution",
    "freeze_attributions",
    "print_custody",
    "propose_attribution",
    "propose_custody",
    "publish_practitioner",
    "record_annuity_paid",
    "refuse_custody",
    "register_practitioner",
    "reinstate_practitioner",
    "remind_due_annuities",
    "return_practitioner",
    "schedule_annuity",
    "sign_custody",
    "suspend_practitioner",
    "terminate_custody",
    "verify_practitioner",
]
