"""No list asks more of the database for three rows than for one: a literal count for each endpoint that lists."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from itertools import count

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import commands as accounts_commands
from accounts.commands import issue_token
from accounts.models import Role
from marketplace.audit.following import settle
from marketplace.catalogue import commands as catalogue
from marketplace.core import sandbox_clock
from marketplace.core.clock import FrozenClock
from marketplace.core.docs import DescribedOnce
from marketplace.desk.commands import approve_correction, propose_correction
from marketplace.fees import commands as fees
from marketplace.jobs.commands import enqueue
from marketplace.messages.commands import post
from marketplace.messages.notes import Note
from marketplace.proceeds import commands as proceeds_commands
from marketplace.reporting import commands as reporting
from marketplace.rulebook import commands as rulebook
from marketplace.rulebook.models import Agreement, Capability, ServiceArea
from marketplace.trading import commands as trading
from marketplace.trading.models import Envelope, Round
from tests.accounts.factories import actor, join, scan, scans, user, verified
from tests.agency.factories import custody, practitioner
from tests.cashier import factories as desk_of_cash
from tests.catalogue.factories import TODAY, need, published_listing
from tests.desk.cases import announced_case, applied_case
from tests.desk.factories import notice
from tests.documents.factories import document
from tests.guards.cast import Cast
from tests.guards.deeds import agency as brokers
from tests.guards.deeds import calls as calls_deeds
from tests.guards.deeds import contracts as contract_deeds
from tests.guards.deeds import engagements as engagements_deeds
from tests.guards.deeds import forfeitures as forfeiting
from tests.guards.deeds import licences as licences_deeds
from tests.guards.deeds import negotiations as deeds_of_negotiations
from tests.guards.deeds import papers, proceeds, rules, supervision
from tests.guards.deeds import parties as deeds_of_parties
from tests.guards.deeds import sales as deeds
from tests.guards.deeds import threads as threads_deeds
from tests.guards.trying import client_as
from tests.ledger.factories import funded
from tests.licensing.factories import TRIAL
from tests.network.factories import CASE, brought_in, deal
from tests.registry.factories import submitted
from tests.simulation.factories import asked as simulated
from tests.trading import negotiated
from tests.trading.factories import AFTER, REGISTERED, bid, bidder, registered, sale
from tests.trading.invited import invited
from tests.trading.sealed import openers, sealed_sale

pytestmark = pytest.mark.django_db

# For each list what makes its address for a cast, and what adds a row to it.
Made = tuple[str, Callable[[], object]]
turn = count(1)


def organisations(cast: Cast) -> Made:
    return "organisations", verified


def members(cast: Cast) -> Made:
    return f"organisations/{cast.own.number}/members", lambda: join(user(), cast.own, [Role.AGENT])


def invitations(cast: Cast) -> Made:
    def invite() -> None:
        deeds_of_parties.invited(cast, f"guest{next(turn)}@test.example")

    return f"organisations/{cast.own.number}/invitations", invite


def authorisations(cast: Cast) -> Made:
    return "authorisations", lambda: deeds_of_parties.mandate(cast)


def claims(cast: Cast) -> Made:
    def claim() -> None:
        claimant = actor()
        accounts_commands.file_claim(
            uscc=cast.own.uscc, statement="示范", papers=scans(claimant), actor=claimant, clock=TODAY
        )

    return "claims", claim


def name_changes(cast: Cast) -> Made:
    def rename() -> None:
        admin = actor()
        accounts_commands.rename_organisation(
            organisation=admin.organisation, name="示范新名称", licence=scan(admin), actor=admin, clock=TODAY
        )

    return "name-changes", rename


def mergers(cast: Cast) -> Made:
    def merge() -> None:
        by = cast["SW.off"]
        accounts_commands.merge_organisations(
            absorbed=verified(), successor=cast.own, reasons="示范", paper=scan(by), actor=by, clock=TODAY
        )

    return "mergers", merge


def tokens(cast: Cast) -> Made:
    return "tokens", lambda: issue_token(label="示范程序", actor=cast["SW.off"])


def cases(cast: Cast) -> Made:
    return "cases", applied_case


def corrections(cast: Cast) -> Made:
    case = announced_case(lister=cast["own.agt"])

    def add() -> None:
        told = {"kind": "erratum", "reason": "示范理由", "payload": {"changes": {"title": f"示范更正{next(turn)}"}}}
        proposed = propose_correction(case=case, actor=cast["SW.off"], clock=TODAY, **told)
        approve_correction(correction=proposed, actor=cast["SW.rev"], clock=TODAY)

    return f"cases/{case.number}/corrections", add


def jobs(cast: Cast) -> Made:
    return "jobs", lambda: enqueue(kind="tests.work", title="示范任务", actor=cast["SW.off"])


def versions(cast: Cast) -> Made:
    def publish() -> None:
        terms = rules.draft_terms() | {"edition": f"2027-{next(turn)}"}
        version = rulebook.draft_version(actor=cast["SW.did"], **terms)
        rulebook.publish_version(version=version, actor=cast["SW.did"], clock=TODAY)
        rulebook.approve_version(version=version, actor=cast["SW.rev"], clock=TODAY)
        rulebook.adopt_version(version=version, instrument="示范决定", actor=cast["CQ.rev"], clock=TODAY)

    return "rules", publish


def comments(cast: Cast) -> Made:
    version = rules.published(cast)

    def say() -> None:
        rulebook.comment_on_version(version=version, text="示范意见", actor=actor(), clock=TODAY)

    return f"rules/{version.number}/comments", say


def capabilities(cast: Cast) -> Made:
    def grant() -> None:
        Capability.objects.create(
            exchange="NT",
            code="certificate",
            from_date=date(2000 + next(turn), 1, 1),
            to_date=date(2000 + next(turn), 1, 1),
            source="示范",
        )

    return "capabilities", grant


def service_areas(cast: Cast) -> Made:
    def add() -> None:
        ServiceArea.objects.create(
            exchange="NT", kind="region", code=f"5{next(turn)}", from_date=date(2026, 1, 1), source="示范"
        )

    ServiceArea.objects.filter(kind="sector").delete()
    return "service-areas", add


def custodies(cast: Cast) -> Made:
    return "custodies", lambda: custody(cast.own)


def practitioners(cast: Cast) -> Made:
    return "practitioners", practitioner


def agreements(cast: Cast) -> Made:
    def enter() -> None:
        Agreement.objects.create(title_zh=f"示范协议{next(turn)}", title_en="Demo", state="paper", source="示范")

    return "agreements", enter


def schedules(cast: Cast) -> Made:
    def activate() -> None:
        terms = rules.schedule_terms("SW") | {"code": f"SW{next(turn) + 1}"}
        schedule = fees.draft_schedule(actor=cast["SW.did"], **terms)
        fees.publish_schedule(schedule=schedule, actor=cast["SW.did"], clock=rules.JANUARY)
        fees.activate_schedule(schedule=schedule, actor=cast["SW.rev"], clock=rules.JANUARY, **rules.BASIS)

    return "fee-schedules", activate


def schedule_versions(cast: Cast) -> Made:
    def open_consultation() -> None:
        terms = rules.schedule_terms("SW") | {"code": f"SW{next(turn) + 1}"}
        schedule = fees.draft_schedule(actor=cast["SW.did"], **terms)
        fees.publish_schedule(schedule=schedule, actor=cast["SW.did"], clock=rules.JANUARY)

    return "fee-schedule-versions", open_consultation


def schedule_comments(cast: Cast) -> Made:
    comment = rules.comment_on_schedule(cast)
    number = comment["schedule"].number
    return f"fee-schedule-versions/{number}/comments", lambda: fees.comment_on_schedule(
        actor=cast["own.agt"], **comment
    )


def payment_notices(cast: Cast) -> Made:
    def notify() -> None:
        fees.notify_payment(quote=deeds.quoted(cast), actor=cast["SW.off"], clock=deeds.CLOSED)

    return "payment-notices", notify


def simulations(cast: Cast) -> Made:
    return "simulations", lambda: simulated(by=cast["SW.off"])


def particulars(cast: Cast) -> Made:
    def enter() -> None:
        told = deeds.enter_particulars(cast) | {"title": f"示范抬头{next(turn)}"}
        fees.enter_particulars(actor=cast["own.fin"], **told)

    return "invoice-particulars", enter


def notices(cast: Cast) -> Made:
    return "notices", notice


def documents(cast: Cast) -> Made:
    return "documents", lambda: document(by=cast["SW.off"])


def accounts(cast: Cast) -> Made:
    return "accounts", lambda: funded(verified(), 100_00)


def transfers(cast: Cast) -> Made:
    return f"accounts/{funded(cast.own, 1).number}/transfers", lambda: funded(cast.own, 100_00)


def listings(cast: Cast) -> Made:
    return "listings", published_listing


def needs(cast: Cast) -> Made:
    return "needs", need


def matches(cast: Cast) -> Made:
    return "matches", lambda: papers.match(cast)


def search(cast: Cast) -> Made:
    words = f"磁铁矿{next(turn)}"

    def publish() -> None:
        published_listing(title=words)
        settle()

    return f"search?q={words}", publish


def similar(cast: Cast) -> Made:
    words = f"钒钛磁铁矿{next(turn)}"
    one = published_listing(title=words)

    def publish() -> None:
        published_listing(title=words)
        settle()

    return f"listings/{one.number}/similar", publish


def sales(cast: Cast) -> Made:
    return "sales", sale


def all_registrations(cast: Cast) -> Made:
    opened = sale()
    return "registrations", lambda: registered(opened)


def instalments(cast: Cast) -> Made:
    return "instalments", lambda: deeds.instalments(cast)


def defaults(cast: Cast) -> Made:
    return "defaults", lambda: deeds.found_default(cast)


def forfeitures(cast: Cast) -> Made:
    return "forfeitures", lambda: forfeiting.proposed(cast)


def negotiations(cast: Cast) -> Made:
    return "negotiations", lambda: negotiated.negotiation(lister=cast["own.agt"])


def publicities(cast: Cast) -> Made:
    return "publicities", lambda: negotiated.agreed(lister=cast["own.agt"])


def objections(cast: Cast) -> Made:
    return "objections", lambda: deeds_of_negotiations.objection(cast)


def commissions(cast: Cast) -> Made:
    given = brokers.propose_commission(cast)
    sold = given["sale"]

    def promise() -> None:
        """One at a time: what was promised before is withdrawn."""
        for standing in sold.commissions.filter(state="proposed"):
            trading.withdraw_commission(commission=standing, actor=cast["own.agt"], clock=AFTER)
        trading.propose_commission(actor=cast["own.agt"], **given)

    return f"sales/{sold.number}/commissions", promise


def registrations(cast: Cast) -> Made:
    opened = sale()
    return f"sales/{opened.number}/registrations", lambda: registered(opened)


def bids(cast: Cast) -> Made:
    opened = sale()
    prices = count(2_800_000, 50_000)

    def place() -> None:
        bid(opened, bidder(opened), "09:15:00", next(prices))

    return f"sales/{opened.number}/bids", place


def sale_invitations(cast: Cast) -> Made:
    of = sale(reserve_fen=None)
    return f"sales/{of.number}/invitations", lambda: invited(of)


def own_invitations(cast: Cast) -> Made:
    return "sale-invitations", lambda: invited(sale(reserve_fen=None), cast["own.agt"])


def opening_keys(cast: Cast) -> Made:
    return "opening-keys", lambda: openers("SW")


def envelopes(cast: Cast) -> Made:
    """Of a round that was opened: before it nobody sees more than the own one."""
    openers()
    sealed = sealed_sale()
    Round.objects.filter(sale=sealed).update(opened_at=sealed.ends_at)

    def place() -> None:
        _who, made = registered(sealed)
        at_nine, text = sealed.opens_at, {"text": "{}", "digest": "0" * 64, "commitment": "0" * 64}
        current = sealed.rounds.get()
        Envelope.objects.create(
            round=current, registration=made, placed_by=made.registered_by, received_at=at_nine, **text
        )

    return f"sales/{sealed.number}/envelopes", place


def returns(cast: Cast) -> Made:
    months = count(1)

    def draft() -> None:
        period = f"2026-{next(months):02d}"
        order = {"period": period, "exchange": "SW", "actor": cast["SW.off"], "clock": supervision.MAY}
        reporting.draft_return(**order)

    return "returns", draft


def alerts(cast: Cast) -> Made:
    return "alerts", lambda: supervision.alert(cast)


def instructions(cast: Cast) -> Made:
    return "instructions", lambda: supervision.execution(cast)


def samplings(cast: Cast) -> Made:
    return "samplings", lambda: reporting.plan_sampling(actor=cast["SW.off"], **supervision.plan_sampling(cast))


def looks(cast: Cast) -> Made:
    seen = {"path": "/supervision/", "number": "", "status": 200, "actor": cast["sup"], "clock": TODAY}
    return "looks", lambda: reporting.note_look(**seen)


def records(cast: Cast) -> Made:
    def bring_in() -> None:
        brought_in("case", [CASE | {"原项目编号": f"XN-{next(turn)}"}], by=cast["SW.off"])

    return "exchanges/SW/records", bring_in


def conflicts(cast: Cast) -> Made:
    def contradict() -> None:
        brought_in("case", [CASE | {"项目名称": f"示范 {next(turn)}"}], by=cast["SW.off"])

    contradict()
    return "exchanges/SW/conflicts", contradict


def external_deals(cast: Cast) -> Made:
    return "external-deals", lambda: deal(by=cast["own.agt"], contract_number=f"HT-{next(turn)}")


def reward_rules(cast: Cast) -> Made:
    days = count(1)

    def draft() -> None:
        own = {**proceeds.draft_reward_rule(cast), "from_date": date(2027, 2, next(days))}
        proceeds_commands.draft_reward_rule(actor=cast["own.agt"], **own)

    return "reward-rules", draft


def teams(cast: Cast) -> Made:
    return "teams", lambda: proceeds.proposed(cast)


def distributions(cast: Cast) -> Made:
    return "distributions", lambda: proceeds.drafted(cast)


def payouts(cast: Cast) -> Made:
    return "payouts", lambda: proceeds.mark_payout_paid(cast)


def encumbrances(cast: Cast) -> Made:
    given = licences_deeds.record_encumbrance(cast)

    def record() -> None:
        catalogue.record_encumbrance(actor=cast["SW.off"], **given)

    return f"listings/{given['listing'].number}/encumbrances", record


def right_checks(cast: Cast) -> Made:
    given = licences_deeds.check_right(cast)
    path = f"listings/{given['listing'].number}/right-checks"
    return path, lambda: catalogue.check_right(actor=cast["SW.off"], **given)


def readiness_reviews(cast: Cast) -> Made:
    given = licences_deeds.record_readiness(cast)
    path = f"listings/{given['listing'].number}/readiness-reviews"
    return path, lambda: catalogue.record_readiness(actor=cast["SW.off"], **given)


def rights_to_check(cast: Cast) -> Made:
    return "rights-to-check", lambda: licences_deeds.check_right(cast)


def listing_versions(cast: Cast) -> Made:
    listing, turns = published_listing(lister=cast["own.agt"]), count(1)

    def correct() -> None:
        said = {"maturity": f"示范说明 {next(turns)}"}
        catalogue.correct_listing(listing=listing, changes=said, reason="示范", actor=cast["SW.off"], clock=TODAY)

    return f"listings/{listing.number}/versions", correct


def licence_offers(cast: Cast) -> Made:
    return "licence-offers", lambda: licences_deeds.published(cast, **TRIAL)


def open_calls(cast: Cast) -> Made:
    return "open-calls", lambda: calls_deeds.published(cast)


def solutions(cast: Cast) -> Made:
    return "solutions", lambda: calls_deeds.own_solution(cast)


def call_objections(cast: Cast) -> Made:
    return "call-objections", lambda: calls_deeds.own_objection(cast)


def need_threads(cast: Cast) -> Made:
    return "need-threads", lambda: threads_deeds.offered(cast)


def offered_listings(cast: Cast) -> Made:
    return "offered-listings", lambda: threads_deeds.to_own(cast)


def engagements(cast: Cast) -> Made:
    return "engagements", lambda: engagements_deeds.due(cast)


def contract_texts(cast: Cast) -> Made:
    return "deeds", lambda: contract_deeds.drafted(cast)


def deadlines(cast: Cast) -> Made:
    return "deadlines", lambda: need(seeker=cast["own.agt"], deadline_date=date(2027, 6, 30))


def licences(cast: Cast) -> Made:
    return "licences", lambda: licences_deeds.to_own(cast)


def contract_registrations(cast: Cast) -> Made:
    return "contract-registrations", lambda: submitted(cast["own.agt"])


def messages(cast: Cast) -> Made:
    def tell() -> None:
        data = {"name": "示范单位", "exchange": "SW"}
        reader = cast["own.agt"].user
        post(
            notes=[Note(kind="accounts.organisation_verified", key=f"list:{next(turn)}", to=reader, data=data)],
            clock=TODAY,
        )

    return "messages", tell


def imports(cast: Cast) -> Made:
    return "imports", lambda: papers.start_upload(cast)


def import_errors(cast: Cast) -> Made:
    upload = papers.start_upload(cast)["upload"]
    places = count(1)

    def reject() -> None:
        place = next(places)
        upload.rejected.create(place=place, line=place + 1, cells={"标题": ""}, faults=[["标题", "title", "示范"]])

    return f"imports/{upload.number}/errors", reject


def import_mappings(cast: Cast) -> Made:
    turns = count(1)

    def save() -> None:
        turn = next(turns)
        said = papers.save_mapping(cast) | {"name": f"示范 {turn}", "columns": {f"题名 {turn}": "title"}}
        catalogue.save_mapping(actor=cast["own.agt"], **said)

    return "import-mappings", save


def bank_statements(cast: Cast) -> Made:
    return "bank-statements", lambda: desk_of_cash.read(desk_of_cash.row("1.00"))


def bank_lines(cast: Cast) -> Made:
    return "bank-lines", desk_of_cash.unknown


def cashier_proposals(cast: Cast) -> Made:
    return "cashier-proposals", desk_of_cash.proposed


def bank_days(cast: Cast) -> Made:
    days = count(1)

    def close() -> None:
        day = desk_of_cash.DAY - timedelta(days=next(days))
        desk_of_cash.read(
            desk_of_cash.row("1.00", reference=f"D{day}", day=day.isoformat()), first_date=day, last_date=day
        )
        desk_of_cash.closed(date=day)

    return "bank-days", close


def priority_holders(cast: Cast) -> Made:
    listing = published_listing(lister=cast["own.agt"], inventors=[])

    def add() -> None:
        trading.record_priority_holder(
            listing=listing, kind="client", name=f"示范委托人{next(turn)}", actor=cast["SW.off"], clock=TODAY
        )

    return f"listings/{listing.number}/priority-holders", add


def relistings(cast: Cast) -> Made:
    listing, months = published_listing(lister=cast["own.agt"], inventors=[]), count(1)

    def add() -> None:
        """Each a month after the one before, when its disclosure is over."""
        clock = FrozenClock(TODAY.at + timedelta(days=30 * next(months)))
        trading.relist_listing(listing=listing, actor=cast["SW.off"], clock=clock)

    return f"listings/{listing.number}/relistings", add


# Who looks, and how many statements that takes; three of them find out who it is.
COME_TOGETHER = {"instalments": 2}  # a price in parts has two at least
LISTS: list[tuple[Callable[[Cast], Made], str, int]] = [
    (organisations, "SW.off", 4),
    (members, "SW.off", 5),
    (invitations, "own.adm", 5),
    (authorisations, "SW.off", 4),
    (claims, "SW.off", 4),
    (name_changes, "SW.off", 4),
    (mergers, "SW.off", 4),
    (tokens, "SW.off", 4),
    (jobs, "SW.off", 4),
    (versions, "anon", 2),
    (comments, "anon", 3),
    (capabilities, "anon", 1),
    (service_areas, "anon", 1),
    (custodies, "own.agt", 4),
    (practitioners, "anon", 1),
    (agreements, "anon", 1),
    (schedules, "anon", 6),
    (schedule_versions, "anon", 6),
    (schedule_comments, "anon", 7),
    (simulations, "SW.off", 4),
    (payment_notices, "SW.off", 5),
    (particulars, "own.fin", 4),
    (notices, "anon", 1),
    (documents, "SW.off", 4),
    (cases, "SW.off", 4),
    (corrections, "SW.off", 5),
    (accounts, "SW.fin", 4),
    (transfers, "SW.fin", 5),
    (listings, "SW.off", 4),
    (needs, "own.agt", 4),
    (matches, "own.agt", 4),
    (search, "anon", 1),
    (similar, "anon", 7),
    (sales, "SW.off", 3),
    (registrations, "SW.off", 5),
    (all_registrations, "SW.off", 4),
    (instalments, "SW.off", 4),
    (defaults, "SW.off", 4),
    (forfeitures, "SW.off", 4),
    (bids, "own.agt", 5),
    (opening_keys, "SW.off", 4),
    (envelopes, "own.agt", 5),
    (sale_invitations, "SW.off", 5),
    (own_invitations, "own.agt", 4),
    (priority_holders, "own.agt", 5),
    (relistings, "own.agt", 5),
    (negotiations, "own.agt", 4),
    (publicities, "anon", 2),
    (objections, "SW.off", 4),
    (commissions, "own.agt", 5),
    (returns, "SW.off", 4),
    (alerts, "SW.off", 4),
    (instructions, "SW.off", 5),
    (samplings, "anon", 1),
    (looks, "SW.off", 4),
    (records, "SW.off", 5),
    (conflicts, "SW.off", 4),
    (external_deals, "SW.off", 4),
    (encumbrances, "anon", 7),
    (right_checks, "anon", 7),
    (readiness_reviews, "anon", 7),
    (rights_to_check, "SW.off", 6),
    (listing_versions, "anon", 8),
    (licence_offers, "anon", 2),
    (contract_texts, "own.agt", 4),
    (licences, "own.agt", 4),
    (deadlines, "own.agt", 7),
    (open_calls, "anon", 4),
    (solutions, "own.agt", 4),
    (call_objections, "own.agt", 4),
    (need_threads, "own.agt", 5),
    (engagements, "own.agt", 5),
    (offered_listings, "own.agt", 4),
    (reward_rules, "own.agt", 4),
    (teams, "own.agt", 6),
    (distributions, "own.adm", 6),
    (payouts, "own.agt", 4),
    (contract_registrations, "SW.off", 5),
    (imports, "own.agt", 4),
    (import_errors, "own.agt", 5),
    (import_mappings, "own.agt", 4),
    (bank_statements, "SW.fin", 4),
    (bank_lines, "SW.fin", 4),
    (cashier_proposals, "SW.fin", 4),
    (bank_days, "SW.fin", 5),
    (messages, "own.agt", 4),
]
# They list rows of reference tables, which have no parts.
REFERENCE = {"ipc", "industries", "divisions", "research-fields"}


@pytest.mark.parametrize(("make", "role", "statements"), LISTS, ids=[make.__name__ for make, *_rest in LISTS])
def test_list_of_three_costs_what_a_list_of_one_costs(cast, make, role, statements):
    client = client_as(cast, role)
    path, add = make(cast)
    sandbox_clock.freeze(REGISTERED.at)

    counts, rows = [], []
    for more in (1, 2):
        for _n in range(more):
            add()
        cache.clear()
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(f"/api/v1/{path}")
        counts.append(len(asked))
        rows.append(len(answer.json()["results"]))

    assert rows[1] - rows[0] == 2 * COME_TOGETHER.get(make.__name__, 1)
    assert counts == [statements, statements]


def test_every_list_is_counted(cast):
    paths = {
        make(cast)[0].partition("?")[0].replace("exchanges/SW/", "exchanges/<exchange>/") for make, *_rest in LISTS
    }
    counted = {re.sub(r"[A-Z]+-[0-9-]+|[A-Z0-9]+\.[0-9]+", "<number>", path) for path in paths}
    lists = {name.removeprefix("GET ") for name, answer in documented().items() if "results" in answer}

    assert lists - REFERENCE == counted


def documented() -> dict[str, str]:
    """What each reading endpoint answers, as the document names it."""
    document = DescribedOnce().get_schema()
    shapes = document["components"]["schemas"]
    return {
        f"GET {path.removeprefix('/api/v1/').replace('{', '<').replace('}', '>')}": str(
            shapes.get(
                found["get"]["responses"]["200"]["content"]
                .get("application/json", {"schema": {}})["schema"]  # or the content of a file
                .get("$ref", "")
                .rpartition("/")[2]
            )
        )
        for path, found in document["paths"].items()
        if "get" in found
    }
