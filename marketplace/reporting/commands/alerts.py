"""Alerts: raised by the rules, looked at by people."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.catalogue.models import Listing
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.reporting import rules
from marketplace.reporting.abnormal import Finding
from marketplace.reporting.models import Alert, AlertNote, AlertRule


@atomic
def raise_alerts(
    *, findings: Sequence[Finding], subject: str, listing: Listing, actor: Actor, clock: Clock
) -> list[Alert]:
    """Raise what the rules found about a subject; what was raised before is not raised again."""
    now = clock.read()
    raised = []
    for found in findings:
        alert, new = Alert.objects.get_or_create(
            rule=found.rule,
            subject=subject,
            defaults={
                "listing": listing.number,
                "exchange": listing.exchange,
                "facts": dict(found.facts),
                "raised_at": now,
            },
        )
        if new:
            raised.append(alert)
            audit.record(
                "reporting.alert_raised", subject=alert, actor=actor, private=True, rule=found.rule, of=subject
            )
    return raised


@atomic
def note_alert(*, alert: Alert, text: str, outcome: str = "", actor: Actor, clock: Clock) -> AlertNote:
    """Write down what a person found who looked at an alert; with an outcome it moves on, without it stays as it is.

    Signs of collusion that are referred leave a line from which a credit case may be opened, proposed and not decided: nothing about the sale
    changes (R-BID-13, R-CRE-13). Raises Invalid without a text or for an outcome there is not, Refused for one that was decided already.
    """
    lock(alert)
    now = clock.read()
    require(rules.may_review_alert, actor, alert)
    told = words(text, field="text", most=1000, lack=_("请写明核查情况。"))
    verbs = {Alert.State.PURSUED: "pursue", Alert.State.EXPLAINED: "explain", Alert.State.REFERRED: "refer"}
    if outcome and outcome not in verbs:
        raise Invalid(fields={"outcome": [_("请选择核查结论。")]})
    if outcome:
        alert.move(verbs[Alert.State(outcome)])
    assert actor.user
    assert actor.organisation
    note = AlertNote.objects.create(
        alert=alert, by=actor.user, organisation=actor.organisation, at=now, outcome=outcome, text=told
    )
    if outcome == Alert.State.REFERRED and alert.rule == AlertRule.BIDDERS:
        propose_credit_case(alert, told, actor)
    audit.record("reporting.alert_noted", subject=alert, actor=actor, private=True, outcome=outcome, text=told)
    return note


def propose_credit_case(alert: Alert, reasons: str, actor: Actor) -> None:
    """What a credit case would start from, as after a default (story S6): who, which breach, which facts; people decide on it (R-CRE-04)."""
    named = {number for row in alert.facts.get("signals", []) for number in row["bidders"].values()}
    audit.record(
        "reporting.credit_case_proposed",
        subject=alert,
        actor=actor,
        private=True,
        breach="collusion",
        of=alert.subject,
        organisations=sorted(named),
        facts=alert.facts,
        reasons=reasons,
    )
