"""Issuing documents, issuing them anew, and revoking them."""

import hashlib
import logging
import secrets
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import ExchangeCode, Organisation
from marketplace.audit import commands as audit
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import MarketError, Refused
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.documents import printing, schema
from marketplace.documents.commands.numbers import next_number
from marketplace.documents.models import Document, Print, Series
from marketplace.documents.queries.templates import template_in_force
from marketplace.keys import commands as keys

logger = logging.getLogger(__name__)
REASON = 300
SYMBOLS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is taken for another
CODE_LENGTH = 12


@atomic
def issue(
    *,
    code: str,
    subject: models.Model | str,
    exchange: str,
    data: Mapping[str, Any],
    actor: Actor,
    clock: Clock,
    addressee: Organisation | None = None,
) -> Document:
    """Set, number, sign and keep a document of the kind `code` about `subject`, by the edition in force today.

    A step of commands that have asked who may. `data` are the fields of the template (amounts in fen, dates, aware instants);
    with an `addressee` only that organisation and the exchange read it, else whoever reads the subject. The series stays locked
    to the end of the transaction: call it late. Raises Invalid naming the field at fault, Refused for a kind without an edition.
    """
    return _issue(
        code=code, about=_text(subject), exchange=exchange, data=data, actor=actor, clock=clock, addressee=addressee
    )


def issue_or_log(
    *,
    code: str,
    subject: models.Model,
    exchange: str,
    data: Callable[[], Mapping[str, Any]],
    actor: Actor,
    clock: Clock,
    addressee: Organisation | None = None,
) -> str:
    """The same for a deal that does not wait for its paper: the number, or nothing where it could not be set.

    That is logged, and the paper is issued later by hand.
    """
    about: dict[str, Any] = {"code": code, "subject": subject, "exchange": exchange, "addressee": addressee}
    try:
        with transaction.atomic():
            return issue(**about, data=data(), actor=actor, clock=clock).number
    except MarketError:
        logger.exception("document %s of %s could not be issued", code, subject)
        return ""


@atomic
def reissue(*, document: Document, data: Mapping[str, Any], reason: str, actor: Actor, clock: Clock) -> Document:
    """Issue a document anew with other data, by the edition in force: the old one is superseded and says by which.

    A step of commands that have asked who may (the desk's correction, four eyes). Raises Refused unless the document is current.
    """
    lock(document)
    said = words(reason, field="reason", most=REASON, lack=_("请写明重新出具的原因。"))
    document.move("supersede")
    return _issue(
        code=document.code,
        about=document.subject,
        exchange=document.exchange,
        data=data,
        actor=actor,
        clock=clock,
        addressee=document.addressee,
        supersedes=document,
        reason=said,
    )


@atomic
def revoke(*, document: Document, reason: str, actor: Actor, clock: Clock) -> None:
    """Take a document out of force; it stays, and its check says so. A step of commands that have asked who may."""
    lock(document)
    now = clock.read()
    said = words(reason, field="reason", most=REASON, lack=_("请写明撤销的原因。"))
    document.move("revoke", revoked_at=now, revoked_by=actor.user, revoked_reason=said)
    addressee = document.addressee.number if document.addressee else ""
    told = {"document": document.number, "code": document.code, "addressee": addressee, "reason": said}
    audit.record("documents.revoked", subject=document.subject, actor=actor, private=True, **told)


def _issue(
    *,
    code: str,
    about: str,
    exchange: str,
    data: Mapping[str, Any],
    actor: Actor,
    clock: Clock,
    addressee: Organisation | None,
    supersedes: Document | None = None,
    reason: str = "",
) -> Document:
    now = clock.read()
    today = now.astimezone(SHANGHAI).date()
    template = template_in_force(code, today)
    kept = schema.check(template.fields, data)
    label = _label(exchange, code)
    serial = next_number(series=f"document:{exchange}:{code}", year=today.year)
    printed_number = f"{label}〔{today.year}〕{serial:06d}号"
    check_code = "".join(secrets.choice(SYMBOLS) for _place in range(CODE_LENGTH))
    frame = {
        "exchange": _exchange_name(exchange),
        "number": printed_number,
        "date": schema.day(today),
        "check_code": printing.grouped(check_code),
        "check_address": printing.check_address(),
        "sandbox": settings.SANDBOX,
    }
    content = printing.set_pdf(template, kept, frame, now)
    sha256 = hashlib.sha256(content).hexdigest()
    signed = {
        "document": printed_number,
        "kind": code,
        "exchange": exchange,
        "issued_at": now.isoformat(),
        "sha256": sha256,
    }
    document = Document.objects.create(
        template=template,
        exchange=exchange,
        year=today.year,
        serial=serial,
        printed_number=printed_number,
        code=code,
        title=template.title,
        subject=about,
        addressee=addressee,
        data=kept,
        frame=frame,
        check_code=check_code,
        pages=printing.page_count(content),
        sha256=sha256,
        jws=keys.sign(payload=signed),
        issued_at=now,
        issued_by=actor.user,
        supersedes=supersedes,
        reason=reason,
    )
    Print.objects.create(document=document, content=content)
    told = {
        "document": document.number,
        "printed_number": printed_number,
        "code": code,
        "title": template.title,
        "sha256": sha256,
        "addressee": addressee.number if addressee else "",
        "supersedes": supersedes.number if supersedes else "",
        "reason": reason,
    }
    audit.record("documents.issued", subject=about, actor=actor, private=True, **told)
    return document


def _text(subject: models.Model | str) -> str:
    return subject if isinstance(subject, str) else audit.ref(subject)


def _label(exchange: str, code: str) -> str:
    label = Series.objects.filter(exchange=exchange, code=code).values_list("label", flat=True).first()
    if label is None:
        raise Refused(
            _("交易机构 {exchange} 没有“{code}”的文书编号序列，请先登记。").format(exchange=exchange, code=code),
            code="no_series",
        )
    return label


def _exchange_name(exchange: str) -> str:
    name = Organisation.objects.filter(exchange_code=exchange).values_list("name", flat=True).first()
    return name or str(ExchangeCode(exchange).label)
