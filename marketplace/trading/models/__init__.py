from marketplace.trading.models.bid import Bid
from marketplace.trading.models.certificate import Certificate
from marketplace.trading.models.contract import Contract
from marketplace.trading.models.registration import Registration
from marketplace.trading.models.sale import Sale
from marketplace.trading.models.settlement import Settlement, Share
from marketplace.trading.models.supplement import Supplement

__all__ = ["Bid", "Certificate", "Contract", "Registration", "Sale", "Settlement", "Share", "Supplement"]
