"""Files of the organisation acted for."""

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.catalogue.models import Upload


def uploads(actor: Actor) -> QuerySet[Upload]:
    """The files of the organisation acted for, without their contents, newest first."""
    if actor.organisation is None:
        return Upload.objects.none()
    return Upload.objects.filter(organisation=actor.organisation).select_related("job").defer("content").order_by("-id")


def upload(actor: Actor, number: str) -> Upload:
    """One file of the organisation acted for. Raises Http404 otherwise."""
    found = uploads(actor).filter(number=number).first()
    if found is None:
        raise Http404(_("没有找到编号为 {number} 的文件。").format(number=number[:20]))
    return found
