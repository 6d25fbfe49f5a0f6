"""API tokens: issued from a signed-in session, shown once, named for one organisation."""

from datetime import timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _
from knox.models import AuthToken

from accounts.actor import Actor
from accounts.models import ActingToken
from accounts.rules import may_issue_token, may_revoke
from marketplace.audit import commands as audit
from marketplace.core.errors import Invalid, require
from marketplace.core.states import atomic
from marketplace.core.validation import validate

MAX_DAYS = 366
DEFAULT_DAYS = 90


class IssuedToken(NamedTuple):
    """A token and its secret, which is stored only as a digest and cannot be shown again."""

    token: ActingToken
    secret: str


@atomic
def issue_token(*, label: str, actor: Actor, days: int = DEFAULT_DAYS) -> IssuedToken:
    """Issue a token that acts for the actor's organisation, in the roles the person has there at the time of each call.

    It runs out after `days` of real, not market time. Callers let only a signed-in session come here. Raises Invalid for
    days out of bounds or a label that is none.
    """
    require(may_issue_token, actor)
    if not 1 <= days <= MAX_DAYS:
        raise Invalid(fields={"days": [_("有效期须为 1 至 {days} 天。").format(days=MAX_DAYS)]})
    key, secret = AuthToken.objects.create(user=actor.user, expiry=timedelta(days=days))
    token = ActingToken(token=key, organisation=actor.organisation, label=label.strip())
    validate(token, exclude=["number"])
    token.save(force_insert=True)
    audit.record("accounts.token_issued", subject=token, actor=actor, private=True, days=days)
    return IssuedToken(token, secret)


@atomic
def revoke_token(*, token: ActingToken, actor: Actor) -> None:
    """End a token at once."""
    require(may_revoke, actor, token)
    audit.record("accounts.token_revoked", subject=token, actor=actor, private=True, holder=token.token.user.number)
    token.token.delete()
