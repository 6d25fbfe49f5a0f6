"""Every write of accounts, one file per noun."""

from accounts.commands.authorisations import (
    confirm_authorisation,
    refuse_authorisation,
    revoke_authorisation,
    submit_authorisation,
)
from accounts.commands.claims import file_claim, settle_claim, withdraw_claim
from accounts.commands.exchanges import open_exchange
from accounts.commands.invitations import (
    accept_invitation,
    decline_invitation,
    invite_member,
    resend_invitation,
    withdraw_invitation,
)
from accounts.commands.members import end_membership
from accounts.commands.papers import hand_in_paper
from accounts.commands.registration import (
    register_organisation,
    register_person,
    resubmit_organisation,
    submit_organisation,
)
from accounts.commands.sessions import act_for, sign_in_as
from accounts.commands.succession import (
    approve_merger,
    confirm_rename,
    merge_organisations,
    refuse_rename,
    reject_merger,
    rename_organisation,
)
from accounts.commands.tokens import IssuedToken, issue_token, revoke_token
from accounts.commands.users import change_password, note_sign_in, remove_mobile, set_mobile, sign_up
from accounts.commands.verification import (
    reinstate_organisation,
    send_back_organisation,
    suspend_organisation,
    verify_organisation,
)

__all__ = [
    "IssuedToken",
    "accept_invitation",
    "act_for",
    "approve_merger",
    "change_password",
    "confirm_authorisation",
    "confirm_rename",
    "decline_invitation",
    "end_membership",
    "file_claim",
    "hand_in_paper",
    "invite_member",
    "issue_token",
    "merge_organisations",
    "note_sign_in",
    "open_exchange",
    "refuse_authorisation",
    "refuse_rename",
    "register_organisation",
    "register_person",
    "reinstate_organisation",
    "reject_merger",
    "remove_mobile",
    "rename_organisation",
    "resend_invitation",
    "resubmit_organisation",
    "revoke_authorisation",
    "revoke_token",
    "send_back_organisation",
    "set_mobile",
    "settle_claim",
    "sign_in_as",
    "sign_up",
    "submit_authorisation",
    "submit_organisation",
    "suspend_organisation",
    "verify_organisation",
    "withdraw_claim",
    "withdraw_invitation",
]
