"""Reading the rules and their versions."""

from datetime import datetime
from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet
from django.db.models.functions import Greatest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.core.errors import Refused
from marketplace.rulebook.models import Adoption, Family, RuleValue, RuleVersion
from marketplace.rulebook.rules import acts_for_rule_maker

State = RuleVersion.State


def version_in_force(at: datetime, exchange: str = "", family: str = Family.TRADING) -> RuleVersion:
    """The version that applies at an instant; with an exchange (`SW`), the one that this exchange adopted.

    For an exchange a version applies from its effect or its adoption, whichever is later, until the next does.
    Raises Refused if there is none.
    """
    versions = RuleVersion.objects.filter(
        Q(effective_to__isnull=True) | Q(effective_to__gt=at),
        family=family,
        state__in=[State.ACTIVE, State.ENDED],
        effective_from__lte=at,
    )
    if exchange:
        versions = versions.filter(adoptions__exchange=exchange, adoptions__adopted_at__lte=at).alias(
            since=Greatest("effective_from", "adoptions__adopted_at")
        )
    else:
        versions = versions.alias(since=F("effective_from"))
    found = versions.order_by("-since", "-id").first()
    if found is None:
        raise Refused(
            _("该时点没有生效的规则版本，无法办理。请联系交易机构。"), rule="R-GEN-08", code="no_rules_in_force"
        )
    return found


def value(rule: str, key: str, at: datetime, exchange: str = "", family: str = Family.TRADING) -> Any:
    """A value of the version in force at an instant. A case asks its own version instead: `version.value(rule, key)`."""
    return version_in_force(at, exchange, family).value(rule, key)


def published_versions() -> QuerySet[RuleVersion]:
    """All versions that were published, with what they hold and who adopted them."""
    adoptions = Prefetch("adoptions", Adoption.objects.order_by("exchange"))
    return RuleVersion.objects.exclude(state=State.DRAFT).prefetch_related(adoptions)


def whole_versions() -> QuerySet[RuleVersion]:
    """The same with all values, in order of their rules."""
    return published_versions().prefetch_related(Prefetch("values", RuleValue.objects.order_by("rule", "key")))


def version_for(actor: Actor, number: str) -> RuleVersion:
    """A version by its number; drafts are for those who make rules. Raises Http404 for others and for none."""
    versions = RuleVersion.objects.select_related("base")
    if not acts_for_rule_maker(actor):
        versions = versions.exclude(state=State.DRAFT)
    return get_object_or_404(versions, number=number)


def drafts_for(actor: Actor) -> QuerySet[RuleVersion]:
    """The drafts that are not public yet, for those who make rules."""
    drafts = RuleVersion.objects.filter(state=State.DRAFT)
    return drafts if acts_for_rule_maker(actor) else drafts.none()
