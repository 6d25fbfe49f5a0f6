"""Persons and their passwords."""

from accounts.actor import Actor
from accounts.identifiers import normalise_email
from accounts.models import User
from accounts.rules import is_signed_in
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import validate


@atomic
def sign_up(*, user: User) -> User:
    """Save a new person, whose password is set already; the e-mail is the name to sign in by."""
    user.email, user.name = normalise_email(user.email), user.name.strip()
    user.save(force_insert=True)
    audit.record("accounts.user_signed_up", subject=user, actor=Actor(user=user), private=True)
    return user


@atomic
def note_sign_in(*, user: User) -> None:
    """Record that a person has signed in, by whatever means; only the person and the operator read it."""
    audit.record("accounts.signed_in", subject=user, actor=Actor(user=user), private=True)


@atomic
def change_password(*, user: User, password: str) -> None:
    """Set a new password, after a reset by mail or the old password. Other sessions end by it."""
    user.set_password(password)
    user.save(update_fields=["password"])
    audit.record("accounts.password_changed", subject=user, actor=Actor(user=user), private=True)


@atomic
def set_mobile(*, user: User, mobile: str, clock: Clock) -> None:
    """Keep a mobile number whose code came back: one may sign in by it. Raises Invalid if another account has it meanwhile."""
    lock(user)
    if user.mobile == mobile:
        return
    user.mobile, user.mobile_verified_at = mobile, clock.read()
    validate(user, exclude=["number", "password"])
    user.save(update_fields=["mobile", "mobile_verified_at"])
    audit.record("accounts.mobile_verified", subject=user, actor=Actor(user=user), private=True)


@atomic
def remove_mobile(*, actor: Actor) -> None:
    """Forget one's mobile number; one signs in by e-mail alone from now on."""
    require(is_signed_in, actor)
    user = actor.user
    assert user is not None
    lock(user)
    if not user.mobile:
        return
    user.mobile, user.mobile_verified_at = "", None
    user.save(update_fields=["mobile", "mobile_verified_at"])
    audit.record("accounts.mobile_removed", subject=user, actor=actor, private=True)
