"""Print, seal, upload the scan, and an officer who compares it with the original."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.documents import rules, scanning
from marketplace.documents.effects import effect_of
from marketplace.documents.models import Document, Sealing
from marketplace.files import blobs
from marketplace.files import commands as files
from marketplace.files.models import File

PURPOSE = "sealed_scan"
RULE = "R-SEC-12"
REASON = 300
# What an officer compares before a copy is taken for the original.
CHECKPOINTS = {
    "original_seen": gettext_lazy("已见到盖章的纸质原件"),
    "complete": gettext_lazy("页数齐全，与电子文书逐页一致，无涂改"),
    "code_belongs": gettext_lazy("扫描件上的编号、核验码与本文书一致"),
    "seal_right": gettext_lazy("印章清晰，名称与盖章单位一致"),
    "signed": gettext_lazy("签字、日期齐全"),
}


@atomic
def upload_scan(*, document: Document, file: File, actor: Actor, clock: Clock) -> Sealing:
    """Hand in the scan of a document that one's organisation printed and sealed; an officer compares it with the original.

    Raises Invalid for `file` if its pages are not those of the document or its code is another document's, Refused for a
    document out of force and while another scan of the same seal waits or was confirmed.
    """
    lock(document)
    now = clock.read()
    require(rules.may_seal, actor, document)
    _require_current(document)
    effect = effect_of(document)
    if effect is not None:
        effect.check(document, actor)
    assert actor.organisation is not None
    assert actor.user is not None
    live = Sealing.objects.filter(document=document, organisation=actor.organisation).exclude(
        state=Sealing.State.REJECTED
    )
    if live.exists():
        raise Refused(_("本单位的盖章扫描件已在核对或已核对，不能重复上传。"), code="scan_there")
    files.attach(file=file, subject=audit.ref(document), actor=actor)
    pages, mark = _compare(document, file)
    sealing = Sealing.objects.create(
        document=document,
        organisation=actor.organisation,
        file=file,
        pages=pages,
        mark=mark,
        uploaded_at=now,
        uploaded_by=actor.user,
    )
    _record("documents.scan_uploaded", sealing, actor, file=file.number, mark=mark)
    return sealing


def _compare(document: Document, file: File) -> tuple[int, str]:
    """The pages of a scan, and whether the code on it was read. Raises Invalid if the scan is another paper's."""
    try:
        pdf = scanning.as_pdf(blobs.content_of(file.sha256), file.kind)
        pages, codes = scanning.page_count(pdf), scanning.codes_on(pdf)
    except scanning.Unreadable:
        raise Invalid(fields={"file": [_("无法读取这份扫描件，请上传 PDF，或单页的 PNG、JPEG。")]}) from None
    if pages != document.pages:
        message = _("扫描件有 {pages} 页，文书有 {wanted} 页：请完整扫描全部页面为一个 PDF 后重新上传。")
        raise Invalid(fields={"file": [message.format(pages=pages, wanted=document.pages)]}, rule=RULE)
    if codes and document.check_code not in codes:
        raise Invalid(fields={"file": [_("扫描件上的二维码属于另一份文书，请核对后重新上传。")]}, rule=RULE)
    return pages, Sealing.Mark.MATCHES if codes else Sealing.Mark.UNREAD


@atomic
def confirm_original(*, sealing: Sealing, checklist: Mapping[str, bool], actor: Actor, clock: Clock) -> None:
    """Confirm 原件已核: every point of CHECKPOINTS compared with the paper; what the seal does to the matter follows with it.

    Raises Invalid for a point that is left open, and what the effect raises.
    """
    lock(sealing)
    now = clock.read()
    require(rules.may_confirm, actor, sealing)
    _require_current(sealing.document)
    open_points = [point for point in CHECKPOINTS if checklist.get(point) is not True]
    if open_points:
        raise Invalid(fields={point: [_("请核对后勾选；不符合的，请退回扫描件。")] for point in open_points}, rule=RULE)
    seen = dict.fromkeys(CHECKPOINTS, True)
    sealing.move("confirm", decided_at=now, decided_by=actor.user, checklist=seen)
    _record("documents.original_confirmed", sealing, actor)
    effect = effect_of(sealing.document)
    if effect is not None:
        effect.apply(sealing, now, actor)


@atomic
def reject_scan(*, sealing: Sealing, reason: str, actor: Actor, clock: Clock) -> None:
    """Send a scan back with the reason; the organisation may hand in another."""
    lock(sealing)
    now = clock.read()
    require(rules.may_confirm, actor, sealing)
    said = words(reason, field="reason", most=REASON, lack=_("请写明退回的原因，对方据此重新盖章扫描。"))
    sealing.move("reject", decided_at=now, decided_by=actor.user, reason=said)
    _record("documents.scan_rejected", sealing, actor, reason=said)


def _require_current(document: Document) -> None:
    if document.state != Document.State.CURRENT:
        message = _("该文书{state}，不能再办理盖章。").format(state=document.get_state_display())
        raise Refused(message, code="document_out_of_force")


def _record(verb: str, sealing: Sealing, actor: Actor, **more: str) -> None:
    document = sealing.document
    told = {"sealing": sealing.number, "document": document.number, "title": document.title}
    told["party"] = sealing.organisation.number
    audit.record(verb, subject=document.subject, actor=actor, private=True, **told, **more)
