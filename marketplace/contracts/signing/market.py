"""The market's own signature over who signed which text when: Ed25519, or SM2 with SM3; its keys are published."""

from django.utils.translation import gettext as _

from marketplace.contracts.signing.interface import Checked, Signed, Statement
from marketplace.core.errors import Invalid
from marketplace.keys.commands import sign
from marketplace.keys.queries import verify


class MarketSignature:
    """Made by the market for a person who is signed in; it needs nothing of the signer's."""

    def __init__(self, algorithm: str) -> None:
        self.algorithm = algorithm

    @property
    def offered(self) -> bool:
        return True

    def make(self, statement: Statement, given: str) -> Signed:
        if given:
            told = _("平台电子签名由平台生成，不需要附带签名。")
            raise Invalid(fields={"evidence": [told]}, rule="R-CON-02")
        return Signed(sign(payload=statement.plain(), algorithm=self.algorithm))

    def check(self, statement: Statement, evidence: str) -> Checked:
        try:
            payload = verify(evidence)
        except Invalid as wrong:
            return Checked(False, str(wrong))
        if payload != statement.plain():
            return Checked(False, _("签名的内容与登记的签署信息不一致。"))
        return Checked(True)
