"""Persons and their passwords."""

from accounts.actor import Actor
from accounts.identifiers import normalise_email
from accounts.models import User
from marketplace.audit import commands as audit
from marketplace.core.states import atomic


@atomic
def sign_up(*, user: User) -> User:
    """Save a new person, whose password is set already; the e-mail is the name to sign in by."""
    user.email, user.name = normalise_email(user.email), user.name.strip()
    user.save(force_insert=True)
    audit.record("accounts.user_signed_up", subject=user, actor=Actor(user=user), private=True)
    return user


@atomic
def change_password(*, user: User, password: str) -> None:
    """Set a new password, after a reset by mail or the old password. Other sessions end by it."""
    user.set_password(password)
    user.save(update_fields=["password"])
    audit.record("accounts.password_changed", subject=user, actor=Actor(user=user), private=True)
