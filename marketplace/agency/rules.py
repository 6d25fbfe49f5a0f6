"""Who acts for an owner under custody, and who keeps the registry of practitioners."""

from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actor import Actor, Role
from accounts.models import Kind, Organisation
from accounts.rules import acts_for_verified, is_exchange_staff, is_signed_in
from marketplace.agency.models import Attribution, CustodyAgreement, Practitioner, Scope
from marketplace.core.errors import refusal
from marketplace.core.money import yuan

CUSTODIANS = frozenset({Kind.EXCHANGE, Kind.SERVICE_AGENCY})
SIDE_ROLES = (Role.ADMIN, Role.AGENT)
CUSTODY_ROLES = (*SIDE_ROLES, Role.OFFICER)  # an exchange acts by its officers


def could_be_custodian(actor: Actor) -> bool:
    """Whether the actor acts for an organisation of a kind that takes custody at all; asks nothing of the database."""
    return actor.organisation is not None and actor.organisation.kind in CUSTODIANS


def custody_of(
    actor: Actor,
    owner: Organisation,
    scope: str,
    *,
    rights: Collection[str] = (),
    amount_fen: int | None = None,
) -> CustodyAgreement | None:
    """The agreement in force by which the actor's organisation may do `scope` for `owner`; None if there is none.

    `rights` are the numbers of the rights concerned: an agreement that names its rights must name all of them. With an
    amount its limit must reach. The term is compared with the market's clock in the same statement.
    """
    if not acts_for_verified(actor) or not actor.has(*CUSTODY_ROLES) or actor.acts_for(owner):
        return None
    if not could_be_custodian(actor):
        return None
    running = CustodyAgreement.objects.running().between(owner, actor.organisation).filter(scopes__contains=[scope])
    for agreement in running.prefetch_related("rights").order_by("pk"):
        if covers(agreement, rights) and (amount_fen is None or _reaches(agreement, amount_fen)):
            return agreement
    return None


def acts_for_owner(
    actor: Actor,
    owner: Organisation,
    scope: str,
    *,
    rights: Collection[str] = (),
    amount_fen: int | None = None,
) -> bool:
    """Whether the actor may do `scope` in the owner's stead, under custody."""
    return custody_of(actor, owner, scope, rights=rights, amount_fen=amount_fen) is not None


def covers(agreement: CustodyAgreement, rights: Collection[str]) -> bool:
    """Whether an agreement is about all of these rights."""
    if agreement.all_rights:
        return True
    named = {row.number for row in agreement.rights.all()}
    return bool(rights) and set(rights) <= named


def _reaches(agreement: CustodyAgreement, amount_fen: int) -> bool:
    return agreement.limit_fen is None or amount_fen <= agreement.limit_fen


def why_not(
    actor: Actor,
    owner: Organisation,
    scope: str,
    *,
    rights: Collection[str] = (),
    amount_fen: int | None = None,
) -> str:
    """Why the custody between the two does not carry the act, in words; empty where there never was a custody."""
    if actor.organisation is None:
        return ""
    known = CustodyAgreement.objects.between(owner, actor.organisation).order_by("-pk")
    signed = known.filter(state__in=[CustodyAgreement.State.IN_FORCE, CustodyAgreement.State.TERMINATED])
    last = signed.first()
    if last is None:
        waits = known.filter(state=CustodyAgreement.State.PROPOSED).first()
        return _("托管协议 {number} 尚未由双方签署，不能代为办理。").format(number=waits.number) if waits else ""
    running = list(CustodyAgreement.objects.running().between(owner, actor.organisation).prefetch_related("rights"))
    if not running:
        until = last.ends_date or last.to_date
        return _("托管协议 {number} 的期限为 {first} 至 {last}，现在不在期限内，不能代为办理。").format(
            number=last.number, first=last.from_date, last=until
        )
    return _out_of_scope(running, scope, rights, amount_fen)


