"""Deals that look abnormal. An alert asks a person to look; it never says that somebody is guilty (R-BID-13)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, Organisation, User
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel


class AlertRule(models.TextChoices):
    """What is looked for; parameters are the values of the rule of the same number in the rulebook."""

    PRICE = "R-SUP-01", _("价格偏离")
    PAIR = "R-SUP-02", _("同一对交易方反复单一竞买")
    SIDES = "R-SUP-03", _("交易双方信息重合")
    FAST = "R-SUP-04", _("成交异常迅速")
    SPLIT = "R-SUP-05", _("疑似拆分规避")
    SUSPENSIONS = "R-SUP-06", _("反复中止")
    BIDDERS = "R-BID-13", _("竞买人之间的串通迹象")


class Alert(StateModel):
    """One finding of one rule about one sale or listing, with the facts it rests on, until a person has looked at it."""

    class State(models.TextChoices):
        OPEN = "open", _("待核查")
        PURSUED = "pursued", _("跟进中")
        EXPLAINED = "explained", _("已核实无异常")
        REFERRED = "referred", _("已移送处理")

    TRANSITIONS = (
        ("pursue", {State.OPEN}, State.PURSUED),
        ("explain", {State.OPEN, State.PURSUED}, State.EXPLAINED),
        ("refer", {State.OPEN, State.PURSUED}, State.REFERRED),
    )

    number = NumberField(prefix="AL")
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    rule = models.CharField(_("规则"), max_length=8, choices=AlertRule)
    subject = models.CharField(max_length=40)  # sale:S-…, listing:L-…
    listing = models.CharField(max_length=20)
    exchange = models.CharField(_("交易机构"), max_length=2, choices=ExchangeCode)
    facts = models.JSONField(default=dict)
    raised_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_alert_per_rule_and_subject", fields=["rule", "subject"])]
        indexes = [models.Index(fields=["exchange", "-id"], name="alerts_of_an_exchange")]

    def __str__(self) -> str:
        return self.number


class AlertNote(models.Model):
    """What a person who looked has found."""

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="notes")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=9, choices=Alert.State, blank=True)  # empty: a note, nothing is decided
    text = models.CharField(max_length=1000)

    def __str__(self) -> str:
        return f"{self.alert_id} {self.at}"
