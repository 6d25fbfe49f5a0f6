"""Who may see and stop a job."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.rules import is_exchange_staff
from marketplace.core.errors import refusal
from marketplace.jobs.models import Job


@refusal(_("只有发起该任务的单位可以取消它；系统任务由交易机构人员取消。"))
def may_cancel(actor: Actor, job: Job) -> bool:
    if actor.is_system:
        return True
    return actor.acts_for(job.organisation) or (job.organisation_id is None and is_exchange_staff(actor))