def _out_of_scope(running: list[CustodyAgreement], scope: str, rights: Collection[str], amount_fen: int | None) -> str:
    numbers = _("、").join(one.number for one in running)
    allowed = [one for one in running if scope in one.scopes]
    if not allowed:
        return _("托管协议 {number} 的事项不包括“{scope}”，请由委托方自行办理。").format(
            number=numbers, scope=Scope(scope).label
        )
    covering = [one for one in allowed if covers(one, rights)]
    if not covering:
        return _("托管协议 {number} 没有列明这项成果的权利，请由委托方自行办理，或补签协议。").format(number=numbers)
    limits = [one.limit_fen for one in covering if one.limit_fen is not None]
    if amount_fen is not None and limits:
        return _("金额超过托管协议 {number} 的授权上限 {limit} 元，请由委托方自行办理。").format(
            number=numbers, limit=yuan(max(limits))
        )
    return _("您在本单位没有办理托管业务的角色。请由管理员、经办人或业务员办理。")


@refusal(gettext_lazy("托管协议由委托方或受托方的管理员、经办人提出和签署；受托方须为交易机构或服务机构。"), rule="C15")
def may_propose_custody(actor: Actor, owner: Organisation, custodian: Organisation) -> bool:
    side = actor.acts_for(owner) or actor.acts_for(custodian)
    return acts_for_verified(actor) and side and _signs(actor) and custodian.kind in CUSTODIANS


@refusal(gettext_lazy("托管协议须由对方单位的管理员、经办人签署或拒签，且不得是提出人本人。"), rule="C15")
def may_sign_custody(actor: Actor, agreement: CustodyAgreement) -> bool:
    """The side that did not propose, by another person."""
    other = agreement.custodian if agreement.proposed_for_id == agreement.owner_id else agreement.owner
    another = actor.user is not None and actor.user.pk != agreement.proposed_by_id
    return acts_for_verified(actor) and actor.acts_for(other) and _signs(actor) and another


@refusal(gettext_lazy("只有托管协议双方的管理员、经办人可以申请纸质签署。"), rule="C15")
def may_print_custody(actor: Actor, agreement: CustodyAgreement) -> bool:
    """Either side asks for the paper that both seal."""
    return acts_for_verified(actor) and is_party(actor, agreement) and _signs(actor)


@refusal(gettext_lazy("只有托管协议双方的管理员、经办人可以办理。"), rule="C15")
def may_keep_custody(actor: Actor, agreement: CustodyAgreement) -> bool:
    """Either side: ends it, keeps its annuities."""
    return acts_for_verified(actor) and is_party(actor, agreement) and _signs(actor)


def _signs(actor: Actor) -> bool:
    return actor.has(*(CUSTODY_ROLES if actor.exchange else SIDE_ROLES))


def is_party(actor: Actor, agreement: CustodyAgreement) -> bool:
    return actor.acts_for(agreement.owner) or actor.acts_for(agreement.custodian)


def may_see_custody(actor: Actor, agreement: CustodyAgreement) -> bool:
    """Its two sides, and supervisors."""
    return is_party(actor, agreement) or actor.has(Role.SUPERVISOR)


@refusal(gettext_lazy("请先登录，再登记为技术经理人。"))
def may_register_practitioner(actor: Actor) -> bool:
    return is_signed_in(actor)


@refusal(gettext_lazy("只有本人可以办理。"))
def is_the_practitioner(actor: Actor, practitioner: Practitioner) -> bool:
    return actor.user is not None and actor.user.pk == practitioner.user_id


@refusal(gettext_lazy("技术经理人由交易机构的业务员审核，不得审核本人或本单位人员（回避）。"), rule="R-CRD-04")
def may_verify_practitioner(actor: Actor, practitioner: Practitioner) -> bool:
    own = actor.acts_for(practitioner.organisation) or is_the_practitioner(actor, practitioner)
    return is_exchange_staff(actor) and actor.has(Role.OFFICER) and not own


@refusal(gettext_lazy("归属须由技术经理人本人确认或否认。"))
def may_answer_attribution(actor: Actor, attribution: Attribution) -> bool:
    return is_the_practitioner(actor, attribution.practitioner)
