"""The secret in the link of an invitation: derived from the row with SECRET_KEY, so that the database alone opens none."""

from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.models import Invitation


def secret_of(invitation: Invitation) -> str:
    """What stands in the link, `/invitations/IV-2027-000001/<secret>/`; whoever mails the link asks for it here."""
    return salted_hmac("accounts.invitation", bytes(invitation.nonce).hex(), algorithm="sha256").hexdigest()[:40]


def opens(invitation: Invitation, secret: str) -> bool:
    """Whether a secret is that of the invitation."""
    return constant_time_compare(secret_of(invitation), secret)
