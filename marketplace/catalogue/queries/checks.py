"""What was looked up of a listing's rights and by whom, and what has to be looked up again."""

from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from accounts.actor import Actor
from accounts.rules import is_exchange_staff
from marketplace.catalogue.models import Listing, ReadinessReview, Right, RightCheck, RightKind
from marketplace.core.clock import SHANGHAI
from marketplace.rulebook.models import Family
from marketplace.rulebook.queries import version_in_force


def checks_of(listing: Listing, /) -> QuerySet[RightCheck]:
    """All look-ups of the rights of a listing, the newest first."""
    of_right = Right.objects.filter(listing=listing, kind=OuterRef("right_kind"), number=OuterRef("right_number"))
    found = RightCheck.objects.filter(Exists(of_right), right_number__gt="")
    return found.select_related("checked_by").order_by("-checked_date", "-pk")


def readiness_of(listing: Listing, /) -> ReadinessReview | None:
    """The level that an evaluator set last; None while there is only the owner's own."""
    return listing.readiness_reviews.order_by("-reviewed_date", "-pk").first()


def check_valid_days(at: datetime, exchange: str) -> int:
    """For how many days a look-up counts as fresh (R-LST-08)."""
    return int(version_in_force(at, exchange, Family.CONDUCT).value("R-LST-08", "check_valid_days"))


def rights_to_check(actor: Actor, now: datetime) -> QuerySet[Right]:
    """Rights of what is on offer at the actor's exchange whose status was never looked up or too long ago; none for others."""
    if not is_exchange_staff(actor):
        return Right.objects.none()
    return _on_offer(actor.exchange).filter(_stale_before(_last_fresh_day(now, actor.exchange)))


def _on_offer(exchange: str) -> QuerySet[Right]:
    rows = Right.objects.filter(live=True, listing__state=Listing.State.PUBLISHED, listing__exchange=exchange)
    rows = rows.exclude(kind=RightKind.TRADE_SECRET).exclude(number="").select_related("listing")
    return rows.order_by(F("status_checked_date").asc(nulls_first=True), "pk")


def _stale_before(day: date) -> Q:
    return Q(status_checked_date__isnull=True) | Q(status_checked_date__lt=day)


def _last_fresh_day(now: datetime, exchange: str) -> date:
    return now.astimezone(SHANGHAI).date() - timedelta(days=check_valid_days(now, exchange))
