"""Everything that happened to a case in one time line: steps, papers, documents, notices, messages."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from marketplace.desk.models import Case, PublicNotice, Stage, Step, StepKind
from marketplace.documents.models import Document
from marketplace.files.models import File
from marketplace.portal.cards import address

TONES = {
    StepKind.DONE: "done",
    StepKind.RETURNED: "failed",
    StepKind.REQUESTED: "waiting",
    StepKind.OVERDUE: "failed",
    StepKind.SUSPENDED: "waiting",
    StepKind.RESUMED: "active",
    StepKind.TERMINATED: "failed",
    StepKind.CORRECTED: "waiting",
}
TURNING = {StepKind.RETURNED, StepKind.SUSPENDED, StepKind.TERMINATED}


class Event(NamedTuple):
    """A line of `components/history.html`; `sort` says of which kind it is: steps, papers, documents, notices, messages."""

    sort: str
    at: datetime
    title: str
    tag: str
    who: str = ""
    note: str = ""
    href: str = ""
    tone: str = ""
    tag_tone: str = ""
    points: Sequence[str] = ()


def events(
    steps: Iterable[Step],
    papers: Iterable[File],
    documents: Iterable[Document],
    notices: Iterable[PublicNotice],
    messages: Iterable[Event],
) -> list[Event]:
    """Newest first."""
    told = [
        *map(of_step, steps),
        *map(of_paper, papers),
        *map(of_document, documents),
        *map(of_notice, notices),
        *messages,
    ]
    return [
        event for _at, _place, event in sorted(((row.at, place, row) for place, row in enumerate(told)), reverse=True)
    ]


def of_step(step: Step) -> Event:
    kind = StepKind(step.kind)
    return Event(
        sort="steps",
        at=step.at,
        title=title_of(step),
        tag=_tag(step, kind),
        who=str(step.by or ""),
        note=step.note,
        tone="refused" if kind in TURNING else "key" if step.stage != step.to_stage else "",
        tag_tone=TONES.get(kind, ""),
        points=[str(piece.get("text", "")) for piece in step.pieces],
    )


def _tag(step: Step, kind: StepKind) -> str:
    if kind != StepKind.DONE:
        return str(kind.label)
    return _("转入") if _enters(step) else _("办结")


def _enters(step: Step) -> bool:
    """Whether trading brought the case to a stage where it rests; the archive is the end."""
    return step.kind == StepKind.DONE and step.stage == step.to_stage != Stage.ARCHIVE


def title_of(step: Step) -> str:
    """What a step was, in words."""
    here, to = step.get_stage_display(), step.get_to_stage_display()
    done = _("{here}办结") if step.stage == step.to_stage else _("{here}办结，转入“{to}”")
    words = {
        StepKind.DONE: _("转入“{to}”") if _enters(step) else done,
        StepKind.RETURNED: _("{here}退回，转入“{to}”"),
        StepKind.REQUESTED: _("一次通知补正 {count} 项"),
        StepKind.NOTED: _("{here}：记录"),
        StepKind.OVERDUE: _("{here}超过办理期限"),
        StepKind.ASSIGNED: _("确定承办人"),
        StepKind.SUSPENDED: _("中止"),
        StepKind.RESUMED: _("恢复"),
        StepKind.TERMINATED: _("终结"),
        StepKind.CORRECTED: _("更正或变更"),
    }
    text = words.get(StepKind(step.kind), "{here}")
    return text.format(here=here, to=to, count=len(step.pieces))


def of_paper(file: File) -> Event:
    return Event(
        sort="papers",
        at=file.stored_at,
        title=_("收到材料：{name}").format(name=file.name),
        tag=_("材料"),
        href=address("files:file", file.number),
        note=file.number,
    )


def of_document(document: Document) -> Event:
    return Event(
        sort="documents",
        at=document.issued_at,
        title=_("出具{title}").format(title=document.title),
        tag=_("文书"),
        tag_tone="active" if document.state == Document.State.CURRENT else "failed",
        who=str(document.issued_by or ""),
        href=document_address(document.number),
        note=f"{document.printed_number} · {document.get_state_display()}",
    )


def of_notice(notice: PublicNotice) -> Event:
    return Event(
        sort="notices",
        at=notice.posted_at,
        title=notice.title,
        tag=str(notice.get_kind_display()),
        tag_tone="active",
        href=reverse("desk:notice", args=[notice.number]),
        note=notice.number,
    )


def document_address(number: str) -> str:
    return address("documents:document", number) or address("documents:file", number)


SORTS = ("", "steps", "papers", "documents", "notices", "messages")


def names() -> dict[str, str]:
    """The tabs of the time line."""
    return {
        "": _("全部"),
        "steps": _("办理记录"),
        "papers": _("材料"),
        "documents": _("文书"),
        "notices": _("公告"),
        "messages": _("通知"),
    }


def subjects(case: Case) -> list[str]:
    """What the notices of a case are about: its listing, the case itself, its deal."""
    return [subject for subject in (f"listing:{case.listing.number}", f"case:{case.number}", case.deal) if subject]
