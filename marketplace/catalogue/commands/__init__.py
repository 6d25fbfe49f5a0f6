from marketplace.catalogue.commands.accepting import accept_listing, return_listing, submit_listing
from marketplace.catalogue.commands.checking import check_right, record_readiness
from marketplace.catalogue.commands.consenting import consent_to_listing, record_consent
from marketplace.catalogue.commands.deciding import (
    post_in_house_notice,
    record_decision,
    record_objection,
    resolve_objection,
)
from marketplace.catalogue.commands.drafting import (
    correct_listing,
    declare_secrecy,
    draft_listing,
    edit_listing,
    take_up_listing,
)
from marketplace.catalogue.commands.encumbering import encumber, lift_encumbrance, record_encumbrance, release
from marketplace.catalogue.commands.importing import check_file, import_file
from marketplace.catalogue.commands.mapping import forget_mapping, save_mapping
from marketplace.catalogue.commands.needs import close_due_needs, close_need, meet_need, post_need
from marketplace.catalogue.commands.publishing import (
    halt_listing,
    publish_listing,
    resume_listing,
    suspend_listing,
    withdraw_listing,
)
from marketplace.catalogue.commands.restating import restate_listing
from marketplace.catalogue.commands.rooms import (
    add_material,
    ask_access,
    decline_access,
    grant_access,
    revoke_access,
    take_back_material,
    write_undertaking,
)
from marketplace.catalogue.commands.selling import disclose_anew, release_listing, reserve_listing, sell_listing
from marketplace.catalogue.commands.uploads import map_columns, receive_upload, run_upload, start_upload

__all__ = [
    "accept_listing",
    "add_material",
    "ask_access",
    "check_file",
    "check_right",
    "close_due_needs",
    "close_need",
    "consent_to_listing",
    "correct_listing",
    "declare_secrecy",
    "decline_access",
    "disclose_anew",
    "draft_listing",
    "edit_listing",
    "encumber",
    "forget_mapping",
    "grant_access",
    "halt_listing",
    "import_file",
    "lift_encumbrance",
    "map_columns",
    "meet_need",
    "post_in_house_notice",
    "post_need",
    "publish_listing",
    "receive_upload",
    "record_consent",
    "record_decision",
    "record_encumbrance",
    "record_objection",
    "record_readiness",
    "release",
    "release_listing",
    "reserve_listing",
    "resolve_objection",
    "restate_listing",
    "resume_listing",
    "return_listing",
    "revoke_access",
    "run_upload",
    "save_mapping",
    "sell_listing",
    "start_upload",
    "submit_listing",
    "suspend_listing",
    "take_back_material",
    "take_up_listing",
    "withdraw_listing",
    "write_undertaking",
]
