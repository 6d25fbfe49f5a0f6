"""Drawing up the text of a contract from its deal, and drawing it up anew while nobody has signed."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Organisation
from marketplace.audit import commands as audit
from marketplace.audit.chain import canonical
from marketplace.contracts.commands.checklist import raise_flags
from marketplace.contracts.content import Bounds, Text, check
from marketplace.contracts.models import Deed, DeedState, DeedVersion, VersionState
from marketplace.contracts.payments import Payment
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused
from marketplace.core.findings import refuse
from marketplace.core.states import atomic, lock
from marketplace.rulebook.models import RuleVersion

TITLE_MAX = 200
FIXED = ("subtype", "price_fen", "patents")


@atomic
def draft(
    *,
    subject: str,
    title: str,
    exchange: str,
    provider: Organisation,
    client: Organisation,
    text: Text,
    rule_version: RuleVersion,
    announced: tuple[str, ...] = ("subject",),
    managed: tuple[str, ...] = (),
    fixed: tuple[str, ...] = FIXED,
    manages_payment: bool = False,
    actor: Actor,
    clock: Clock,
) -> Deed:
    """Draw up the text of a deal that was made, as its first version, which may be signed at once if nobody changes it.

    A step of the deal's own command, which has asked who may. `subject` names the deal (`commission:…`); it has one text. `announced`
    are the clauses that nobody changes any more, `fixed` the other parts of the text (`content.Text`) of which that holds, `managed`
    the clauses that only `redraft` changes; the way of paying is announced too, unless the deal manages it. Raises Invalid with every fault of the text at its field.
    """
    now = clock.read()
    text = text.stripped()
    refuse(check(text, bounds_of(rule_version)))
    told = text.plain()
    payment = {"payment": told["payment"]}
    kept = {name: told[name] for name in fixed} | ({} if manages_payment else payment)
    lent = ({"clauses": _of(told, managed)} if managed else {}) | (payment if manages_payment else {})
    deed = Deed.objects.create(
        subject=subject,
        title=title[:TITLE_MAX],
        exchange=exchange,
        provider=provider,
        client=client,
        rule_version=rule_version,
        announced=kept | {"clauses": _of(told, announced)},
        managed=lent,
        drafted_at=now,
    )
    version = add_version(deed, text, now, state=VersionState.ACCEPTED)
    _put_in_place(deed, version)
    told_of = {"version": version.number, "sha256": version.sha256, "about": subject}
    audit.record("contracts.drafted", subject=deed, actor=actor, private=True, **told_of)
    return deed


@atomic
def redraft(
    *, deed: Deed, clauses: Mapping[str, str], payment: Payment | None = None, actor: Actor, clock: Clock
) -> DeedVersion:
    """Draw up the managed clauses of a text anew, while nobody has signed; what the sides agreed on besides stays.

    A step of the deal's own commands. A proposal that waits is over: it was made of another text. Raises Refused once signed.
    """
    lock(deed)
    now = clock.read()
    require_unsigned(deed)
    assert deed.current
    text = deed.current.content.with_clauses(**clauses)
    if payment is not None:
        text = replace(text, payment=payment)
    text = text.stripped()
    refuse(check(text, bounds_of(deed.rule_version)))
    told = text.plain()
    kept = {"payment": told["payment"]} if "payment" in deed.managed else {}
    deed.managed = {**kept, "clauses": {**deed.managed.get("clauses", {}), **_of(told, tuple(clauses))}}
    deed.save(update_fields=["managed"])
    for waiting in deed.versions.filter(state=VersionState.PROPOSED):
        waiting.move("withdraw", answered_at=now)
    version = add_version(deed, text, now, state=VersionState.ACCEPTED)
    _put_in_place(deed, version)
    audit.record(
        "contracts.redrafted", subject=deed, actor=actor, private=True, version=version.number, sha256=version.sha256
    )
    return version


def _put_in_place(deed: Deed, version: DeedVersion) -> None:
    deed.current = version
    deed.save(update_fields=["current"])


def _of(told: Mapping[str, Any], clauses: tuple[str, ...]) -> dict[str, str]:
    return {key: told["clauses"][key] for key in clauses if key in told["clauses"]}


def bounds_of(rules: RuleVersion) -> Bounds:
    return Bounds(most_answer_days=int(rules.value("R-CON-03", "most_answer_days")))


def require_unsigned(deed: Deed) -> None:
    """Raise Refused if the text is no draft any more, or a side has signed it."""
    if deed.state != DeedState.DRAFT:
        raise Refused(_("合同已生效或已终止，只能以补充协议变更。"), rule="R-SET-03", code="state_draft")
    if deed.current and deed.current.signatures.exists():
        raise Refused(_("一方已签署合同，条款不能再修改。"), rule="R-SET-03", code="signed_already")


def add_version(deed: Deed, text: Text, now: datetime, *, state: str, **fields: Any) -> DeedVersion:
    """The next version with its hash and with what people have to look at in it. A step of the commands."""
    last = deed.versions.order_by("-position").values_list("position", flat=True).first() or 0
    told = text.plain()
    version = DeedVersion.objects.create(
        deed=deed,
        position=last + 1,
        state=state,
        basis=deed.current,
        subtype=text.subtype,
        text=told,
        sha256=digest(deed, told),
        proposed_at=now,
        **fields,
    )
    raise_flags(version, now)
    return version


def digest(deed: Deed, told: Mapping[str, Any]) -> str:
    """SHA-256 of a text in canonical JSON, hexadecimal: the contract, its parties, the whole text. The same text has the same."""
    parties = {
        "provider": {"number": deed.provider.number, "name": deed.provider.name, "uscc": deed.provider.uscc},
        "client": {"number": deed.client.number, "name": deed.client.name, "uscc": deed.client.uscc},
    }
    signed = {"deed": deed.number, "subject": deed.subject, **parties, "text": told}
    return hashlib.sha256(canonical(signed)).hexdigest()
