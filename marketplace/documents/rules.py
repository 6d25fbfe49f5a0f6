"""Who reads documents, seals them, confirms seals and keeps the templates."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.models import Role
from accounts.rules import acts_for_verified, is_exchange_staff
from marketplace.core.errors import refusal
from marketplace.documents.models import Document, Sealing, Template
from marketplace.files.access import may_read_subject


def is_staff_of(actor: Actor, document: Document) -> bool:
    return is_exchange_staff(actor) and actor.exchange == document.exchange


@refusal(_("您无权查看这份文书：只有收件单位、事项的当事方和出具机构可以查看。"), rule="R-SEC-01")
def may_read(actor: Actor, document: Document) -> bool:
    """Staff of the exchange that issued it; of the others the addressee alone if it has one, else whoever reads the subject."""
    if actor.is_system or is_staff_of(actor, document):
        return True
    if document.addressee_id is not None:
        if actor.organisation is not None and actor.organisation.pk == document.addressee_id:
            return True
        if not (actor.has(Role.SUPERVISOR) or (actor.exchange and actor.exchange == document.exchange)):
            return False  # its finance, too, reads what its own subject shows it
    return may_read_subject(actor, document.subject)


@refusal(_("您无权查看这项业务的材料：只有当事方和办理机构可以查看。"), rule="R-SEC-01")
def may_read_about(actor: Actor, subject: str) -> bool:
    return actor.is_system or may_read_subject(actor, subject)


@refusal(_("只有文书当事方的管理员或经办人可以上传盖章扫描件，且单位须已通过认证。"), rule="R-SEC-12")
def may_seal(actor: Actor, document: Document) -> bool:
    """A party that reads the document; an exchange confirms what others sealed."""
    is_party = acts_for_verified(actor) and not actor.exchange and actor.has(Role.ADMIN, Role.AGENT)
    return is_party and may_read(actor, document)


@refusal(_("只有出具机构的业务员或复核员可以核对原件，且不得核对本人或本单位上传的扫描件。"), rule="R-SEC-12")
def may_confirm(actor: Actor, sealing: Sealing) -> bool:
    """Four eyes: another person, of another organisation, than who sealed."""
    if not is_staff_of(actor, sealing.document) or actor.user is None or actor.organisation is None:
        return False
    return actor.user.pk != sealing.uploaded_by_id and actor.organisation.pk != sealing.organisation_id


@refusal(_("只有交易机构的业务员可以起草文书模板。请由业务员办理。"), rule="R-SEC-12")
def may_draft_template(actor: Actor) -> bool:
    return is_exchange_staff(actor) and actor.has(Role.OFFICER)


@refusal(_("文书模板须由起草人以外的交易机构复核员批准或退回。请由另一人办理。"), rule="R-SEC-12")
def may_decide_template(actor: Actor, template: Template) -> bool:
    another = actor.user is not None and actor.user.pk != template.drafted_by_id
    return is_exchange_staff(actor) and actor.has(Role.REVIEWER) and another


@refusal(_("只有交易机构的业务员和复核员可以查看文书模板。"))
def may_see_templates(actor: Actor) -> bool:
    return is_exchange_staff(actor)
