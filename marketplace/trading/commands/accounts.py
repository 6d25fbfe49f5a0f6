"""The ledger accounts that a deal touches, and their locks."""

from collections.abc import Iterable

from accounts.models import Organisation
from marketplace.ledger import commands as ledger
from marketplace.ledger.models import Account, Purpose


def of_party(organisation: Organisation, purpose: Purpose, exchange: str) -> Account:
    return ledger.open_account(organisation=organisation, purpose=purpose, exchange=exchange)


def of_market(purpose: Purpose, exchange: str) -> Account:
    return ledger.open_account(organisation=None, purpose=purpose, exchange=exchange)


def lock_deposits(organisations: Iterable[Organisation], exchange: str) -> None:
    """Lock what the arrival or return of deposits touches: several transfers that come back to parties after the bank."""
    own = [
        of_party(one, purpose, exchange) for one in organisations for purpose in (Purpose.AVAILABLE, Purpose.DEPOSIT)
    ]
    ledger.lock_accounts([*own, of_market(Purpose.BANK, exchange)])
