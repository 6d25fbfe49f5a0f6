"""Who may do what in the catalogue."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.models import Membership, Organisation, Role
from accounts.models.membership import STAFF_ROLES
from accounts.rules import acts_for_verified, is_exchange_staff
from marketplace.agency.models import CustodyAgreement, Scope
from marketplace.agency.rules import acts_for_owner, could_be_custodian, why_not
from marketplace.audit.models import Entry
from marketplace.catalogue.models import EDITABLE, ColumnMapping, Encumbrance, Listing, Need, Upload
from marketplace.core.errors import Forbidden, refusal, require

DRAFTING_ROLES = (Role.ADMIN, Role.AGENT)
# What a person does to a listing in its lister's stead.
HANDLING = ("catalogue.listing_drafted", "catalogue.listing_edited", "catalogue.listing_submitted")


def _acts_for_a_verified_party(actor: Actor) -> bool:
    return acts_for_verified(actor) and actor.has(*DRAFTING_ROLES)


@refusal(_("只有已认证单位的管理员或经办人可以登记成果。请先在工作台完成单位认证。"))
def may_draft(actor: Actor) -> bool:
    return _acts_for_a_verified_party(actor)


@refusal(_("只有成果登记单位的管理员或经办人可以办理，托管机构不能代办这一事项。"))
def may_speak_for_lister(actor: Actor, listing: Listing) -> bool:
    """The lister itself: what no custodian may say in its stead, such as its decisions and its secrecy review."""
    return _acts_for_a_verified_party(actor) and actor.acts_for(listing.lister)


@refusal(_("只有成果登记单位的管理员或经办人，或其托管机构，可以修改、提交这项成果。"))
def may_edit(actor: Actor, listing: Listing) -> bool:
    """The lister, or who has its achievements in custody with the scope of listing."""
    if actor.acts_for(listing.lister):
        return _acts_for_a_verified_party(actor)
    if not could_be_custodian(actor):
        return False
    return acts_for_owner(actor, listing.lister, Scope.LIST, rights=numbers_of(listing))


def require_edit(actor: Actor, listing: Listing) -> None:
    """Raise Forbidden unless the actor may edit; a custodian is told what his agreement lacks."""
    if not may_edit(actor, listing):
        refuse_custodian(actor, listing.lister, Scope.LIST, numbers_of(listing))
        require(may_edit, actor, listing)


def require_draft_for(actor: Actor, owner: Organisation, rights: Collection[str]) -> None:
    """Raise Forbidden unless the actor may draft a listing of `owner`, who is another: only under custody."""
    if not acts_for_owner(actor, owner, Scope.LIST, rights=rights):
        refuse_custodian(actor, owner, Scope.LIST, rights)
        require(may_land_under, actor, owner)


def refuse_custodian(
    actor: Actor, owner: Organisation, scope: Scope, rights: Collection[str], amount_fen: int | None = None
) -> None:
    """Raise Forbidden saying what the custody between the two lacks; nothing where there never was one."""
    words = why_not(actor, owner, scope, rights=rights, amount_fen=amount_fen)
    if words:
        raise Forbidden(words, rule="C15", code="custody_does_not_carry")


def numbers_of(listing: Listing) -> list[str]:
    """The numbers of a listing's rights; a right without one counts as its title."""
    return [right.number or right.title for right in listing.rights.all()]


@refusal(_("只有挂牌交易机构的业务员或复核员可以办理，且不得是成果登记单位的成员。"), rule="R-LST-08")
def may_decide(actor: Actor, listing: Listing) -> bool:
    """Officers and reviewers of the venue who do not belong to the lister accept, return, publish, suspend and correct."""
    return works_at_venue(actor, listing) and not belongs_to(actor, listing)


@refusal(_("只有成果登记单位或挂牌交易机构可以撤回这项成果。"))
def may_withdraw(actor: Actor, listing: Listing) -> bool:
    return may_edit(actor, listing) or may_decide(actor, listing)


@refusal(_("只有成果登记单位的管理员或经办人、挂牌交易机构的业务员或复核员可以登记权利负担。"), rule="R-LST-04")
def may_encumber(actor: Actor, listing: Listing) -> bool:
    """The owner, who warrants the truth of it, or its venue, which checks the register."""
    return may_decide(actor, listing) or (_acts_for_a_verified_party(actor) and actor.acts_for(listing.lister))


