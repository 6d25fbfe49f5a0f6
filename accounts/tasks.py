"""Clearing of what has run out, and the sweep of decisions whose time is past."""

import logging

from celery import shared_task
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from knox.models import AuthToken

from accounts import idempotency
from accounts.actor import system_actor
from accounts.commands.sweeping import mark_overdue
from accounts.models import WaitingModel
from accounts.queries.due import KINDS, claim_overdue
from marketplace.core.clock import market_clock

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
    return sum(_sweep(kind) for kind in KINDS)


def _sweep(kind: type[WaitingModel]) -> int:
    actor, done, failed = system_actor("accounts.sweep_due_decisions"), 0, set[int]()
    while True:
        row = None
        try:
            with transaction.atomic():  # claim and effect share it, so two workers never mark the same row
                row = claim_overdue(kind, market_clock.read(), failed)
                if row is None:
                    return done
                mark_overdue(row=row, actor=actor, clock=market_clock)
            done += 1
        except Exception:
            if row is None:
                raise
            logger.exception("%s could not be swept", row)
            failed.add(row.pk)
