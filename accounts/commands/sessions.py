"""The session of a person: for whom he acts, and the one-click sign-in of the sandbox."""

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import SESSION_KEY, Actor, actor_for
from accounts.models import Organisation, User
from accounts.rules import is_signed_in
from marketplace.audit import commands as audit
from marketplace.core.clock import is_sandbox
from marketplace.core.errors import Forbidden, require
from marketplace.core.states import atomic

DEMO_DOMAIN = "@demo.shuangcheng.example"


@atomic
def act_for(*, organisation: Organisation, session: SessionBase, actor: Actor) -> Actor:
    """Act for another organisation of one's own from now on in this session. Raises Forbidden for a non-member."""
    require(is_signed_in, actor)
    assert actor.user is not None
    chosen = actor_for(actor.user, organisation)
    if not chosen.roles | chosen.resting:
        raise Forbidden(_("您不是该单位的成员。"), code="not_a_member")
    session[SESSION_KEY] = organisation.number
    audit.record("accounts.acting_for_chosen", subject=organisation, actor=chosen, private=True)
    return chosen


@atomic
def sign_in_as(*, user: User) -> Actor:
    """Record that a visitor of the sandbox takes the part of a demo person. The caller then opens the session.

    Raises Http404 in production and for anybody but the demo's persons: nobody learns that this door exists.
    """
    if not settings.SANDBOX or not is_sandbox() or not user.is_active or not user.email.endswith(DEMO_DOMAIN):
        raise Http404
    actor = actor_for(user)
    audit.record("accounts.demo_signed_in", subject=user, actor=actor, private=True)
    return actor
