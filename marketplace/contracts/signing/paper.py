"""A seal on the printed contract, whose original the venue has compared with its scan (R-SEC-12)."""

from django.utils.translation import gettext as _

from marketplace.contracts.signing.interface import Checked, Signed, Statement
from marketplace.documents.models import Sealing


class PaperSignature:
    """The evidence is the number of the sealing; it follows its confirmation alone, so nobody chooses it."""

    @property
    def offered(self) -> bool:
        return False

    def make(self, statement: Statement, given: str) -> Signed:
        sealing = Sealing.objects.select_related("document", "file").get(number=given)
        told = {"document": sealing.document.number, "sealing": sealing.number, "scan_sha256": sealing.file.sha256}
        return Signed(sealing.number, told)

    def check(self, statement: Statement, evidence: str) -> Checked:
        """The seal stands as it was confirmed; what was sealed is the paper, which the sides have."""
        found = Sealing.objects.filter(number=evidence, organisation__number=statement.organisation)
        if not found.filter(state=Sealing.State.CONFIRMED).exists():
            return Checked(False, _("没有经核对原件的盖章扫描件。"))
        return Checked(True, _("盖章的纸质原件经交易机构核对，以原件为准。"))
