"""Calls, solutions and threads for tests, made by the commands that make them in the market. Budget 800,000.00, three proposals."""

from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.actor import Actor, actor_for, system_actor
from accounts.models import Kind
from marketplace.catalogue.models import Listing, Need
from marketplace.commissioning import commands
from marketplace.commissioning.drafts import CallDraft, CriterionDraft, SolutionDraft
from marketplace.commissioning.milestones import Milestone
from marketplace.commissioning.models import (
    Engagement,
    NeedOffer,
    NeedThread,
    OfferedListing,
    OpenCall,
    Solution,
    StagePayment,
)
from marketplace.contracts import commands as contracts
from marketplace.core.clock import Clock, frozen
from marketplace.files.commands import store
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.catalogue.factories import need, published_listing
from tests.files.factories import pdf

DRAFTED = frozen("2027-03-01T11:00:00")
PUBLISHED = frozen("2027-03-02T10:00:00")
HANDED_IN = frozen("2027-03-10T10:00:00")
DUE = frozen("2027-04-01T17:00:00")
SCORED = frozen("2027-04-02T10:00:00")
RESULT = frozen("2027-04-06T10:00:00")
AWARDED = frozen("2027-04-12T00:00:00")  # five days after the result
SWEEP = system_actor("tests.sweep")
CRITERIA = (
    CriterionDraft("技术路线可行性", 40),
    CriterionDraft("团队和基础", 30),
    CriterionDraft("报价", 30, by_price=True),
)


def posted(poster: Actor | None = None, **fields: Any) -> Need:
    """A need at SW."""
    return need(seeker=poster or actor(verified(Kind.FIRM, home_exchange="SW")), exchange="SW", **fields)


def call_draft(**fields: Any) -> CallDraft:
    defaults: dict[str, Any] = {
        "mode": "lead",
        "title": "示范榜题：大型铸件自适应打磨",
        "problem": "示范：铸件余量不均，人工打磨粉尘大。",
        "indicators": "示范：节拍不超过四十分钟，表面粗糙度不超过 6.3 微米。",
        "due_at": DUE.at,
        "secrecy": "示范审查员，2027-02-26 审查，不含秘密。",
        "criteria": CRITERIA,
        "budget_fen": 800_000_00,
    }
    return CallDraft(**defaults | fields)


def drafted(of: Need | None = None, *, clock: Clock = DRAFTED, **fields: Any) -> OpenCall:
    of = of or posted()
    return commands.draft_call(need=of, draft=call_draft(**fields), actor=actor(of.organisation), clock=clock)


def checked(of: Need | None = None, *, by: Actor | None = None, **fields: Any) -> OpenCall:
    made = drafted(of, **fields)
    return commands.check_call(call=made, actor=by or officer(made.exchange), clock=DRAFTED)


def published(of: Need | None = None, *, by: Actor | None = None, **fields: Any) -> OpenCall:
    made = checked(of, by=by, **fields)
    return commands.publish_call(call=made, actor=reviewer(made.exchange), clock=PUBLISHED)


def supplier(**fields: Any) -> Actor:
    """The agent of a verified firm in the other city."""
    return actor(verified(Kind.FIRM, **{"home_exchange": "CQ", "by": "CQ"} | fields))


def solution_draft(yuan: int = 700_000, **fields: Any) -> SolutionDraft:
    price_fen = yuan * 100
    first = price_fen * 3 // 8
    defaults: dict[str, Any] = {
        "price_fen": price_fen,
        "plan": "示范技术方案：恒力执行器与线激光扫描。",
        "team": "示范团队：机器人研究组。",
        "milestones": [
            Milestone("样机", "示范样机一台和测试报告", first, 120),
            Milestone("验收", "示范产线验收报告", price_fen - first, 300),
        ],
        "foreign_link": "none",
    }
    return SolutionDraft(**defaults | fields)


def handed_in(
    call: OpenCall, yuan: int = 700_000, *, by: Actor | None = None, clock: Clock = HANDED_IN, **fields: Any
) -> Solution:
    return commands.hand_in_solution(
        call=call, draft=solution_draft(yuan, **fields), actor=by or supplier(), clock=clock
    )


def opened(call: OpenCall | None = None, *prices: int, **fields: Any) -> OpenCall:
    """A call whose solutions, at prices in yuan, were opened."""
    call = call or published(**fields)
    for yuan in prices or (700_000, 640_000, 760_000):
        handed_in(call, yuan)
    return commands.open_solutions(call=call, actor=SWEEP, clock=DUE)


def points_for(call: OpenCall, *points: tuple[int, int]) -> dict[str, dict[int, int]]:
    """Points by the two judged criteria, for the solutions in the order in which they came."""
    found = call.solutions.filter(state="opened").order_by("pk")
    given = points or ((90, 80), (70, 60), (80, 90))
    return {one.number: {1: first, 2: second} for one, (first, second) in zip(found, given, strict=False)}


def scored(call: OpenCall | None = None, *, by: Actor | None = None, points: Any = ()) -> OpenCall:
    call = call or opened()
    given = points_for(call, *points)
    return commands.enter_scores(call=call, scores=given, actor=by or officer(call.exchange), clock=SCORED)


def ranked(call: OpenCall | None = None, **fields: Any) -> OpenCall:
    call = scored(call, **fields)
    return commands.confirm_scores(call=call, actor=reviewer(call.exchange), clock=SCORED)


