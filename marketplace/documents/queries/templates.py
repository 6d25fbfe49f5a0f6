"""Which edition of a template applies."""

from datetime import date

from django.utils.translation import gettext as _

from marketplace.core.errors import Refused
from marketplace.documents.models import Template


def template_in_force(code: str, on: date) -> Template:
    """The newest approved edition that is effective on a day. Raises Refused if there is none."""
    approved = Template.objects.filter(code=code, state=Template.State.APPROVED, effective_from__lte=on)
    found = approved.select_related("layout").order_by("-effective_from", "-edition").first()
    if found is None:
        raise Refused(_("没有已生效的“{code}”文书模板，请先批准一个版次。").format(code=code[:40]), code="no_template")
    return found
