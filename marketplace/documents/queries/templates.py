"""Which edition of a template applies."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from marketplace.core.clock import SHANGHAI
from marketplace.core.errors import Refused
from marketplace.documents.models import Template


def template_in_force(code: str, on: date) -> Template:
    """The newest approved edition that is effective on a day. Raises Refused if there is none."""
    approved = Template.objects.filter(code=code, state=Template.State.APPROVED, effective_from__lte=on)
    found = approved.select_related("layout").order_by("-effective_from", "-edition").first()
    if found is None:
        raise Refused(_("没有已生效的“{code}”文书模板，请先批准一个版次。").format(code=code[:40]), code="no_template")
    return found


def templates_in_force(on: date) -> list[Template]:
    """The edition in force on a day of every kind of document, by code."""
    approved = Template.objects.filter(state=Template.State.APPROVED, effective_from__lte=on)
    return list(approved.order_by("code", "-effective_from", "-edition").distinct("code"))


def editions(code: str) -> QuerySet[Template]:
    """All editions of a kind of document, the newest first. Raises Http404 for an unknown kind."""
    found = Template.objects.filter(code=code).select_related("drafted_by", "decided_by").order_by("-edition")
    if not found.exists():
        raise Http404(_("没有这种文书。"))
    return found


def template(code: str, edition: int) -> Template:
    """One edition. Raises Http404."""
    found = (
        Template.objects.filter(code=code, edition=edition).select_related("layout", "drafted_by", "decided_by").first()
    )
    if found is None:
        raise Http404(_("没有这种文书。"))
    return found


def blank_form(code: str, at: datetime) -> Template:
    """The edition in force of a form that anybody may print empty. Raises Http404 for any other kind."""
    approved = Template.objects.filter(code=code, blank=True, state=Template.State.APPROVED)
    in_force = approved.filter(effective_from__lte=at.astimezone(SHANGHAI).date()).select_related("layout")
    found = in_force.order_by("-effective_from", "-edition").first()
    if found is None:
        raise Http404(_("没有这种空白表格。"))
    return found


def drafts() -> list[Template]:
    """Editions that wait for a second person, the longest waiting first."""
    return list(Template.objects.filter(state=Template.State.DRAFT).select_related("drafted_by").order_by("id"))
