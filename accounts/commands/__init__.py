"""Every write of accounts, one file per noun."""

from accounts.commands.exchanges import open_exchange
from accounts.commands.members import add_member, end_membership
from accounts.commands.registration import register_organisation, register_person, resubmit_organisation
from accounts.commands.sessions import act_for, sign_in_as
from accounts.commands.tokens import IssuedToken, issue_token, revoke_token
from accounts.commands.users import change_password, remove_mobile, set_mobile, sign_up
from accounts.commands.verification import (
    reinstate_organisation,
    send_back_organisation,
    suspend_organisation,
    verify_organisation,
)

__all__ = [
    "IssuedToken",
    "act_for",
    "add_member",
    "change_password",
    "end_membership",
    "issue_token",
    "open_exchange",
    "register_organisation",
    "register_person",
    "reinstate_organisation",
    "remove_mobile",
    "resubmit_organisation",
    "revoke_token",
    "send_back_organisation",
    "set_mobile",
    "sign_in_as",
    "sign_up",
    "suspend_organisation",
    "verify_organisation",
]
