"""A contract that is signed on paper: print, seal, scan, and the venue has seen the original (R-CON-02, R-SEC-12)."""

import pytest

from marketplace.audit import commands as audit
from marketplace.contracts import commands as contracts
from marketplace.contracts import signing
from marketplace.contracts.models import DeedSignature
from marketplace.contracts.queries.reading import deed_of, statement_of
from marketplace.core.errors import Refused
from marketplace.documents import commands as papers
from marketplace.documents.commands.sealing import CHECKPOINTS
from marketplace.documents.queries import documents_of, pdf
from marketplace.trading import commands
from tests.accounts.factories import actor, officer
from tests.clients import client_of, ok
from tests.documents.factories import scan
from tests.trading.factories import at, won_sale

pytestmark = pytest.mark.django_db
SEEN = dict.fromkeys(CHECKPOINTS, True)


@pytest.fixture
def won(sandbox_at):
    sold, buyer = won_sale()
    sandbox_at("2027-04-12T16:00:00")
    return sold, actor(sold.listing.lister), buyer, documents_of(sold).get(code="contract")


def uploaded(paper, who):
    return papers.upload_scan(document=paper, file=scan(who, pdf(paper)), actor=who, clock=at("15:30:00"))


def confirmed(sealing):
    papers.confirm_original(sealing=sealing, checklist=SEEN, actor=officer(), clock=at("16:00:00"))


def test_seals_of_both_sides_put_the_contract_into_force_once_the_originals_were_compared(won):
    sold, seller, buyer, paper = won
    first, second = uploaded(paper, seller), uploaded(paper, buyer)
    assert not DeedSignature.objects.exists()  # a scan alone signs nothing

    confirmed(first)
    sold.refresh_from_db()
    assert sold.state == "won"
    answer = client_of(officer()).post(f"/api/v1/sealings/{second.number}/confirmation", SEEN, format="json")

    ok(answer)
    sold.refresh_from_db()
    assert (sold.state, sold.contract.effective_at is not None) == ("contracted", True)
    signed = {one.side: one for one in DeedSignature.objects.all()}
    assert {one.method for one in signed.values()} == {"paper"}
    assert (signed["provider"].signed_by, signed["client"].signed_by) == (seller.user, buyer.user)
    assert signed["client"].evidence == second.number
    told = signing.adapter("paper").check(statement_of(signed["client"]), second.number)
    assert told.holds
    assert not signing.adapter("paper").check(statement_of(signed["client"]), first.number).holds


def test_one_side_seals_and_the_other_signs_on_the_platform(won):
    sold, seller, buyer, paper = won
    confirmed(uploaded(paper, seller))

    commands.sign_contract(sale=sold, method="sm2", actor=buyer, clock=at("16:10:00"))

    sold.refresh_from_db()
    assert sold.state == "contracted"
    assert sorted(DeedSignature.objects.values_list("method", flat=True)) == ["paper", "sm2"]


def test_seal_after_a_signature_is_only_kept(won):
    sold, seller, _buyer, paper = won
    commands.sign_contract(sale=sold, actor=seller, clock=at("15:40:00"))

    confirmed(uploaded(paper, seller))

    assert DeedSignature.objects.get().method == "market"


def test_seal_does_not_sign_while_another_text_waits_for_an_answer(won):
    sold, seller, buyer, paper = won
    waiting = uploaded(paper, seller)
    deed = deed_of(audit.ref(sold))
    contracts.propose_version(
        deed=deed,
        text=deed.current.content.with_clauses(plan="示范：分两批交付。"),
        note="示范修改",
        points=(),
        actor=buyer,
        clock=at("15:45:00"),
    )

    with pytest.raises(Refused) as refused:
        confirmed(waiting)

    assert (refused.value.rule, refused.value.code) == ("R-SET-03", "version_waits")
    assert not DeedSignature.objects.exists()


def test_nobody_names_paper_as_the_way(won):
    sold, seller, _buyer, _paper = won

    answer = client_of(seller).post(
        f"/api/v1/sales/{sold.number}/contract/signatures", {"method": "paper", "evidence": "SL-1"}, format="json"
    )

    assert (answer.status_code, set(answer.json()["errors"])) == (400, {"method"})
