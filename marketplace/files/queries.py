"""Files the actor may know of."""

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from marketplace.files import rules
from marketplace.files.access import Reader
from marketplace.files.models import File


def files_of(subject: str) -> QuerySet[File]:
    """The files about a subject (`case:P-2027-000042`), in the order they came; whoever shows them has asked who reads."""
    return File.objects.filter(subject=subject).order_by("id")


def file(actor: Reader, number: str) -> File:
    """One file the actor may read. Raises Http404 otherwise."""
    found = File.objects.filter(number=number).first()
    if found is None or not rules.may_read(actor, found):
        raise Http404(_("没有找到编号为 {number} 的文件。").format(number=number[:20]))
    return found
