"""Signing a version; the second signature of the two sides puts it into force."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor, system_actor
from accounts.models import Scope as Acts
from accounts.rules import require_authority
from marketplace.audit import commands as audit
from marketplace.contracts import rules, signing
from marketplace.contracts.commands.checklist import declare, require_clear
from marketplace.contracts.commands.papers import issue_supplement
from marketplace.contracts.commands.performing import lay_milestones, lay_steps
from marketplace.contracts.models import Deed, DeedSignature, DeedState, DeedVersion, Side, VersionState
from marketplace.contracts.signing import Statement
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused, require
from marketplace.core.states import atomic, lock

RULE = "R-SET-03"


@atomic
def sign_deed(
    *,
    deed: Deed,
    side: str,
    sha256: str = "",
    method: str = "market",
    evidence: str = "",
    actor: Actor,
    clock: Clock,
) -> DeedSignature:
    """Sign the text in place for a side; the second side's signature puts it into force, with its milestones and entries.

    A step of the deal's own command, which has locked the deal and asked who signs for whom. `sha256` says which text the signer has
    read; `evidence` is what the method brings along (`contracts.signing`). Raises Refused if the text is another, was signed already by
    the side, waits for an answer to a clause (R-CON-11) or to a proposed version; Invalid for evidence that does not hold.
    """
    lock(deed)
    now = clock.read()
    if deed.state != DeedState.DRAFT or deed.current is None:
        raise Refused(_("只有待签署的合同可以签署。"), rule=RULE, code="state_sign")
    if deed.versions.filter(state=VersionState.PROPOSED).exists():
        told = _("有一个修改版本待答复，请先接受、不接受或撤回，再签署。")
        raise Refused(told, rule=RULE, code="version_waits")
    signature = _sign(deed.current, side, sha256, method, evidence, actor, now)
    if deed.current.signatures.count() == len(Side):
        _take_effect(deed, now)
    return signature


@atomic
def sign_supplement(
    *, version: DeedVersion, sha256: str = "", method: str = "market", evidence: str = "", actor: Actor, clock: Clock
) -> DeedSignature:
    """Sign an agreed supplement for one's side; with the second signature it takes the place of the text in force.

    Raises Refused if it is not agreed, the contract is over, or the side has signed; Forbidden for anybody but the two sides.
    """
    deed = version.deed
    lock(deed)
    lock(version)
    now = clock.read()
    require_authority(actor, Acts.SIGN, version.content.price_fen, at=now)
    require(rules.may_sign_supplement, actor, version)
    if deed.state != DeedState.IN_FORCE or not version.supplement or version.state != VersionState.ACCEPTED:
        raise Refused(_("只有双方已接受、待签署的补充协议可以签署。"), rule=RULE, code="state_sign")
    signature = _sign(version, rules.side_of(actor, deed), sha256, method, evidence, actor, now)
    if version.signatures.count() == len(Side):
        before = deed.current
        deed.current = version
        deed.save(update_fields=["current"])
        lay_milestones(deed, before, now)
        system = system_actor("contracts.sign_supplement")
        paper = issue_supplement(version, now, system, clock)
        told = {"version": version.number, "sha256": version.sha256, **({"document": paper} if paper else {})}
        audit.record("contracts.supplement_effective", subject=deed, actor=system, private=True, **told)
    return signature


def _sign(
    version: DeedVersion, side: str, sha256: str, method: str, evidence: str, actor: Actor, now: datetime
) -> DeedSignature:
    deed = version.deed
    if version.signatures.filter(side=side).exists():
        raise Refused(_("贵方已签署本合同。"), rule=RULE, code="signed_already")
    if sha256 and sha256 != version.sha256:
        raise Refused(_("合同文本刚刚变更，请重新阅读后再签署。"), rule=RULE, code="text_changed")
    if not version.declarations.filter(side=side).exists():
        declare(version, side, (), actor, now)
    require_clear(version)
    assert actor.user
    party = deed.party(side)
    statement = Statement(
        deed=deed.number,
        version=version.position,
        sha256=version.sha256,
        side=side,
        organisation=party.number,
        uscc=party.uscc,
        name=party.name,
        signer=actor.user.number,
        signed_at=now,
    )
    signed = signing.adapter(method).make(statement, evidence)
    signature = DeedSignature.objects.create(
        version=version,
        side=side,
        organisation=party,
        signed_by=actor.user,
        signed_at=now,
        method=method,
        sha256=version.sha256,
        evidence=signed.evidence,
        signer=signed.signer,
    )
    audit.record(
        "contracts.signed",
        subject=deed,
        actor=actor,
        private=True,
        version=version.number,
        sha256=version.sha256,
        side=side,
        method=method,
    )
    return signature


def _take_effect(deed: Deed, now: datetime) -> None:
    deed.move("take_effect", effective_at=now)
    lay_milestones(deed, None, now)
    lay_steps(deed, now)
    assert deed.current
    audit.record(
        "contracts.effective",
        subject=deed,
        actor=system_actor("contracts.sign_deed"),
        private=True,
        about=deed.subject,
        version=deed.current.number,
        sha256=deed.current.sha256,
    )
