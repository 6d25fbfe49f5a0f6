"""Sealed prices while their sale stands still: envelopes are kept, the sealing goes on with what was left, and only then anybody opens (R-BID-15, R-BID-17, R-LST-06)."""

import json
from datetime import date

import pytest

from marketplace.catalogue import commands as catalogue
from marketplace.core.clock import frozen, shanghai
from marketplace.core.errors import Refused
from marketplace.desk import commands as desk
from marketplace.desk.models import Case
from marketplace.keys.queries import public_keys
from marketplace.trading import commands
from marketplace.trading.models import Envelope, Protocol
from marketplace.trading.queries.protocols import protocol_file
from marketplace.trading.queries.sealed import current_round
from marketplace.trading.standalone import replay_sale
from marketplace.trading.tasks import attend_due_rounds, close_due_sales, open_due_sales, watch_listings
from tests.accounts.factories import officer, reviewer
from tests.clients import client_of, ok
from tests.trading.factories import SWEEP, at, bidder
from tests.trading.sealed import envelope, openers, sealed_bid, sealed_sale

pytestmark = pytest.mark.django_db


class Sealed:
    """A sale with sealed prices, its custodians and two bidders, each with a client of the API."""

    def __init__(self, **terms):
        self.openers = openers()
        self.sale = sealed_sale(**terms)
        self.bidders = [bidder(self.sale), bidder(self.sale)]
        self.officer = client_of(officer())
        self.clients = {number: client_of(one.actor) for number, one in self.openers.items()}

    def post(self, client, path, body=None):
        return client.post(f"/api/v1/sales/{self.sale.number}/{path}", body or {}, format="json")

    def pause(self):
        return ok(self.post(self.officer, "pauses", {"reason": "示范：主机房断电"}))

    def resume(self):
        return ok(self.post(self.officer, "resumptions"))

    def seal(self, place, yuan):
        """What the API answers to an envelope of a bidder."""
        who = self.bidders[place]
        made, _copy = envelope(self.sale, who, yuan)
        return self.post(client_of(who), "envelopes", {"envelope": made, "files": []})

    def hand_in(self, count=2):
        """The answers to the shares of so many custodians, as they were refused, or taken."""
        kept = [json.loads(one.text) for one in current_round(self.sale).envelopes.all()]
        answers = []
        for number, one in list(self.openers.items())[:count]:
            asked = self.post(self.clients[number], "shares", {"shares": one.shares(kept, number)})
            answers.append((asked.status_code, asked.json().get("rule", ""), asked.json().get("code", "")))
        return answers

    def replayed(self):
        text = protocol_file(Protocol.objects.get(sale=self.sale))
        return replay_sale.check(text, public_keys()["keys"]), text

    def now(self):
        self.sale.refresh_from_db()
        return self.sale


def refusal(answer):
    told = answer.json()
    return answer.status_code, told.get("rule", ""), told.get("code", "")


@pytest.fixture
def running(sandbox_at):
    """Sealing has begun, and one envelope of 1,880,000.00 is in."""
    made = Sealed()
    sandbox_at("2027-04-12T09:00:00")
    assert open_due_sales() == 1
    sandbox_at("2027-04-12T09:30:00")
    assert made.seal(0, 1_880_000).status_code == 201
    made.sale.refresh_from_db()
    return made


@pytest.mark.parametrize(
    ("paused", "ends"),
    [("09:50:00", "11:10:00"), ("09:58:00", "11:05:00")],  # ten minutes were left; two were, N seconds are five
)
def test_sealing_goes_on_with_what_was_left_and_nobody_opens_before(running, sandbox_at, paused, ends):
    sandbox_at(f"2027-04-12T{paused}")
    running.pause()
    before = current_round(running.sale)
    sandbox_at("2027-04-12T10:30:00")  # the announced end is over
    assert (attend_due_rounds(), close_due_sales()) == (0, 0)
    assert refusal(running.seal(1, 1_890_000)) == (409, "R-BID-17", "sale_paused")
    assert running.hand_in(1) == [(409, "R-BID-15", "sealing")]

    sandbox_at("2027-04-12T11:00:00")
    assert running.resume()["ends_at"] == f"2027-04-12T{ends}+08:00"

    moved = current_round(running.sale)
    assert (moved.ends_at, moved.opens_at) == (at(ends).at, at("09:00:00").at)
    later = at(ends).at - at("10:00:00").at
    assert (moved.open_by, moved.fail_by) == (before.open_by + later, before.fail_by + later)
    assert refusal(running.seal(0, 1_900_000)) == (409, "R-BID-10", "sealed_already")  # the first is kept
    assert running.hand_in(1) == [(409, "R-BID-15", "sealing")]
    sandbox_at("2027-04-12T11:01:00")
    assert running.seal(1, 1_890_000).status_code == 201
    sandbox_at(f"2027-04-12T{ends}")
    assert refusal(running.seal(1, 1_890_000)) == (409, "R-BID-15", "late")
    assert attend_due_rounds() == 1
    assert running.hand_in() == [(201, "", "")] * 2

    won = running.now()
    assert (won.state, won.leading_fen, won.bid_count) == ("won", 1_890_000_00, 2)
    result, text = running.replayed()
    assert (result["price_fen"], result["ends_at"]) == (1_890_000_00, f"2027-04-12T{ends}.000000+08:00")
    assert [json.loads(line)["line"] for line in text.splitlines()][:4] == ["sale", "pause", "resume", "round"]


