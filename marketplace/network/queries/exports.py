"""What an exchange takes out for its own system: its cases, notices and results since a place in the sealed log."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit.models import Seal
from marketplace.audit.queries import head_seq
from marketplace.core.clock import SHANGHAI
from marketplace.core.errors import Invalid, require
from marketplace.desk.models import Case, PublicNotice
from marketplace.network import rules
from marketplace.network.models import Kind
from marketplace.network.shapes import Content, cells_of
from marketplace.trading.models import Sale

LINES = 1_000  # of the log that one answer covers
FROM_ELSEWHERE = "partnerrecord:"  # notices that came from there need not go back


@dataclass(frozen=True, slots=True)
class Export:
    """Rows as they are now, in the order of what last happened to them; `cursor` is where the next export begins."""

    kind: str
    rows: Sequence[Mapping[str, str]]
    cursor: int
    more: bool


def export(actor: Actor, exchange: str, kind: str, *, since: int = 0) -> Export:
    """What changed after `since`, a `cursor` of an earlier export or 0. Raises Forbidden, Invalid for a kind that is none.

    The cursor is a number of the sealed log, which has no gaps and no late arrivals: nothing is ever skipped.
    """
    require(rules.may_take_out, actor, exchange)
    if kind not in SOURCES:
        raise Invalid(fields={"kind": [_("可导出：{kinds}。").format(kinds="、".join(SOURCES))]})
    subject, rows_of = SOURCES[kind]
    head = head_seq()
    seals = Seal.objects.filter(seq__gt=since, seq__lte=head, entry__subject__startswith=f"{subject}:").order_by("seq")
    found = list(seals.values_list("seq", "entry__subject")[: LINES + 1])
    more = len(found) > LINES
    touched = {about.partition(":")[2]: seq for seq, about in found[:LINES]}
    rows = [
        {"seq": str(touched[number])} | cells_of(kind, content) for number, content in rows_of(exchange, list(touched))
    ]
    rows.sort(key=lambda row: int(row["seq"]))
    return Export(kind, rows, found[LINES - 1][0] if more else max(head, since), more)


Rows = Iterable[tuple[str, Content]]


def _cases(exchange: str, numbers: Sequence[str]) -> Rows:
    """Those that have been accepted: before, a case has no project number by which another system could know it."""
    found = Case.objects.filter(exchange=exchange, number__in=numbers).exclude(project_number="")
    for case in found.select_related("listing", "applicant").prefetch_related("listing__rights"):
        rights = [right.number for right in case.listing.rights.all() if right.number]
        content = {
            "original_number": case.project_number,
            "title": case.title,
            "transferor": case.applicant.name,
            "transferor_uscc": case.applicant.uscc,
            "right_numbers": rights,
            "asking_price_fen": case.listing.asking_price_fen,
            "listed_from": _day(case.listing.published_at),
            "stage": case.get_stage_display(),
            "status": case.get_state_display(),
        }
        yield case.number, content


def _notices(exchange: str, numbers: Sequence[str]) -> Rows:
    found = PublicNotice.objects.filter(exchange=exchange, number__in=numbers)
    for notice in found.exclude(subject__startswith=FROM_ELSEWHERE):
        content = {
            "original_number": notice.project_number or notice.number,
            "notice_kind": notice.kind,
            "notice_number": notice.number,
            "title": notice.title,
            "body": notice.body,
            "starts_on": _day(notice.starts_at),
            "ends_on": _day(notice.ends_at),
        }
        yield notice.number, content


def _results(exchange: str, numbers: Sequence[str]) -> Rows:
    found = Sale.objects.filter(exchange=exchange, number__in=numbers, state__in=sorted(Sale.DECIDED))
    parts = ("listing__lister", "leading_registration__organisation", "contract")
    for sale in found.select_related(*parts).prefetch_related("listing__rights"):
        assert sale.leading_registration is not None
        seller, buyer = sale.listing.lister, sale.leading_registration.organisation
        content = {
            "original_number": sale.listing.project_number,
            "title": sale.listing.title,
            "method": str(_("网络竞价")),
            "amount_fen": sale.leading_fen,
            "deal_date": _day(sale.closed_at),
            "transferor": seller.name,
            "transferor_uscc": seller.uscc,
            "transferee": buyer.name,
            "transferee_uscc": buyer.uscc,
            "right_numbers": [right.number for right in sale.listing.rights.all() if right.number],
            "contract_number": sale.contract.number if hasattr(sale, "contract") else "",
        }
        yield sale.number, content


def _day(at: datetime | None) -> str:
    return at.astimezone(SHANGHAI).date().isoformat() if at else ""


SOURCES: Mapping[str, tuple[str, Callable[[str, Sequence[str]], Rows]]] = {
    Kind.CASE: ("case", _cases),
    Kind.NOTICE: ("publicnotice", _notices),
    Kind.RESULT: ("sale", _results),
}
