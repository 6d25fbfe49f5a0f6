"""Why a line may be what is expected, in words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from marketplace.cashier.matching import Reason


def reasons(codes: Iterable[str]) -> list[str]:
    said = {
        Reason.AMOUNT.value: _("金额相符"),
        Reason.NAME.value: _("户名相符"),
        Reason.NUMBER.value: _("摘要写有编号"),
        Reason.OTHER_AMOUNT.value: _("金额不符"),
        Reason.OTHER_NAME.value: _("户名不符"),
    }
    return [said[code] for code in codes if code in said]
