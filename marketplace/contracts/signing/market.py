"""The market's own signature: a JWS (Ed25519) over who signed which text when, by the key that is published at /keys."""

from django.utils.translation import gettext as _

from marketplace.contracts.signing.interface import Checked, Signed, Statement
from marketplace.core.errors import Invalid
from marketplace.keys.commands import sign
from marketplace.keys.queries import verify


class MarketSignature:
    """Made by the market for a person who is signed in; it needs nothing of the signer's."""

    def make(self, statement: Statement, given: str) -> Signed:
        return Signed(sign(payload=statement.plain()))

    def check(self, statement: Statement, evidence: str) -> Checked:
        try:
            payload = verify(evidence)
        except Invalid as wrong:
            return Checked(False, str(wrong))
        if payload != statement.plain():
            return Checked(False, _("签名的内容与登记的签署信息不一致。"))
        return Checked(True)
