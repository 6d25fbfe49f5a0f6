"""Every write of the trading area: a file per noun."""

from marketplace.trading.commands.announcements import announce_sale, open_sale
from marketplace.trading.commands.attributions import attribute_sale
from marketplace.trading.commands.bids import Receipt, place_bid
from marketplace.trading.commands.certificates import issue_certificate
from marketplace.trading.commands.closing import close_sale
from marketplace.trading.commands.contracts import sign_contract
from marketplace.trading.commands.deposits import confirm_deposit, return_deposits
from marketplace.trading.commands.payments import confirm_payment
from marketplace.trading.commands.qualifying import confirm_qualification, give_opinion, refuse_qualification
from marketplace.trading.commands.registrations import register_bidder
from marketplace.trading.commands.settlements import settle_sale
from marketplace.trading.commands.supplementing import supplement_statement

__all__ = [
    "Receipt",
    "announce_sale",
    "attribute_sale",
    "close_sale",
    "confirm_deposit",
    "confirm_payment",
    "confirm_qualification",
    "give_opinion",
    "issue_certificate",
    "open_sale",
    "place_bid",
    "refuse_qualification",
    "register_bidder",
    "return_deposits",
    "settle_sale",
    "sign_contract",
    "supplement_statement",
]