def publicised(call: OpenCall | None = None, *, teams: int = 1, **fields: Any) -> OpenCall:
    call = ranked(call, **fields)
    return commands.publicise_award(call=call, teams=teams, actor=actor(call.poster), clock=RESULT)


def awarded(call: OpenCall | None = None, *, clock: Clock = AWARDED, **fields: Any) -> OpenCall:
    return commands.award_call(call=publicised(call, **fields), actor=SWEEP, clock=clock)


def poster_of(call: OpenCall) -> Actor:
    return actor_for(call.drafted_by, call.poster)


def proposer_of(solution: Solution) -> Actor:
    return actor_for(solution.handed_in_by, solution.proposer)


def thread(of: Need | None = None, *, by: Actor | None = None, clock: Clock = HANDED_IN, **fields: Any) -> NeedThread:
    """A thread of a supplier on a need."""
    asked = {"kind": "commissioned", "foreign_link": "none"} | fields
    return commands.open_thread(need=of or posted(), actor=by or supplier(), clock=clock, **asked)


def need_offer(
    of: NeedThread, yuan: int = 800_000, *, by: Actor | None = None, clock: Clock = HANDED_IN, **fields: Any
) -> NeedOffer:
    """An offer of the supplier unless another is given."""
    draft = solution_draft(yuan)
    said = {"price_fen": draft.price_fen, "content": "示范开发内容", "milestones": draft.milestones, "valid_days": 10}
    return commands.make_need_offer(thread=of, actor=by or supplier_of(of), clock=clock, **said | fields)


def agreed(of: Need | None = None, yuan: int = 800_000, *, by: Actor | None = None, **fields: Any) -> NeedThread:
    """A thread whose first offer the client accepted."""
    made = thread(of, by=by, **fields)
    offer = need_offer(made, yuan)
    return commands.accept_need_offer(thread=made, position=offer.position, actor=client_of(made), clock=HANDED_IN)


def supplier_of(of: NeedThread) -> Actor:
    return actor_for(of.opened_by, of.supplier)


def client_of(of: NeedThread) -> Actor:
    return actor(of.need.organisation)


def negotiable(lister: Actor | None = None, **fields: Any) -> Listing:
    """A listing on offer by agreement, of a firm."""
    terms = {"price_mode": "negotiated", "owner_category": "private"} | fields
    return published_listing(lister=lister or actor(verified(Kind.FIRM)), **terms)


def offered_listing(
    of: Need | None = None, listing: Listing | None = None, *, clock: Clock = HANDED_IN
) -> OfferedListing:
    of, listing = of or posted(), listing or negotiable()
    return commands.offer_listing(
        need=of, listing=listing, note="示范：可以直接应用。", actor=actor(listing.lister), clock=clock
    )


SIGNED = frozen("2027-04-13T10:00:00")
PAID = frozen("2027-04-15T10:00:00")
line = count(1)
STAGES = [
    Milestone("样机", "示范样机一台和测试报告", 300_000_00, 120),
    Milestone("验收", "示范产线验收报告", 500_000_00, 300),
]


def engaged(of: Need | None = None, *, by: Actor | None = None, **fields: Any) -> Engagement:
    """What an agreement of 800,000.00 in two milestones comes to; its contract waits for both signatures."""
    made = thread(of, by=by, **fields)
    offer = need_offer(made, 800_000, milestones=STAGES)
    commands.accept_need_offer(thread=made, position=offer.position, actor=client_of(made), clock=HANDED_IN)
    return Engagement.objects.get(thread=made)


def signed(of: Engagement) -> Engagement:
    for party in (of.client, of.supplier):
        commands.sign_engagement(engagement=of, actor=actor(party), clock=SIGNED)
    return of


def paid(payment: StagePayment, *, by: Actor | None = None, clock: Clock = PAID, **fields: Any) -> StagePayment:
    of = payment.engagement
    arrived = {"payer_name": of.client.name, "bank_reference": f"stage-{next(line)}", "amount_fen": payment.due_fen}
    return commands.confirm_stage_payment(
        payment=payment, actor=by or officer(of.exchange), clock=clock, **arrived | fields
    )


def accepted(payment: StagePayment, *, clock: Clock = PAID) -> StagePayment:
    """Its milestone was handed in and accepted."""
    of, milestone = payment.engagement, payment.milestone
    supplier_, client = actor(of.supplier), actor(of.client)
    upload = SimpleUploadedFile("示范报告.pdf", pdf(), content_type="application/pdf")
    file = store(upload=upload, purpose="handover", actor=supplier_, clock=clock)
    handover = contracts.hand_in(milestone=milestone, note="示范交付", handed=[file], actor=supplier_, clock=clock)
    contracts.accept_handover(handover=handover, actor=client, clock=clock)
    milestone.refresh_from_db()
    return payment


def settled(payment: StagePayment, *, clock: Clock = PAID) -> StagePayment:
    return commands.settle_stage_payment(payment=payment, actor=reviewer(payment.engagement.exchange), clock=clock)


def terminated(of: Engagement, *, clock: Clock = PAID) -> Engagement:
    """Both sides agree to end the contract."""
    asked = {"ground": "agreed", "reason": "示范理由", "clock": clock}
    proposed = contracts.propose_termination(deed=of.deed, actor=actor(of.client), **asked)
    contracts.agree_termination(termination=proposed, actor=actor(of.supplier), clock=clock)
    of.refresh_from_db()
    return of
