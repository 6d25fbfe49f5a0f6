"""The stages of a case: one table that says who is waited for, how long, and where a stage may lead (docs/algorithms/pipeline.md)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """In the order of the pipeline. Acceptance and confirmation are moments: a case passes them and does not rest there."""

    APPLICATION = "application", _("委托申请")
    REVIEW = "review", _("形式审查")
    SUPPLEMENT = "supplement", _("补正通知")
    ACCEPTANCE = "acceptance", _("受理通知书")
    EXAMINATION = "examination", _("审核")
    ANNOUNCEMENT = "announcement", _("挂牌公告")
    INTEREST = "interest", _("意向受让登记")
    QUALIFICATION = "qualification", _("资格确认")
    DEPOSIT = "deposit", _("保证金到账")
    TRADING = "trading", _("交易")
    CONFIRMATION = "confirmation", _("成交确认书")
    CONTRACT = "contract", _("合同")
    SETTLEMENT = "settlement", _("结算")
    VOUCHER = "voucher", _("交易凭证")
    ARCHIVE = "archive", _("归档")


class WaitingFor(models.TextChoices):
    EXCHANGE = "exchange", _("交易机构")
    APPLICANT = "applicant", _("委托方")
    BIDDERS = "bidders", _("意向受让方")
    PARTIES = "parties", _("交易双方")
    NOBODY = "nobody", _("无")


ORDER: Mapping[str, int] = {code: place for place, code in enumerate(Stage.values)}
MOMENTS = frozenset({Stage.ACCEPTANCE, Stage.CONFIRMATION})
# What the applicant still prepares, and what follows an examination by a second person.
BEFORE_ACCEPTANCE = frozenset({Stage.APPLICATION, Stage.REVIEW, Stage.SUPPLEMENT})
AFTER_EXAMINATION = frozenset(code for code in Stage if ORDER[code] > ORDER[Stage.EXAMINATION])
ON_OFFER = frozenset({Stage.INTEREST, Stage.QUALIFICATION, Stage.DEPOSIT, Stage.TRADING})
UNPAID = frozenset({Stage.CONTRACT, Stage.SETTLEMENT})  # a winner may still default: back to the offer
DEAL = frozenset({Stage.CONTRACT, Stage.SETTLEMENT, Stage.VOUCHER, Stage.ARCHIVE})


@dataclass(frozen=True, slots=True)
class StageRow:
    """What holds while a case rests in a stage; `rule` and `key` name the limit in working days, in the rulebook."""

    waiting_for: str
    rule: str = ""
    key: str = ""
    document: str = ""  # code of the template that is issued as the stage is reached


TABLE: Mapping[str, StageRow] = {
    Stage.APPLICATION: StageRow(WaitingFor.APPLICANT),
    Stage.REVIEW: StageRow(WaitingFor.EXCHANGE, "R-DSK-01", "review_working_days"),
    Stage.SUPPLEMENT: StageRow(WaitingFor.APPLICANT, "R-DSK-02", "supplement_working_days", "supplement"),
    Stage.ACCEPTANCE: StageRow(WaitingFor.NOBODY, document="acceptance"),
    Stage.EXAMINATION: StageRow(WaitingFor.EXCHANGE, "R-DSK-03", "examination_working_days"),
    Stage.ANNOUNCEMENT: StageRow(WaitingFor.EXCHANGE, "R-DSK-08", "publication_working_days"),
    Stage.INTEREST: StageRow(WaitingFor.BIDDERS, document="announcement"),  # due at the end of the disclosure
    Stage.QUALIFICATION: StageRow(WaitingFor.PARTIES),  # each registration has a limit of its own, see trading
    Stage.DEPOSIT: StageRow(WaitingFor.BIDDERS),
    Stage.TRADING: StageRow(WaitingFor.BIDDERS),
    Stage.CONFIRMATION: StageRow(WaitingFor.NOBODY, document="confirmation"),
    Stage.CONTRACT: StageRow(WaitingFor.PARTIES, "R-SET-03", "contract_working_days"),
    Stage.SETTLEMENT: StageRow(WaitingFor.PARTIES, "R-SET-04", "payment_working_days"),
    Stage.VOUCHER: StageRow(WaitingFor.EXCHANGE, "R-DSK-09", "voucher_working_days"),
    Stage.ARCHIVE: StageRow(WaitingFor.EXCHANGE, "R-DSK-06", "archive_working_days"),
}

# verb, from stages, to stage. What trading passes down goes forward within PASSED, or back to the offer after a failed sale.
MOVES: Mapping[str, tuple[frozenset[str], str]] = {
    "apply": (frozenset({Stage.APPLICATION}), Stage.REVIEW),
    "request_pieces": (frozenset({Stage.REVIEW}), Stage.SUPPLEMENT),
    "supply": (frozenset({Stage.SUPPLEMENT}), Stage.REVIEW),
    "lapse": (frozenset({Stage.SUPPLEMENT}), Stage.APPLICATION),
    "send_back": (frozenset({Stage.REVIEW, Stage.SUPPLEMENT}), Stage.APPLICATION),
    "accept": (frozenset({Stage.REVIEW}), Stage.EXAMINATION),
    "examine": (frozenset({Stage.EXAMINATION}), Stage.ANNOUNCEMENT),
    "refer_back": (frozenset({Stage.EXAMINATION, Stage.ANNOUNCEMENT}), Stage.REVIEW),
    "reopen": (frozenset({Stage.EXAMINATION, Stage.ANNOUNCEMENT}), Stage.SUPPLEMENT),
    "publish": (frozenset({Stage.ANNOUNCEMENT}), Stage.INTEREST),
}
PASSED = ON_OFFER | DEAL | MOMENTS - {Stage.ACCEPTANCE}
