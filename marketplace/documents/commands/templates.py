"""New editions of templates: drafted by one person, approved by another, after they were set with sample data."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Invalid, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.documents import printing, rules, schema, shipping, trial, typesetting
from marketplace.documents.models import Layout, Series, Template

REASON = 300
LONGEST_SOURCE = 40_000
TITLE = 60
TITLE_EN = 100


@atomic
def draft_template(
    *,
    code: str,
    title: str,
    title_en: str,
    source: str,
    fields: list[dict[str, Any]],
    effective_from: date,
    note: str,
    actor: Actor,
    clock: Clock,
) -> Template:
    """Propose a new edition of a template: it is set with sample data first, apart and bounded.

    Raises Invalid for a wrong field, for a source that reaches outside of itself or cannot be set, and for a past date.
    """
    last = Template.objects.select_for_update().filter(code=code).order_by("-edition").first()
    now = clock.read()
    require(rules.may_draft_template, actor)
    if last is None or not Series.objects.filter(code=code).exists():
        raise Invalid(fields={"code": [_("没有这种文书。")]})
    if effective_from < now.astimezone(SHANGHAI).date():
        raise Invalid(fields={"effective_from": [_("生效日期不能早于今天。")]})
    layout = Layout.objects.order_by("-id").first()
    assert layout is not None
    schema.check_schema({"fields": fields})
    template = Template(
        code=code,
        edition=(Template.objects.filter(code=code).aggregate(last=Max("edition"))["last"] or 0) + 1,
        title=words(title, field="title", most=TITLE, lack=_("请填写标题。")),
        title_en=words(title_en, field="title_en", most=TITLE_EN, lack=_("请填写英文标题。")),
        layout=layout,
        source=words(source, field="source", most=LONGEST_SOURCE, lack=_("请填写正文。")),
        schema={"fields": fields},
        blank=last.blank,
        effective_from=effective_from,
        note=words(note, field="note", most=REASON, lack=_("请说明修订了什么。")),
        drafted_by=actor.user,
        drafted_at=now,
    )
    template.sha256 = shipping.fingerprint(
        layout=layout.source,
        title=template.title,
        title_en=template.title_en,
        source=template.source,
        schema=template.schema,
    )
    sample(template)
    template.save(force_insert=True)
    audit.record(
        "documents.template_drafted",
        subject=_ref(template),
        actor=actor,
        code=code,
        edition=template.edition,
        sha256=template.sha256,
        note=template.note,
    )
    return template


def sample(template: Template) -> bytes:
    """A draft set with sample data, apart. Raises Invalid for `source` if it cannot be."""
    odd = typesetting.forbidden_words(template.source)
    if odd:
        message = _("正文不能使用：{words}。模板不得读取文件、网络或执行其他代码。").format(words="、".join(odd))
        raise Invalid(fields={"source": [message]})
    frame = printing.sample_frame(sandbox=settings.SANDBOX)
    kept = schema.check(template.fields, schema.sample(template.fields))
    try:
        return trial.set_apart(
            template.layout.source, template.source, printing.values(template, kept, frame), template.drafted_at
        )
    except trial.Failed as failed:
        raise Invalid(fields={"source": [_why(str(failed))]}) from None


def _why(text: str) -> str:
    match text:
        case "timeout" | "limit":
            return _("排版超出时间或内存限制，请检查循环。")
        case _:
            return _("无法排版：{error}").format(error=text[:300])


@atomic
def approve_template(*, template: Template, actor: Actor, clock: Clock) -> None:
    """Put a draft into force from its date, or from today if that has passed; by another person than its author."""
    lock(template)
    now = clock.read()
    require(rules.may_decide_template, actor, template)
    today = now.astimezone(SHANGHAI).date()
    template.move("approve", decided_by=actor.user, decided_at=now, effective_from=max(template.effective_from, today))
    audit.record("documents.template_approved", subject=_ref(template), actor=actor, code=template.code)


@atomic
def reject_template(*, template: Template, reason: str, actor: Actor, clock: Clock) -> None:
    """Decline a draft with the reason; by another person than its author."""
    lock(template)
    now = clock.read()
    require(rules.may_decide_template, actor, template)
    said = words(reason, field="reason", most=REASON, lack=_("请写明不批准的原因。"))
    template.move("reject", decided_by=actor.user, decided_at=now, reason=said)
    audit.record("documents.template_rejected", subject=_ref(template), actor=actor, code=template.code, reason=said)


def _ref(template: Template) -> str:
    return f"template:{template.code}:{template.edition}"
