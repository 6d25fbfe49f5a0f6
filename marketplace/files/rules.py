"""Who may hand in, read and attach."""

from django.utils.translation import gettext_lazy as _

from marketplace.core.errors import refusal
from marketplace.files.access import Reader, may_read_subject
from marketplace.files.models import File

ATTACHED_ELSEWHERE = _("文件 {number} 已附在别的业务上：请重新上传一份。")


@refusal(_("请先登录，再上传文件。"))
def may_hand_in(actor: Reader) -> bool:
    return actor.user is not None or actor.is_system


def is_theirs(actor: Reader, file: File) -> bool:
    """Whether the actor, or the organisation acted for, handed the file in."""
    return file.uploaded_by == actor.ref or bool(file.owner and file.owner == actor.organisation_ref)


@refusal(_("您无权查看这份文件：只有上传它的单位和负责办理的人员可以查看。"), rule="R-SEC-01")
def may_read(actor: Reader, file: File) -> bool:
    return is_theirs(actor, file) or bool(file.subject and may_read_subject(actor, file.subject))


@refusal(_("只有上传文件的单位可以把它附到业务上。"), rule="R-SEC-01")
def may_attach(actor: Reader, file: File) -> bool:
    return is_theirs(actor, file) or actor.is_system
