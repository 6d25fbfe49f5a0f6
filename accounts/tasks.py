"""Clearing of what has run out, the sweep of decisions whose time is past, and the reminder of mandates that end."""

import logging

from celery import shared_task
from django.core.management import call_command
from django.utils import timezone
from knox.models import AuthToken

from accounts import idempotency
from accounts.actor import Actor, system_actor
from accounts.commands.sweeping import mark_overdue, remind_expiring
from accounts.models import WaitingModel
from accounts.queries.due import KINDS, claim_expiring, claim_overdue
from marketplace.core.clock import market_clock
from marketplace.core.sweeping import sweep

logger = logging.getLogger(__name__)


@shared_task(name="accounts.forget_old_keys")
def forget_old_keys() -> None:
    """Answers to repeated requests, kept for IDEMPOTENCY_HOURS."""
    idempotency.forget_old_keys()


@shared_task(name="accounts.forget_expired_sign_ins")
def forget_expired_sign_ins() -> None:
    """Sessions and tokens that have run out; they let nobody in already."""
    AuthToken.objects.filter(expiry__lt=timezone.now()).delete()
    call_command("clearsessions")


@shared_task(name="accounts.sweep_due_decisions")
def sweep_due_decisions() -> int:
    """Mark every decision that an exchange owes past its limit; returns how many. One that fails is logged and holds up nobody."""
    actor = system_actor("accounts.sweep_due_decisions")
    return sum(_mark_late(kind, actor) for kind in KINDS)


def _mark_late(kind: type[WaitingModel], actor: Actor) -> int:
    return sweep(
        lambda but: claim_overdue(kind, market_clock.read(), but),
        lambda row: mark_overdue(row=row, actor=actor, clock=market_clock),
        logger,
    )


@shared_task(name="accounts.remind_expiring")
def remind_expiring_mandates() -> int:
    """Remind of every mandate that is about to end; returns how many."""
    actor = system_actor("accounts.remind_expiring")
    return sweep(claim_expiring, lambda row: remind_expiring(row=row, actor=actor, clock=market_clock), logger)
