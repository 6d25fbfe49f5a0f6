"""The corrections that trading knows how to make."""

from marketplace.desk.effects import Effect, register
from marketplace.desk.models.correction import CorrectionKind
from marketplace.trading.commands import reverting

register(
    CorrectionKind.DEPOSIT_REVERSAL,
    Effect(reverting.check_deposit_reversal, reverting.reverse_deposit, reverting.lock_deposit),
)
register(
    CorrectionKind.CERTIFICATE_REISSUE,
    Effect(reverting.check_certificate_reissue, reverting.reissue, reverting.lock_certificate),
)
