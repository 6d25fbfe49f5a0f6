"""The corrections that the desk itself knows how to make; trading registers its own in its module of this name."""

from marketplace.desk.commands.effects import halting, reissuing, wording
from marketplace.desk.effects import Effect, register
from marketplace.desk.models.correction import CorrectionKind

register(CorrectionKind.ERRATUM, Effect(wording.check_erratum, wording.apply_erratum))
register(CorrectionKind.CHANGE, Effect(wording.check_change, wording.apply_change))
register(CorrectionKind.SUSPENSION, Effect(halting.check_suspension, halting.apply_suspension))
register(CorrectionKind.RESUMPTION, Effect(halting.check_resumption, halting.apply_resumption))
register(CorrectionKind.TERMINATION, Effect(halting.check_termination, halting.apply_termination))
register(
    CorrectionKind.DOCUMENT_REISSUE,
    Effect(reissuing.check_document_reissue, reissuing.apply_document_reissue),
)
