"""Changes of name and mergers. Nothing that was signed, booked or decided under the old name is touched."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.commands.authorisations import revoke_all
from accounts.commands.members import end_all
from accounts.examining import RULE, same
from accounts.identifiers import normalise_uscc
from accounts.limits import Matter, due_at
from accounts.models import Invitation, Kind, Membership, Merger, NameChange, Organisation
from accounts.rules import may_approve_merger, may_decide_rename, may_propose_merger, may_rename
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import validate, words
from marketplace.files.commands import attach
from marketplace.files.models import File

REASON_LENGTH = 500
GROUNDS_LENGTH = 1_000


@atomic
def rename_organisation(
    *, organisation: Organisation, name: str, licence: File, name_en: str = "", actor: Actor, clock: Clock
) -> NameChange:
    """Propose a new name, with the new licence; an officer confirms it. The old one stays until then.

    Raises Invalid for the name it has already, or while another change waits; Refused unless it is verified.
    """
    lock(organisation)
    now = clock.read()
    require(may_rename, actor, organisation)
    if not organisation.is_verified:
        raise Refused(_("只有已认证的单位可以申请更名；尚未认证的请直接补正登记信息。"), rule=RULE, code="not_verified")
    if same(name, organisation.name):
        raise Invalid(fields={"name": [_("新名称与现用名称相同。")]}, rule=RULE)
    change = NameChange(
        organisation=organisation,
        old_name=organisation.name,
        old_name_en=organisation.name_en,
        new_name=name.strip(),
        new_name_en=name_en.strip(),
        licence=licence,
        proposed_by=actor.user,
        proposed_at=now,
        due_at=due_at(Matter.APPLICATION, now),
    )
    validate(change, exclude=["number"])
    change.save(force_insert=True)
    attach(file=licence, subject=f"namechange:{change.number}", actor=actor)
    audit.record(
        "accounts.rename_proposed",
        subject=change,
        actor=actor,
        private=True,
        organisation=organisation.number,
        name=change.new_name,
    )
    return change


@atomic
def confirm_rename(*, change: NameChange, licence_name: str, licence_uscc: str, actor: Actor, clock: Clock) -> None:
    """Give the organisation its new name, by what the officer read from the new licence. The old one becomes a former name.

    Raises Invalid where the licence says another name or another code (R-DSK-08).
    """
    organisation = change.organisation
    lock(organisation)
    lock(change)
    now = clock.read()
    require(may_decide_rename, actor, change)
    faults = {}
    if not same(licence_name, change.new_name):
        faults["licence_name"] = [_("执照上的名称与申请的“{name}”不一致。").format(name=change.new_name)]
    if normalise_uscc(licence_uscc) != organisation.uscc:
        faults["licence_uscc"] = [_("执照上的代码与登记的 {uscc} 不一致。").format(uscc=organisation.uscc)]
    if faults:
        raise Invalid(fields=faults, rule=RULE)
    change.move("confirm", decided_by=actor.user, decided_by_exchange=actor.exchange, decided_at=now)
    organisation.name, organisation.name_en = change.new_name, change.new_name_en or organisation.name_en
    organisation.save(update_fields=["name", "name_en"])
    audit.record(
        "accounts.organisation_renamed",
        subject=organisation,
        actor=actor,
        change=change.number,
        before=change.old_name,
        after=change.new_name,
    )


@atomic
def refuse_rename(*, change: NameChange, reason: str, actor: Actor, clock: Clock) -> None:
    """Decline a change of name, with the reason."""
    lock(change)
    now = clock.read()
    require(may_decide_rename, actor, change)
    said = words(reason, field="reason", most=REASON_LENGTH, lack=_("请写明原因。"))
    change.move("refuse", decided_by=actor.user, decided_by_exchange=actor.exchange, decided_at=now, reason=said)
    audit.record(
        "accounts.rename_refused",
        subject=change,
        actor=actor,
        private=True,
        organisation=change.organisation.number,
        reason=said,
    )


@atomic
def merge_organisations(
    *, absorbed: Organisation, successor: Organisation, reasons: str, paper: File, actor: Actor, clock: Clock
) -> Merger:
    """Propose that one organisation is taken into another, by the registry's paper; a second officer approves.

    Raises Invalid for the same one twice, an exchange, a person or one that is not verified.
    """
    _lock_both(absorbed, successor)
    now = clock.read()
    require(may_propose_merger, actor, absorbed, successor)
    _check_pair(absorbed, successor)
    merger = Merger(
        absorbed=absorbed,
        successor=successor,
        reasons=words(reasons, field="reasons", most=GROUNDS_LENGTH, lack=_("请写明合并的依据。")),
        paper=paper,
        proposed_by=actor.user,
        proposed_at=now,
        due_at=due_at(Matter.APPLICATION, now),
    )
    validate(merger, exclude=["number"])
    merger.save(force_insert=True)
    attach(file=paper, subject=f"merger:{merger.number}", actor=actor)
    audit.record(
        "accounts.merger_proposed",
        subject=merger,
        actor=actor,
        private=True,
        absorbed=absorbed.number,
        successor=successor.number,
    )
    return merger


def _check_pair(absorbed: Organisation, successor: Organisation) -> None:
    if absorbed == successor:
        raise Invalid(fields={"successor": [_("被合并单位与存续单位不能相同。")]}, rule=RULE)
    if {absorbed.kind, successor.kind} & {Kind.EXCHANGE, Kind.PERSON}:
        raise Invalid(fields={"successor": [_("交易机构和自然人不能办理合并。")]}, rule=RULE)
    if not absorbed.can("absorb"):
        absorbed.move("absorb")  # raises, with the words for the state
    if not successor.is_verified:
        raise Invalid(fields={"successor": [_("存续单位须已通过认证。")]}, rule=RULE)


@atomic
def approve_merger(*, merger: Merger, actor: Actor, clock: Clock) -> None:
    """Let the absorbed organisation end: it acts no more, its memberships and mandates end, its page points to the successor.

    Its history, money and cases stay as they are. Raises Forbidden for the officer who proposed it (four eyes), Refused
    once one of the two may not.
    """
    absorbed, successor = merger.absorbed, merger.successor
    _lock_both(absorbed, successor)
    lock(merger)
    now = clock.read()
    require(may_approve_merger, actor, merger)
    _check_pair(absorbed, successor)
    merger.move("approve", decided_by=actor.user, decided_at=now)
    _end_people(absorbed, successor, actor, now)
    absorbed.move("absorb", successor=successor)
    audit.record(
        "accounts.organisation_absorbed",
        subject=absorbed,
        actor=actor,
        merger=merger.number,
        successor=successor.number,
    )


def _end_people(absorbed: Organisation, successor: Organisation, actor: Actor, now: datetime) -> None:
    present = Membership.objects.filter(organisation=absorbed, ended_at__isnull=True).select_related("user")
    end_all(present.select_related("user", "organisation").order_by("id"), actor, now)
    revoke_all(absorbed, None, _("单位已并入“{name}”").format(name=successor.name), actor, now)
    absorbed.invitations.filter(state=Invitation.State.OPEN).update(state=Invitation.State.WITHDRAWN)


@atomic
def reject_merger(*, merger: Merger, reason: str, actor: Actor, clock: Clock) -> None:
    """Decline a merger, with the reason; the same person who proposed it cannot."""
    lock(merger)
    now = clock.read()
    require(may_approve_merger, actor, merger)
    said = words(reason, field="reason", most=REASON_LENGTH, lack=_("请写明原因。"))
    merger.move("reject", decided_by=actor.user, decided_at=now, reason=said)
    audit.record(
        "accounts.merger_rejected",
        subject=merger,
        actor=actor,
        private=True,
        absorbed=merger.absorbed.number,
        successor=merger.successor.number,
        reason=said,
    )


def _lock_both(first: Organisation, second: Organisation) -> None:
    """In the order of their keys, so that two mergers the other way round wait for each other and do not deadlock."""
    for one in sorted({first, second}, key=lambda party: party.pk):
        lock(one)
