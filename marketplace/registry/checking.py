"""What a registration lacks or says wrongly, each with its field and rule (R-REG-05, R-CON-13)."""

from collections.abc import Collection, Iterator

from django.utils.translation import gettext as _

from marketplace.contracts.models import SUBTYPES, ContractKind
from marketplace.core.findings import Finding
from marketplace.registry.drafts import FilingDraft
from marketplace.registry.models.choices import Purpose, RightType

RULE = "R-REG-05"


def check_draft(draft: FilingDraft) -> Iterator[Finding]:
    """What is wrong whatever the state: fields that do not fit each other."""
    if draft.kind in SUBTYPES and draft.subtype not in SUBTYPES[draft.kind]:
        text = _("合同子类与合同类型不符，请从该类型的子类中选择（规则 R-REG-05）。")
        yield Finding("subtype", RULE, text)
    if draft.ends_date < draft.signed_date:
        yield Finding("ends_date", RULE, _("合同期限不能早于签订日期（规则 R-REG-05）。"))
    if draft.right_type != RightType.NONE and draft.right_type != RightType.SECRET and not draft.right_numbers.strip():
        yield Finding("right_numbers", RULE, _("请填写知识产权编号（规则 R-REG-05）。"))
    if draft.kind == ContractKind.TRANSFER:
        for field in ("expected_investment_fen", "expected_output_fen"):
            if getattr(draft, field) is None:
                text = _("技术转让合同须填写预计新增投资和预计新增产值，没有的填 0（规则 R-REG-05）。")
                yield Finding(field, RULE, text)
    if not draft.imported and not draft.other_region.strip():
        yield Finding("other_region", RULE, _("请填写对方所在地的行政区划代码（规则 R-REG-05）。"))


def missing_papers(kind_of_right: str, itemised: bool, there: Collection[str]) -> list[Finding]:
    """The papers that still have to be handed in before submission."""
    wanted = [Purpose.CONTRACT, Purpose.TECHNICAL]
    if itemised:
        wanted.append(Purpose.QUOTATION)
    if kind_of_right == RightType.PATENT:
        wanted.append(Purpose.RIGHT)
    text = _("请上传：{paper}（规则 R-REG-05）。")
    return [
        Finding(f"papers.{one.value}", RULE, text.format(paper=one.label)) for one in wanted if one.value not in there
    ]
