"""Nightly and hourly clearing of what has run out."""

from celery import shared_task
from django.core.management import call_command
from django.utils import timezone
from knox.models import AuthToken

from accounts import idempotency


@shared_task(name="accounts.forget_old_keys")
def forget_old_keys() -> None:
    """Answers to repeated requests, kept for IDEMPOTENCY_HOURS."""
    idempotency.forget_old_keys()


@shared_task(name="accounts.forget_expired_sign_ins")
def forget_expired_sign_ins() -> None:
    """Sessions and tokens that have run out; they let nobody in already."""
    AuthToken.objects.filter(expiry__lt=timezone.now()).delete()
    call_command("clearsessions")