def test_program_finds_a_sealing_that_was_cut_short_or_went_on_too_long(running, sandbox_at):
    sandbox_at("2027-04-12T09:50:00")
    running.pause()
    sandbox_at("2027-04-12T11:00:00")
    running.resume()
    sandbox_at("2027-04-12T11:10:00")
    attend_due_rounds()
    running.hand_in()
    _result, text = running.replayed()
    lines = [json.loads(line) for line in text.splitlines()]
    kinds = ("pause", "resume", "round")
    pause, resume, first = (next(line for line in lines if line["line"] == kind) for kind in kinds)
    end = {"result": "sold"}

    for wrong in (
        {"ends_at": "2027-04-12T11:09:59.999999+08:00"},
        {"ends_at": "2027-04-12T11:10:00.000001+08:00"},
    ):
        with pytest.raises(replay_sale.Disagrees, match="the sealing ends at"):
            replay_sale.sealing_times(lines[0], replay_sale.pauses_in_pairs([pause, {**resume, **wrong}], end), None)
    for told in ([resume, pause], [pause, pause], [pause]):
        with pytest.raises(replay_sale.Disagrees):
            replay_sale.pauses_in_pairs(told, end)
    held = replay_sale.pauses_in_pairs([pause, resume], end)
    kept = [line for line in lines if line["line"] == "envelope"]
    for changed in ({"at": "2027-04-12T10:20:00.000000+08:00"}, {"at": "2027-04-12T11:10:00.000000+08:00"}):
        with pytest.raises(replay_sale.Disagrees, match="out of time"):
            replay_sale.replay_round(lines[0], first, [{**kept[0], **changed}], held)


def test_supplementary_round_goes_on_after_a_pause_among_those_who_were_called(running, sandbox_at):
    sandbox_at("2027-04-12T09:40:00")
    running.seal(1, 1_880_000)
    sandbox_at("2027-04-12T10:00:00")
    attend_due_rounds()
    running.hand_in()  # a tie: until 10:00 of the next day
    called = current_round(running.sale)
    running.sale.refresh_from_db()
    sandbox_at("2027-04-12T12:00:00")
    assert running.seal(0, 1_900_000).status_code == 201
    sandbox_at("2027-04-13T09:59:00")
    running.pause()
    sandbox_at("2027-04-13T10:30:00")
    assert attend_due_rounds() == 0
    assert running.hand_in(1) == [(409, "R-BID-15", "sealing")]
    assert refusal(running.seal(1, 1_950_000)) == (409, "R-BID-17", "sale_paused")

    running.resume()

    moved = current_round(running.sale)
    assert (moved.position, moved.invited, moved.floor_fen) == (2, called.invited, 1_880_000_00)
    assert moved.ends_at == shanghai("2027-04-13T10:35:00")  # a minute was left: N seconds
    assert refusal(running.seal(0, 1_990_000)) == (409, "R-BID-10", "sealed_already")
    sandbox_at("2027-04-13T10:31:00")
    assert running.seal(1, 1_950_000).status_code == 201
    sandbox_at("2027-04-13T10:35:00")
    assert attend_due_rounds() == 1
    assert running.hand_in() == [(201, "", "")] * 2
    won = running.now()
    assert (won.state, won.leading_fen) == ("won", 1_950_000_00)
    result, text = running.replayed()
    assert (result["price_fen"], result["ends_at"]) == (1_950_000_00, "2027-04-13T10:35:00.000000+08:00")
    lines = [json.loads(line) for line in text.splitlines()]
    rounds = [line for line in lines if line["line"] == "round"]
    held = replay_sale.pauses_in_pairs([line for line in lines if line["line"] in ("pause", "resume")], result)
    with pytest.raises(replay_sale.Disagrees, match="supplementary"):
        replay_sale.sealing_times(lines[0], held, {**rounds[1], "ends_at": "2027-04-13T10:34:59.000000+08:00"})


def test_sale_that_is_not_resumed_in_its_days_fails_and_nothing_is_opened(running, sandbox_at):
    sandbox_at("2027-04-12T09:50:00")
    until = running.pause()["resume_by"]
    sandbox_at(until)

    assert refusal(running.post(running.officer, "resumptions")) == (409, "R-BID-17", "resume_late")
    assert (attend_due_rounds(), close_due_sales()) == (0, 1)

    failed = running.now()
    assert (failed.state, failed.result) == ("failed", "interrupted")
    assert list(Envelope.objects.values_list("price_fen", "nonce", "opened_at")) == [(None, "", None)]
    assert running.replayed()[0]["result"] == "interrupted"
    assert refusal(running.seal(1, 1_890_000)) == (409, "R-BID-15", "late")
    assert running.hand_in(1) == [(409, "R-BID-15", "opened")]


