"""A sale whose contract was ended: what came goes back by two persons, and the lot is on offer again (R-SET-09)."""

import pytest

from marketplace.audit.following import settle
from marketplace.audit.queries import faults as log_faults
from marketplace.contracts import commands as contracts
from marketplace.contracts.queries.reading import deed_of
from marketplace.core.clock import frozen
from marketplace.core.errors import Refused
from marketplace.desk.models import NoticeKind, PublicNotice
from marketplace.fees.models import PaymentNotice
from marketplace.ledger.models import Account
from marketplace.ledger.queries import faults as ledger_faults
from marketplace.trading import commands
from marketplace.trading.models import Sale, Settlement
from tests.accounts.factories import actor, officer, reviewer
from tests.trading.factories import AFTER, contracted_sale, paid_sale, sale
from tests.trading.negotiated import buyer_of, concluded, seller_of
from tests.trading.test_defaults import paid_out
from tests.trading.test_unwinding import approved, proposed

pytestmark = pytest.mark.django_db
KIND = "return_price"


def end_contract(sold: Sale, clock=AFTER) -> None:
    """Both sides agree that it ends."""
    deed = deed_of(f"sale:{sold.number}")
    told = {"ground": "agreed", "reason": "示范：双方协商一致", "settlement": "示范：价款退还", "clock": clock}
    termination = contracts.propose_termination(deed=deed, actor=actor(deed.client), **told)
    contracts.agree_termination(termination=termination, actor=actor(deed.provider), clock=clock)
    sold.refresh_from_db()


def balances() -> dict[tuple[str, str], int]:
    rows = Account.objects.exclude(balance_fen=0).values_list("purpose", "organisation__name", "balance_fen")
    return {(purpose, name or ""): fen for purpose, name, fen in rows}


def test_deposit_and_payment_go_back_and_the_lot_is_on_offer_again():
    sold, winner = paid_sale()
    due = sold.settlement.buyer_due_fen
    end_contract(sold)
    assert sold.state == Sale.State.CONTRACTED

    done = approved(sold, KIND)

    sold.refresh_from_db()
    sold.listing.refresh_from_db()
    assert done.amount_fen == sold.deposit_fen + due == 3_050_000_00
    assert paid_out(winner.organisation) == [3_050_000_00]
    assert (sold.state, sold.settlement.state) == ("terminated", Settlement.State.VOID)
    assert (sold.listing.state, sold.leading_registration.state) == ("published", "returned")
    assert set(PaymentNotice.objects.values_list("state", flat=True)) == {"withdrawn"}
    assert not [purpose for purpose, _name in balances() if purpose in ("escrow", "deposit", "available", "pool")]
    assert PublicNotice.objects.filter(kind=NoticeKind.ERRATUM, body__contains="合同已解除").exists()
    settle()
    assert (list(log_faults()), list(ledger_faults())) == ([], [])
    again = sale(listing=sold.listing, opens_at=frozen("2027-06-07T09:00:00").at, free_ends_at=None, clock=AFTER)
    assert again.state == "announced"


def test_deposit_alone_goes_back_where_nothing_was_paid():
    sold, winner = contracted_sale()
    end_contract(sold)

    done = approved(sold, KIND)

    assert done.amount_fen == sold.deposit_fen
    assert paid_out(winner.organisation) == [sold.deposit_fen]


def test_deal_of_which_no_money_has_come_ends_with_its_contract():
    of = concluded()
    sold = of.sale
    for who in (seller_of(of), buyer_of(of)):
        commands.sign_contract(sale=sold, actor=who, clock=frozen("2027-04-07T10:00:00"))

    end_contract(sold, frozen("2027-04-08T10:00:00"))

    sold.listing.refresh_from_db()
    assert (sold.state, sold.listing.state) == ("terminated", "published")


def test_nothing_goes_back_while_the_contract_stands_or_after_the_settlement():
    sold, _winner = paid_sale()
    with pytest.raises(Refused) as stands:
        proposed(sold, KIND)
    commands.settle_sale(sale=sold, actor=reviewer(sold.exchange), clock=AFTER)
    with pytest.raises(Refused) as settled:
        proposed(sold, KIND)

    codes = [(error.value.rule, error.value.code) for error in (stands, settled)]
    assert codes == [("R-SET-09", "contract_stands")] * 2


def test_two_persons_return_it_once():
    sold, _winner = paid_sale()
    end_contract(sold)
    asked = proposed(sold, KIND, actor=officer())
    with pytest.raises(Refused) as again:
        proposed(sold, KIND)
    commands.approve_unwinding(unwinding=asked, actor=reviewer(), clock=AFTER)
    with pytest.raises(Refused) as twice:
        commands.approve_unwinding(unwinding=asked, actor=reviewer(), clock=AFTER)

    assert (again.value.code, twice.value.code) == ("proposed_already", "state_approve")


def test_page_of_a_deal_that_was_called_off_is_shown(client):
    of = concluded()
    commands.withdraw_negotiation(
        negotiation=of, reason="示范：资金未到位", actor=buyer_of(of), clock=frozen("2027-04-07T10:00:00")
    )

    page = client.get(f"/sales/{of.sale.number}/").content.decode()

    assert "签约前终止" in page


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_tell_that_it_ended(client, settings, language):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    sold, _winner = paid_sale()
    end_contract(sold)
    approved(sold, KIND)

    page = client.get(f"/sales/{sold.number}/")

    assert page.status_code == 200
    assert {"zh-hans": "合同解除，成交终止", "en": "Contract ended"}[language] in page.content.decode()
