"""开票信息 and the numbers of the invoices that the tax system issued: entered, never edited."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.identifiers import normalise_uscc, validate_uscc
from accounts.models import Organisation
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import validate, words
from marketplace.fees.commands.papers import due_notices, reissue_papers
from marketplace.fees.models import Invoice, Particulars, PaymentNotice
from marketplace.fees.queries import day_of
from marketplace.fees.queries.invoices import current_invoice, is_of_another_payer
from marketplace.fees.rules import may_enter_invoice, may_enter_particulars

INVOICE_NUMBER = re.compile(r"[0-9]{20}", re.ASCII)
PHONE = re.compile(r"[0-9+() \-]{6,30}", re.ASCII)
ACCOUNT = re.compile(r"[0-9 \-]{6,40}", re.ASCII)
REASON_MOST = 200


@atomic
def enter_particulars(
    *,
    organisation: Organisation,
    title: str,
    taxpayer_number: str,
    address: str,
    phone: str,
    bank: str,
    bank_account: str,
    actor: Actor,
    clock: Clock,
) -> Particulars:
    """Write down what stands on invoices to an organisation, as its next version; papers of what is still due are issued anew.

    Raises Invalid by field: a taxpayer number that is wrong or another's, a telephone or account that is none.
    """
    lock(organisation)
    now = clock.read()
    require(may_enter_particulars, actor, organisation)
    last = Particulars.objects.filter(organisation=organisation).aggregate(last=Max("version"))["last"] or 0
    entered = Particulars(
        organisation=organisation,
        version=last + 1,
        title=title.strip(),
        taxpayer_number=normalise_uscc(taxpayer_number),
        address=address.strip(),
        phone=phone.strip(),
        bank=bank.strip(),
        bank_account=bank_account.strip(),
        entered_by=actor.user,
        entered_at=now,
    )
    _check(entered)
    entered.save()
    for notice in due_notices(organisation):
        reissue_papers(notice, _("开票信息已更新"), actor, clock)
    audit.record("fees.particulars_entered", subject=entered, actor=actor, private=True, version=entered.version)
    return entered


def _check(entered: Particulars) -> None:
    validate(entered, exclude=["taxpayer_number"])
    faults: dict[str, list[str]] = {}
    if wrong := _wrong_taxpayer(entered):
        faults["taxpayer_number"] = [wrong]
    if entered.phone and not PHONE.fullmatch(entered.phone):
        faults["phone"] = [_("请填写电话号码：数字、空格和短横线，6 至 30 位。")]
    if entered.bank_account and not ACCOUNT.fullmatch(entered.bank_account):
        faults["bank_account"] = [_("请填写银行账号：数字，可用空格或短横线分隔，6 至 40 位。")]
    if bool(entered.bank) != bool(entered.bank_account):
        faults["bank_account" if entered.bank else "bank"] = [_("开户银行和银行账号须同时填写。")]
    if faults:
        raise Invalid(fields=faults)


def _wrong_taxpayer(entered: Particulars) -> str:
    """Of an organisation it is its own code: an invoice goes to whoever pays."""
    own, number = entered.organisation.uscc, entered.taxpayer_number
    if not number:
        return _("请填写纳税人识别号。") if own else ""
    try:
        validate_uscc(number)
    except ValidationError as error:
        return " ".join(error.messages)
    if own and number != own:
        return _("纳税人识别号须与本单位登记的统一社会信用代码 {own} 一致：发票开给实际付款的单位。").format(own=own)
    return ""


@atomic
def enter_invoice(
    *, notice: PaymentNotice, number: str, invoice_date: date, reason: str = "", actor: Actor, clock: Clock
) -> Invoice:
    """Write down the number of the e-invoice that the tax system issued for a notice; where one stands, as its correction with a reason.

    The statement of the fee is issued anew with it. Raises Invalid by field, Refused if it is what stands already.
    """
    lock(notice)
    now = clock.read()
    require(may_enter_invoice, actor, notice)
    assert actor.user is not None
    standing = current_invoice(notice)
    said = words(reason, field="reason", most=REASON_MOST, lack=_("更正发票号码须写明原因。") if standing else "")
    number = number.replace(" ", "")
    _check_invoice(notice, number, invoice_date, day_of(now))
    if standing and (standing.number, standing.invoice_date) == (number, invoice_date):
        raise Refused(_("该发票号码和日期已经登记。"), code="same_invoice")
    entered = Invoice.objects.create(
        notice=notice,
        number=number,
        invoice_date=invoice_date,
        replaces=standing,
        reason=said,
        entered_by=actor.user,
        entered_at=now,
    )
    reissue_papers(notice, _("登记数电发票号码") if standing is None else _("更正数电发票号码"), actor, clock)
    told = {"number": number, "invoice_date": invoice_date, "reason": said}
    if standing:
        audit.record("fees.invoice_corrected", subject=notice, actor=actor, private=True, **told)
    else:
        audit.record("fees.invoice_entered", subject=notice, actor=actor, private=True, **told)
    return entered


def _check_invoice(notice: PaymentNotice, number: str, invoice_date: date, today: date) -> None:
    faults: dict[str, list[str]] = {}
    if not INVOICE_NUMBER.fullmatch(number):
        faults["number"] = [
            _("数电发票号码是 20 位数字，现为 {length} 位。请对照税务系统开具的发票。").format(length=len(number))
        ]
    elif is_of_another_payer(notice, number):
        faults["number"] = [_("该发票号码已登记给其他付费单位或其他交易机构。请核对。")]
    if invoice_date > today:
        faults["invoice_date"] = [_("开票日期不得晚于今天。")]
    if faults:
        raise Invalid(fields=faults)