def encumbered(sale, clock):
    """Something comes up against the lot."""
    given = {"right": sale.listing.rights.get().number, "basis": "示范登记簿第 1 号", "from_date": date(2027, 4, 1)}
    return catalogue.record_encumbrance(
        listing=sale.listing, kind="dispute", actor=officer("SW"), clock=frozen(clock), **given
    )


def lifted(sale, made, clock):
    """It is lifted, and the listing comes back by two persons."""
    then = frozen(clock)
    catalogue.lift_encumbrance(encumbrance=made, reason="示范解除", actor=reviewer(), clock=then)
    case = Case.objects.get(listing=sale.listing)
    told = {"kind": "resumption", "reason": "示范：已解除"}
    proposed = desk.propose_correction(case=case, actor=officer(), clock=then, **told)
    desk.approve_correction(correction=proposed, actor=reviewer(), clock=then)


def test_sale_that_is_held_before_its_opening_opens_later_by_as_much(sandbox_at):
    made = Sealed()
    before = current_round(made.sale)
    sandbox_at("2027-04-12T08:00:00")
    found = encumbered(made.sale, "2027-04-12T08:00:00")
    assert watch_listings() == 1
    sandbox_at("2027-04-13T08:00:00")
    lifted(made.sale, found, "2027-04-13T08:00:00")
    assert watch_listings() == 1

    moved, sale = current_round(made.sale), made.now()
    assert sale.state == "announced"
    later = sale.opens_at - before.opens_at
    assert (moved.opens_at, moved.ends_at) == (sale.opens_at, sale.ends_at)
    assert (moved.ends_at - before.ends_at, moved.open_by - before.open_by) == (later, later)
    sandbox_at(sale.opens_at.isoformat())
    assert open_due_sales() == 1
    assert made.seal(0, 1_880_000).status_code == 201
    sandbox_at(sale.ends_at.isoformat())
    attend_due_rounds()
    assert made.hand_in() == [(201, "", "")] * 2
    assert made.now().state == "won"
    assert made.replayed()[0]["price_fen"] == 1_880_000_00


def test_sale_that_is_held_while_it_waits_to_be_opened_takes_no_more_prices(running, sandbox_at):
    sandbox_at("2027-04-12T10:00:00")
    attend_due_rounds()
    waited = current_round(running.sale)
    sandbox_at("2027-04-12T11:00:00")
    found = encumbered(running.sale, "2027-04-12T11:00:00")
    assert running.hand_in(1) == [(409, "R-LST-06", "listing_suspended")]  # before any sweep came
    assert watch_listings() == 1
    assert running.hand_in(1) == [(409, "R-BID-15", "sealing")]
    sandbox_at("2027-04-14T11:00:00")
    lifted(running.sale, found, "2027-04-14T11:00:00")
    assert watch_listings() == 1

    moved, sale = current_round(running.sale), running.now()
    assert (sale.state, sale.ends_at, moved.ends_at) == ("open", at("10:00:00").at, at("10:00:00").at)
    assert moved.open_by - waited.open_by == moved.fail_by - waited.fail_by == frozen("2027-04-14T11:00:00").at - at("11:00:00").at  # fmt: skip
    assert refusal(running.seal(1, 1_890_000)) == (409, "R-BID-15", "late")
    assert running.hand_in() == [(201, "", "")] * 2
    assert running.now().state == "won"
    result, text = running.replayed()
    assert (result["price_fen"], result["ends_at"]) == (1_880_000_00, "2027-04-12T10:00:00.000000+08:00")
    lines = [json.loads(line) for line in text.splitlines()]
    first = next(line for line in lines if line["line"] == "round")
    held = replay_sale.pauses_in_pairs([line for line in lines if line["line"] in ("pause", "resume")], result)
    with pytest.raises(replay_sale.Disagrees, match="stood still"):
        replay_sale.replay_round(lines[0], {**first, "opened_at": "2027-04-13T10:00:00.000000+08:00"}, [], held)


def test_bidders_do_not_open_their_own_while_something_is_up_against_the_lot(running, sandbox_at):
    copy = sealed_bid(running.sale, running.bidders[1], at("09:40:00"), 1_890_000)
    left = current_round(running.sale).open_by
    sandbox_at(left.isoformat())
    encumbered(running.sale, left.isoformat())

    with pytest.raises(Refused) as refused:
        commands.open_own_envelope(
            sale=running.sale,
            price_fen=copy["price_fen"],
            nonce=copy["nonce"],
            actor=running.bidders[1],
            clock=frozen(left.isoformat()),
        )

    assert (refused.value.rule, refused.value.code) == ("R-LST-06", "listing_suspended")


def test_round_that_ends_as_something_comes_up_is_held_instead(running, sandbox_at):
    sandbox_at("2027-04-12T10:00:00")
    encumbered(running.sale, "2027-04-12T10:00:00")

    commands.attend_round(current=current_round(running.sale), actor=SWEEP, clock=at("10:00:00"))

    assert running.now().state == "paused"
    assert current_round(running.sale).ended_at is None