@refusal(_("只有交易机构的业务员、复核员可以查看待复核的权利。"), rule="R-LST-08")
def may_watch_rights(actor: Actor) -> bool:
    return is_exchange_staff(actor)


@refusal(_("只有登记该负担的交易机构的业务员或复核员可以解除。"), rule="R-LST-04")
def may_lift(actor: Actor, encumbrance: Encumbrance) -> bool:
    """Officers of the exchange where it was recorded, who have seen the paper; nobody lifts what he recorded himself."""
    return is_exchange_staff(actor) and actor.exchange == encumbrance.exchange and actor.user != encumbrance.recorded_by


@refusal(_("只有该成果的共有权利人可以作出同意。"), rule="R-CON-06")
def may_consent(actor: Actor, listing: Listing) -> bool:
    if not _acts_for_a_verified_party(actor) or actor.acts_for(listing.lister):
        return False
    return listing.ownerships.filter(organisation=actor.organisation).exists()


@refusal(_("只有已认证单位的管理员或经办人可以发布需求。请先在工作台完成单位认证。"))
def may_post_need(actor: Actor) -> bool:
    return _acts_for_a_verified_party(actor)


@refusal(_("只有发布单位可以结束这项需求。"))
def may_close_need(actor: Actor, need: Need) -> bool:
    return actor.is_system or (_acts_for_a_verified_party(actor) and actor.acts_for(need.organisation))


@refusal(_("只有已认证单位的管理员、经办人或交易机构业务员可以导入文件。"))
def may_import(actor: Actor) -> bool:
    if actor.is_system:
        return actor.organisation is not None and actor.organisation.is_verified
    return acts_for_verified(actor) and actor.has(*DRAFTING_ROLES, *STAFF_ROLES)


@refusal(_("文件只能导入到您所代表的单位名下。请切换到该单位，或由其经办人导入。"))
def may_land_under(actor: Actor, organisation: Organisation) -> bool:
    """Nobody lists in another's name."""
    return actor.acts_for(organisation)


@refusal(_("只有上传单位可以处理这份文件。"))
def may_handle_upload(actor: Actor, upload: Upload) -> bool:
    return may_import(actor) and actor.acts_for(upload.organisation)


@refusal(_("只有本单位可以修改或删除自己的列名对照。"))
def may_handle_mapping(actor: Actor, mapping: ColumnMapping) -> bool:
    return may_import(actor) and actor.acts_for(mapping.organisation)


def may_see_inside(actor: Actor, listing: Listing) -> bool:
    """Whether the actor sees what the public does not: names of trade secrets, consents, reasons."""
    if actor.acts_for(listing.lister) or may_consent(actor, listing) or may_edit(actor, listing):
        return True
    return listing.state not in EDITABLE and (works_at_venue(actor, listing) or actor.has(Role.SUPERVISOR))


@refusal(_("只有登记单位、共有权利人和挂牌交易机构可以查看可能重复的成果。"))
def may_see_doubles(actor: Actor, listing: Listing) -> bool:
    return may_see_inside(actor, listing)


@refusal(_("只有登记单位、共有权利人和挂牌交易机构可以查看完整度。"))
def may_see_completeness(actor: Actor, listing: Listing) -> bool:
    return may_see_inside(actor, listing)


def works_at_venue(actor: Actor, listing: Listing) -> bool:
    return is_exchange_staff(actor) and actor.exchange == listing.exchange


def belongs_to(actor: Actor, listing: Listing) -> bool:
    """Whether the person is or was a member of the lister, in whatever organisation he acts now; or made or signed the
    custody of its achievements, or handled this one under it: then another colleague decides (recusal).
    """
    member = Membership.objects.filter(user=actor.user, organisation=OuterRef("pk"))
    custody = CustodyAgreement.objects.filter(owner=OuterRef("pk"), custodian=actor.organisation)
    made = custody.filter(Q(proposed_by=actor.user) | Q(signed_by=actor.user))
    handled = Entry.objects.filter(
        subject=f"listing:{listing.number}", actor=actor.ref, organisation=actor.organisation_ref, verb__in=HANDLING
    )
    own = Exists(member) | Exists(made) | (Exists(custody) & Exists(handled))
    return Organisation.objects.filter(own, pk=listing.lister_id).exists()
