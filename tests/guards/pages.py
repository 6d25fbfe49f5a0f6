"""Every page of ours with a thing of `own` behind it; most share their thing with an endpoint of the API (`doors`)."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, URLResolver, get_resolver

from marketplace.catalogue import commands as catalogue
from marketplace.core.clock import frozen
from marketplace.messages.unsubscribing import token_for
from tests.accounts.factories import uscc
from tests.catalogue.factories import published_listing, submitted_listing
from tests.files.factories import pdf
from tests.guards import (
    agency_pages,
    call_pages,
    cashier_pages,
    contact_pages,
    contract_pages,
    document_pages,
    equity_pages,
    fee_pages,
    licence_pages,
    negotiation_pages,
    network_pages,
    onboarding_pages,
    proceeds_pages,
    room_pages,
    rule_pages,
    sealed_pages,
    settling_pages,
    simulation_pages,
)
from tests.guards.cast import Cast
from tests.guards.deeds import DEEDS, cases, duty, messages, papers, priority, supervision
from tests.guards.deeds import notices as subscribed
from tests.guards.doors import DOORS, Call
from tests.trading.factories import ANNOUNCED, waived

Page = Callable[[Cast], Call]
Form = Mapping[str, Any]

# Not pages for people: a key set, a stream of hints; and the sandbox's own doors, which its area tests.
NOT_PAGES = (".well-known/", "sales/<number>/events", "messages/events/", "tour/", "sandbox/", "accounts/sandbox/")


def like(door: str, form: Form | None = None) -> Page:
    """The page about the same thing as an endpoint, with what its form sends."""
    return lambda cast: replace(DOORS[door](cast), body=form, query="", finds="")


def plain(form: Form | None = None, query: str = "") -> Page:
    return lambda cast: Call(body=form, query=query)


def sent(cast: Cast) -> Call:
    return Call({"number": submitted_listing(lister=cast["own.agt"]).number})


def upload(cast: Cast) -> Call:
    """A file of `own` that has been looked at."""
    return Call({"number": papers.start_upload(cast)["upload"].number})


def running_upload(cast: Cast) -> Call:
    found = papers.start_upload(cast)
    catalogue.start_upload(actor=cast["own.agt"], **found)
    return Call({"number": found["upload"].number})


def mapping(cast: Cast) -> Call:
    found = papers.forget_mapping(cast)["mapping"]
    return Call({"number": found.number})


MAPPED = {"name": "示范对照", "column-0": "title"}


def opinion_on(cast: Cast) -> Call:
    applying = cases.applying(cast)
    params = {"number": applying.sale.number, "code": applying.code}
    return Call(params, body={"objects": "none", "reason": ""}, at=frozen("2027-04-09T10:00:00"))


def bid(cast: Cast) -> Call:
    return replace(DOORS["POST sales/<number>/bids"](cast), body={"price": "2800000.00", "confirmed": "on"})


def file_of(cast: Cast) -> Call:
    declared = {"secrecy_reviewer": "示范审查员", "secrecy_reviewed_date": "2027-02-01", "source": "示范"}
    file = lambda: SimpleUploadedFile("a.csv", papers.FILE)  # noqa: E731
    return Call(body={"file": file, "kind": "listings", "exchange": "SW", "declared": "on", **declared})


def unsubscribing(cast: Cast, form: Form | None = None) -> Call:
    reader = cast["own.agt"].user
    assert reader is not None
    return Call({"token": token_for(reader, "matches")}, body=form)


def failed(cast: Cast, form: Form | None = None) -> Call:
    return Call({"number": messages.trouble(cast).number}, body=form)


def formset(name: str) -> Form:
    """The counters of a form that repeats, with no row in it."""
    return {f"{name}-{counter}": "0" for counter in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")}


def deed(name: str, cast: Cast) -> dict[str, Any]:
    """The arguments with which the command of the desk is tried."""
    return DEEDS[f"desk.{name}"](cast)


def about_case(name: str, act: str = "", form: Form | None = None) -> Page:
    """The page of the case with which a command of the desk is tried."""
    return lambda cast: Call({"number": deed(name, cast)["case"].number, "act": act}, body=filled(form, cast))


def filled(form: Form | None, cast: Cast) -> Form | None:
    return (
        form
        if form is None
        else {name: value(cast) if value is officer_number else value for name, value in form.items()}
    )


def officer_number(cast: Cast) -> str:
    """The number of an officer of the venue."""
    return cast["SW.off"].user.number


def small_pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("示范证书.pdf", pdf(), content_type="application/pdf")


def decided(cast: Cast, act: str) -> Call:
    found = cases.correction(cast)
    return Call({"number": found.case.number, "act": act}, body={"correction": found.number, "opinion": "示范原因"})


WRITTEN = {
    "exchange": "SW",
    "title": "示范成果",
    "abstract": "恒力执行器调节接触力。",
    "price_mode": "negotiated",
    "act": "save",
    **formset("rights"),
    **formset("owners"),
    **formset("comparisons"),
}
PREFERENCES = {"language": "en", "quiet_from": "22:00", "quiet_to": "07:30", "wecom_id": "", "matches.email": "weekly"}
LISTING = "GET listings/<number>"
REASONS = {"reasons": "示范原因"}
REASON = {"reason": "示范原因"}
CORRECTED = {"name": "示范更名", "owner_category": "university", "uscc": uscc()}
TERMS = {"method": "bidding", "start": "2800000", "increment": "50000", "opens_at": "2027-04-12T09:00"}


def of_sw(make: Callable[[Cast], Any], form: Form | None = None, at: Any = supervision.MAY, **more: Any) -> Page:
    """A page about a thing of the venue that a deed makes; `make` gives the thing."""
    return lambda cast: Call({"number": make(cast).number} | more, body=form, at=at)


def instructed(cast: Cast) -> Any:
    return supervision.execution(cast).instruction


def duty_listing(cast: Cast) -> Any:
    return duty.record_decision(cast)["listing"]


DECISION = {
    "body": "示范大学校长办公会",
    "meeting": "2027 年第 4 次",
    "decided_date": "2027-02-26",
    "route": "negotiated",
    "price_fen": "1200000",
    "deciders": "示范校长",
}
NOTICE = {"name": "示范成果", "price_fen": "1200000", "place": "示范公告栏", "published_date": "2027-03-01"}
OBJECTION = {"raised_date": "2027-03-10", "raised_by": "示范教授", "content": "价格偏低"}
RESOLVED = {"outcome": "unfounded", "resolved_date": "2027-03-10", "handling": "评估依据充分"}
SAMPLED = {
    "title": "示范抽查",
    "exchange": "SW",
    "first_date": "2027-04-01",
    "last_date": "2027-04-30",
    "size": "1",
    "per_case": "1",
}


def sampled(cast: Cast) -> Call:
    supervision.plan_sampling(cast)
    return Call(body=SAMPLED, at=supervision.MAY)


def instruction_about(cast: Cast) -> Call:
    number = supervision.instruct(cast)["subject"].number
    return Call(body={"subject": number, "legal_basis": "示范条例", "reason": "示范原因"}, at=supervision.MAY)


def objected(form: Form | None = None) -> Page:
    def make(cast: Cast) -> Call:
        found = duty.objection(cast)
        return Call({"number": found.notice.number, "position": found.position}, body=form, at=duty.TENTH)

    return make


PAGES: dict[str, Page] = {
    **agency_pages.AGENCY_PAGES,
    **room_pages.ROOM_PAGES,
    **contract_pages.CONTRACT_PAGES,
    **licence_pages.LICENCE_PAGES,
    **call_pages.CALL_PAGES,
    **proceeds_pages.PROCEEDS_PAGES,
    **equity_pages.EQUITY_PAGES,
    **settling_pages.SETTLING_PAGES,
    **sealed_pages.SEALED_PAGES,
    "GET ": plain(),
    "GET search/": plain(query="q=打磨"),
    "GET fees/": plain(query="price=3350000"),
    "GET fees/schedules/": plain(),
    "GET fees/schedules/new/": plain(query="base=E1.1"),
    "POST fees/schedules/new/": fee_pages.draft,
    "GET fees/schedules/<number>/": fee_pages.shown,
    "GET fees/schedules/<number>/ (a draft)": fee_pages.drafted,
    "GET fees/schedules/<number>/edit/": fee_pages.own_draft,
    "POST fees/schedules/<number>/edit/": fee_pages.edit,
    "POST fees/schedules/<number>/publish/": fee_pages.publish,
    "POST fees/schedules/<number>/approve/": fee_pages.approve,
    "POST fees/schedules/<number>/adopt/": fee_pages.adopt,
    "POST fees/schedules/<number>/end/": fee_pages.end,
    "POST fees/schedules/<number>/discard/": fee_pages.discard,
    "POST fees/schedules/<number>/comment/": fee_pages.comment,
    "POST fees/comments/<number>/answer/": fee_pages.answer,
    "GET payment-notices/": like("GET payment-notices"),
    "GET payment-notices/<number>/": like("GET payment-notices/<number>"),
    "POST payment-notices/<number>/": like(
        "POST payment-notices/<number>/invoices", {"number": "2" * 20, "invoice_date": "2027-04-12"}
    ),
    "GET invoice-particulars/": plain(),
    "POST invoice-particulars/": lambda cast: Call(body=DOORS["POST invoice-particulars"](cast).body),
    "GET style/": plain(),
    # Listings
    "GET listings/": plain(),
    "GET listings/<number>/": like(LISTING),
    "GET listings/<number>/ (a draft)": like(f"{LISTING} (a draft)"),
    "GET listings/<number>/ (a submitted one)": like(f"{LISTING} (a submitted one)"),
    "GET listings/<number>/versions/": like("GET listings/<number>/versions"),
    "GET listings/new/": plain(),
    "POST listings/new/": plain(WRITTEN),
    "GET listings/<number>/edit/": like(f"{LISTING} (a draft)"),
    "POST listings/<number>/edit/": like(f"{LISTING} (a draft)", WRITTEN),
    "POST listings/<number>/take-up/": like("POST listings/<number>/taking-up", {}),
    "GET listings/<number>/sent/": sent,
    "POST listings/<number>/apply/": like("POST listings/<number>/submission", {}),
    "POST listings/<number>/withdraw/": like("POST listings/<number>/withdrawal", REASONS),
    "POST listings/<number>/consent/": like("POST listings/<number>/consent", {}),
    "POST listings/<number>/owners/<position>/consent/": like(
        "POST listings/<number>/owners/<position>/consent", {"evidence": "示范同意书"}
    ),
    "GET listings/<number>/relisting/": like("GET listings/<number>/relistings"),
    "POST listings/<number>/relisting/": like(
        "POST listings/<number>/relistings", {"relist-floor": "2500000.00", "relist-working_days": "10"}
    ),
    # Help for thin lots
    "GET sales/<number>/prospects/": like("GET sales/<number>/invitations"),
    "POST sales/<number>/invite/": lambda cast: DOORS["POST sales/<number>/invitations"](cast),
    "GET invitations/": like("GET sale-invitations"),
    "POST invitations/<number>/decline/": like("POST sale-invitations/<number>/refusals", {"reason": "other"}),
    "POST invitations/choose/": like("POST invitation-stop", {"stopped": "1"}),
    "POST sales/<number>/pause/": like("POST sales/<number>/pauses", {"pause-reason": "示范故障"}),
    "POST sales/<number>/resume/": like("POST sales/<number>/resumptions", {}),
    "POST sales/<number>/withdraw/": like("POST sales/<number>/withdrawals", {"withdraw-reason": "示范理由"}),
    "GET listings/<number>/priority/": like("GET listings/<number>/priority-holders"),
    "POST listings/<number>/priority/": like(
        "POST listings/<number>/priority-holders", {"kind": "completer", "name": "示范完成人", "rank": "1"}
    ),
    "POST priority-holders/<number>/<act>/": lambda cast: replace(
        DOORS["POST priority-holders/<number>/waivers"](cast),
        params={"number": priority.holder(cast).number, "act": "waive"},
        body={"proof": "示范放弃声明"},
    ),
    "GET listings/<number>/sale/new/": like("GET listings/<number>"),
    "POST listings/<number>/sale/new/": lambda cast: Call(
        {"number": waived(published_listing(lister=cast["own.agt"])).number}, body=TERMS, at=ANNOUNCED
    ),
    "GET files/<number>/": like("GET files/<number>"),
    # What comes from other systems, and deals closed elsewhere
    "GET network/": plain(),
    "POST network/": network_pages.hand_in,
    "GET network/transfers/<number>/": network_pages.transfer,
    "POST network/transfers/<number>/start/": network_pages.transfer,
    "POST network/transfers/<number>/stop/": network_pages.running_transfer,
    "GET network/records/": like("GET exchanges/<exchange>/records"),
    "GET network/conflicts/": like("GET exchanges/<exchange>/conflicts"),
    "GET network/conflicts/<number>/": like("POST conflicts/<number>/decision"),
    "POST network/conflicts/<number>/": like(
        "POST conflicts/<number>/decision", {"take": "theirs", "reason": "示范理由"}
    ),
    "GET network/export/": plain(),
    "GET network/export/<kind>.<ending>": network_pages.download,
    "GET external-deals/": like("GET external-deals"),
    "GET external-deals/new/": plain(),
    "POST external-deals/new/": network_pages.register,
    "GET external-deals/<number>/": like("GET external-deals/<number>"),
    "GET external-deals/<number>/correct/": like("GET external-deals/<number>"),
    "POST external-deals/<number>/correct/": network_pages.told,
    "POST external-deals/<number>/check/": like("POST external-deals/<number>/check", {}),
    "POST external-deals/<number>/return/": like("POST external-deals/<number>/return", REASON),
    # What a schedule would do to the payers
    "GET money/": like("GET accounts"),
    "GET money/month/": plain(query="month=2027-04&ending=csv"),
    "GET money/<number>/": like("GET accounts/<number>"),
    "POST sales/<number>/settlement/apart/": like("POST sales/<number>/contract/seller-fee", {}),
    "POST sales/<number>/settlement/net/": like("POST sales/<number>/contract/seller-fee", {}),
    "GET negotiations/": negotiation_pages.look,
    "GET negotiations/<number>/": negotiation_pages.one,
    "POST negotiations/<number>/offer/": negotiation_pages.offer,
    "POST negotiations/<number>/offers/<position>/accept/": negotiation_pages.accept,
    "POST negotiations/<number>/withdraw/": negotiation_pages.withdraw,
    "POST negotiations/<number>/conclude/": negotiation_pages.conclude,
    "POST negotiations/<number>/screen/": negotiation_pages.screen,
    "POST objections/<number>/decide/": negotiation_pages.decide,
    "GET publicities/<number>/": negotiation_pages.publicity,
    "POST publicities/<number>/object/": negotiation_pages.object_to,
    "GET listings/<number>/negotiate/": negotiation_pages.opening,
    "POST listings/<number>/negotiate/": negotiation_pages.opening,
    "GET cashier/": cashier_pages.look,
    "GET cashier/suspense/": like("GET bank-lines"),
    "GET cashier/returns/": like("GET deposits-to-return"),
    "GET cashier/lines/<number>/": like("GET bank-lines/<number>"),
    "POST cashier/lines/<number>/claim/": cashier_pages.claim,
    "POST cashier/lines/<number>/return/": cashier_pages.going_back,
    "POST cashier/lines/<number>/park/": like("POST bank-lines/<number>/parking", {}),
    "POST cashier/lines/<number>/link/": cashier_pages.link,
    "POST cashier/lines/<number>/reopen/": like("POST bank-lines/<number>/reopening", {}),
    "GET cashier/receipts/new/": cashier_pages.by_hand,
    "POST cashier/receipts/new/": cashier_pages.by_hand,
    "GET cashier/proposals/<number>/": like("GET cashier-proposals/<number>"),
    "POST cashier/proposals/<number>/confirm/": like("POST cashier-proposals/<number>/confirmation", {}),
    "POST cashier/proposals/<number>/reject/": like("POST cashier-proposals/<number>/rejection", {"reason": "示范"}),
    "GET cashier/statements/": like("GET bank-statements"),
    "POST cashier/statements/": cashier_pages.hand_in,
    "GET cashier/statements/blank/": plain(),
    "GET cashier/statements/<number>/": like("GET bank-statements/<number>"),
    "GET cashier/days/": like("GET bank-days"),
    "GET cashier/days/on/<on>/": cashier_pages.day_on,
    "POST cashier/days/on/<on>/": cashier_pages.day_on,
    "GET cashier/days/<number>/": like("GET bank-days/<number>"),
    "POST cashier/days/<number>/check/": like("POST bank-days/<number>/check", {}),
    "POST cashier/days/<number>/send-back/": like("POST bank-days/<number>/sending-back", {"reason": "示范"}),
    "GET simulations/": like("GET simulations"),
    "GET simulations/new/": plain(),
    "POST simulations/new/": simulation_pages.ask,
    "GET simulations/blank.<ending>": simulation_pages.blank,
    "GET simulations/<number>/": like("GET simulations/<number>"),
    "POST simulations/<number>/stop/": simulation_pages.running,
    "POST simulations/<number>/resume/": like("POST simulations/<number>/resumption", {}),
    "POST simulations/<number>/delete/": like("DELETE simulations/<number>", {}),
    "GET simulations/<number>/figures.<ending>": simulation_pages.download,
    # Needs, matches, files, jobs
    "GET needs/": plain(),
    "GET needs/<number>/": like("GET needs/<number>"),
    "GET needs/<number>/ (a closed one)": like("GET needs/<number> (a closed one)"),
    "GET needs/new/": plain(),
    "POST needs/new/": plain(
        {"exchange": "SW", "title": "示范需求", "content": "粉尘大，希望引进力控打磨。", "kind": "ordinary"}
    ),
    "POST needs/<number>/close/": like("POST needs/<number>/closure", REASON),
    "GET matches/": plain(),
    "GET matches/advice/": plain(),
    "GET matches/<number>/": like("GET matches/<number>"),
    "POST matches/<number>/accept/": like("POST matches/<number>/acceptance", {}),
    "POST matches/<number>/decline/": like("POST matches/<number>/decline", {"reason": "too_expensive", "note": ""}),
    "GET matches/<number>/ (a connected one)": like("GET matches/<number>/contact"),
    "POST matches/<number>/messages/": like("POST matches/<number>/contact/messages", {"text": "示范消息"}),
    "POST matches/<number>/step/": like(
        "POST matches/<number>/contact/step", {"step": "示范试样", "by": "seeker", "due_date": "2027-03-09"}
    ),
    "POST matches/<number>/step/done/": like("POST matches/<number>/contact/step/done", {}),
    "POST matches/<number>/outcomes/": like(
        "POST matches/<number>/contact/outcomes", {"kind": "met", "happened_date": "2027-03-02", "note": ""}
    ),
    "POST matches/<number>/end/": like("POST matches/<number>/contact/end", {"reason": "price", "note": ""}),
    "GET matching-quality/": plain(),
    "GET desk/matching-quality/": plain(),
    "GET silent-contacts/": contact_pages.queue,
    "POST silent-contacts/<number>/take/": contact_pages.take,
    "POST silent-contacts/<number>/nudge/": contact_pages.nudge,
    "POST silent-contacts/<number>/close/": contact_pages.close,
    "GET imports/": plain(),
    "POST imports/": file_of,
    "GET imports/<number>/": upload,
    "POST classify/": plain({"title": "铸件机器人自适应打磨", "abstract": "线激光扫描铸件，自动生成打磨轨迹。"}),
    "GET taxonomies/": plain(),
    "GET taxonomies/places/": plain(),
    "GET taxonomies/<table>/": lambda cast: Call({"table": "ipc"}, query="code=B60"),
    "GET imports/mappings/": plain(),
    "GET imports/mappings/<number>/": mapping,
    "POST imports/mappings/<number>/": lambda cast: replace(mapping(cast), body=MAPPED),
    "POST imports/mappings/<number>/forget/": lambda cast: replace(mapping(cast), body={}),
    "POST imports/<number>/columns/": lambda cast: replace(upload(cast), body=MAPPED),
    "GET imports/<number>/errors.<ending>": lambda cast: replace(
        upload(cast), params=upload(cast).params | {"ending": "csv"}
    ),
    "POST imports/<number>/start/": lambda cast: replace(upload(cast), body={}),
    "POST imports/<number>/stop/": lambda cast: replace(running_upload(cast), body={}),
    "GET jobs/": plain(),
    "GET jobs/<number>/": like("GET jobs/<number>"),
    "GET jobs/<number>/ (of the market itself)": like("GET jobs/<number> (of the market itself)"),
    "POST jobs/<number>/cancel/": like("POST jobs/<number>/cancellation", {}),
    # Documents
    "GET documents/": plain(),
    "GET documents/<number>/": document_pages.about(),
    "GET documents/<number>/pdf/": document_pages.about(),
    "GET documents/<number>/pages/<page>/": document_pages.about(page=1),
    "POST documents/<number>/scan/": document_pages.scan_of,
    "GET documents/check/": document_pages.check,
    "POST documents/check/": document_pages.check_file,
    "GET documents/forms/<code>/": lambda cast: Call({"code": "power_of_attorney"}),
    "POST documents/dossiers/<kind>/<number>/": document_pages.dossier,
    "GET documents/sealings/": plain(),
    "GET documents/sealings/<number>/": document_pages.of_sealing(),
    "GET documents/sealings/<number>/pages/<page>/": document_pages.of_sealing(page=1),
    "POST documents/sealings/<number>/confirm/": document_pages.of_sealing(document_pages.SEEN),
    "POST documents/sealings/<number>/reject/": document_pages.of_sealing(REASON),
    "GET documents/templates/": plain(),
    "GET documents/templates/<code>/": document_pages.of_draft(),
    "GET documents/templates/<code>/new/": document_pages.of_draft(),
    "POST documents/templates/<code>/new/": document_pages.new_edition,
    "GET documents/templates/<code>/<edition>/": document_pages.of_draft(),
    "GET documents/templates/<code>/<edition>/sample/": document_pages.of_draft(),
    "POST documents/templates/<code>/<edition>/approve/": document_pages.of_draft({}),
    "POST documents/templates/<code>/<edition>/reject/": document_pages.of_draft(REASON),
    # Public notices
    "GET notices/": plain(query="q=打磨"),
    "GET notices/<number>/": like("GET notices/<number>"),
    "GET notices/feeds/<which>/atom.xml": lambda cast: Call({"which": "all"}),
    "GET notices/feeds/<which>/rss.xml": lambda cast: Call({"which": "result-SW"}),
    "GET notices/subscriptions/": plain(),
    "POST notices/subscriptions/": plain({"kind": "result", "exchange": "SW", "keyword": "打磨"}),
    "POST notices/subscriptions/<number>/end/": lambda cast: Call(
        {"number": subscribed.subscription(cast).number}, body={}
    ),
    "GET notices/unsubscribe/<token>/": lambda cast: Call({"token": subscribed.subscription(cast).token}),
    "POST notices/unsubscribe/<token>/": lambda cast: Call({"token": subscribed.subscription(cast).token}, body={}),
    # Rules
    "GET rules/": plain(),
    "GET rules/new/": plain(),
    "POST rules/new/": rule_pages.draft,
    "GET rules/families/<family>/": rule_pages.family,
    "GET rules/<number>/": rule_pages.version,
    "GET rules/<number>/ (a draft)": rule_pages.drafted,
    "GET rules/<number>/edit/": rule_pages.own_draft,
    "POST rules/<number>/edit/": rule_pages.edit,
    "POST rules/<number>/publish/": rule_pages.publish,
    "POST rules/<number>/approve/": rule_pages.approve,
    "POST rules/<number>/adopt/": rule_pages.adopt,
    "POST rules/<number>/end/": rule_pages.end,
    "POST rules/<number>/comment/": rule_pages.comment,
    "POST rules/comments/<number>/answer/": rule_pages.answer,
    "GET capabilities/": plain(),
    "POST capabilities/": rule_pages.grant,
    "POST capabilities/<number>/end/": rule_pages.end_capability,
    "POST capabilities/changes/<number>/approve/": rule_pages.approve_capability,
    "POST capabilities/changes/<number>/reject/": rule_pages.reject_capability,
    "GET agreements/": plain(),
    "GET agreements/new/": plain(),
    "POST agreements/new/": rule_pages.enter_agreement,
    "GET agreements/<number>/": like("GET agreements/<number>"),
    "GET agreements/<number>/ (not compared yet)": like("GET agreements/<number> (not compared yet)"),
    "POST agreements/<number>/confirm/": like("GET agreements/<number> (not compared yet)", {}),
    "POST agreements/<number>/end/": like("GET agreements/<number>", REASON),
    "GET calendar/": plain(query="start=2027-03-01&count=5&unit=working_days"),
    # Desks
    "GET workspace/": plain(),
    "GET deadlines/": plain(query="view=all"),
    "GET deadlines/calendar.ics": plain(query="view=all"),
    "GET desk/": plain(query="q=打磨"),
    "POST desk/acts/": lambda cast: Call(body={"act": "take", "case": deed("take", cast)["case"].number}),
    "GET desk/colleagues/": plain(),
    "GET desk/others/": plain(),
    "POST desk/matching/": plain({}),
    # Cases
    "GET cases/<number>/": about_case("take"),
    "GET cases/<number>/ (one on offer)": about_case("propose_correction"),
    "POST cases/<number>/<act>/ (take)": about_case("take", "take", {}),
    "POST cases/<number>/<act>/ (assign)": about_case("assign", "assign", {"to": officer_number, "note": "示范"}),
    "POST cases/<number>/<act>/ (checks)": about_case(
        "tick_check", "checks", {"verdict-legal_status": "passed", "note-legal_status": "示范", "then": ""}
    ),
    "POST cases/<number>/<act>/ (accept)": about_case("accept", "checks", {"then": "accept", "opinion": "示范"}),
    "POST cases/<number>/<act>/ (examine)": about_case("examine", "checks", {"then": "examine", "opinion": "示范"}),
    "POST cases/<number>/<act>/ (pieces)": about_case("request_pieces", "pieces", {"piece-other-0": "示范缺项"}),
    "POST cases/<number>/<act>/ (return)": about_case("send_back", "return", {"piece-other-0": "示范缺项"}),
    "POST cases/<number>/<act>/ (refer)": about_case(
        "refer_back", "refer", {"to": "review", "piece-other-0": "示范缺项"}
    ),
    "POST cases/<number>/<act>/ (publish)": about_case("publish", "publish", {}),
    "POST cases/<number>/<act>/ (archive)": about_case("archive", "archive", {"opinion": "示范"}),
    "POST cases/<number>/<act>/ (paper)": about_case("supply", "paper", {"purpose": "title", "file": small_pdf}),
    "POST cases/<number>/<act>/ (apply)": about_case("supply", "apply", {"opinion": "示范"}),
    "POST cases/<number>/<act>/ (withdraw)": about_case("withdraw", "withdraw", REASONS),
    "POST cases/<number>/<act>/ (propose)": about_case(
        "propose_correction", "propose", {"kind": "suspension", "asked_by": "示范", "until": "", "reason": "示范"}
    ),
    "POST cases/<number>/<act>/ (approve)": lambda cast: decided(cast, "approve"),
    "POST cases/<number>/<act>/ (reject)": lambda cast: decided(cast, "reject"),
    # Sales
    "GET sales/": plain(),
    "GET sales/<number>/": like("GET sales/<number>"),
    "GET sales/<number>/live/": like("GET sales/<number>"),
    "POST sales/<number>/register/": like("POST sales/<number>/registrations", {"foreign_link": "none"}),
    "GET sales/<number>/opinions/": like("GET sales/<number>/opinions"),
    "POST sales/<number>/opinions/<code>/": opinion_on,
    "GET registrations/<number>/": like("GET registrations/<number>"),
    "POST registrations/<number>/supplement/": like("POST registrations/<number>/supplements", {"text": "示范补充"}),
    "POST registrations/<number>/screen/": like(
        "POST registrations/<number>/screenings",
        {"result": "free", "basis": "示范目录 2025-07-15", "permit": "", "reason": "示范理由"},
    ),
    "POST registrations/<number>/decide/": like(
        "POST registrations/<number>/qualification", {"verdict": "confirm", "note": ""}
    ),
    "POST registrations/<number>/withdraw/": like("POST registrations/<number>/withdrawals", {"reason": "示范"}),
    "POST registrations/<number>/forfeit/": like(
        "POST registrations/<number>/forfeitures", {"ground": "no_bid", "reason": "示范", "costs": "8000.00"}
    ),
    "POST forfeitures/<number>/answer/": like("POST forfeitures/<number>/statements", {"statement": "示范意见"}),
    "POST forfeitures/<number>/decide/": like(
        "POST forfeitures/<number>/approvals", {"verdict": "approve", "reason": "示范理由"}
    ),
    "POST sales/<number>/bid/": bid,
    "GET sales/<number>/protocol/": like("GET sales/<number>/protocol"),
    "GET sales/<number>/protocol/file/": like("GET sales/<number>/protocol"),
    "GET sales/protocol/program/": plain(),
    "POST sales/<number>/deposits/return/": like("POST sales/<number>/deposit-returns", {}),
    "GET sales/<number>/settlement/": like("GET sales/<number>/settlement"),
    "POST sales/<number>/settlement/sign/": like("POST sales/<number>/contract/signatures", {}),
    "POST sales/<number>/settlement/demand/": like("POST sales/<number>/settlement/demands", {}),
    "POST sales/<number>/settlement/settle/": like("POST sales/<number>/settlement", {}),
    "POST sales/<number>/settlement/certify/": like("POST sales/<number>/certificate", {}),
    "GET certificates/check/": plain(),
    "POST certificates/check/": plain({"text": "{}"}),
    "GET certificates/<number>/": like("GET certificates/<number>"),
    "GET certificates/<number>/file/": like("GET certificates/<number>"),
    "POST certificates/<number>/alter/": like("GET certificates/<number>", {"part": "price"}),
    # Messages
    "GET messages/": plain(),
    "GET messages/bell/": plain(),
    "POST messages/read/": plain({}),
    "POST messages/undo/": plain({"at": "2027-04-12T09:00:00+08:00"}),
    "POST messages/<number>/open/": like("POST messages/<number>/reading", {}),
    "POST messages/<number>/read/": like("POST messages/<number>/reading", {}),
    "GET messages/preferences/": plain(),
    "POST messages/preferences/": plain(PREFERENCES),
    "GET messages/unsubscribe/<token>/": unsubscribing,
    "POST messages/unsubscribe/<token>/": lambda cast: unsubscribing(cast, {"List-Unsubscribe": "One-Click"}),
    "GET messages/troubles/": plain(),
    "POST messages/troubles/<number>/": lambda cast: failed(cast, {"act": "retry"}),
    "GET outbox/": plain(),
    "POST accounts/mobile/remove/": plain({}),
    # Supervision
    "GET supervision/": plain(),
    "GET supervision/returns/": plain(),
    "POST supervision/returns/": lambda cast: Call(body={"period": "2027-04", "exchange": "SW"}, at=supervision.MAY),
    "GET supervision/returns/<number>/": of_sw(supervision.filed),
    "GET supervision/returns/<number>/ (a draft)": of_sw(supervision.drafted),
    "GET supervision/returns/<number>/cases/": of_sw(supervision.filed),
    "GET supervision/returns/<number>/workbook/": of_sw(supervision.filed),
    "POST supervision/returns/<number>/check/": of_sw(supervision.drafted, {}),
    "POST supervision/returns/<number>/reject/": of_sw(supervision.drafted, REASON),
    "POST supervision/returns/<number>/file/": of_sw(supervision.checked, {}),
    "POST supervision/returns/<number>/correct/": of_sw(supervision.filed, REASON),
    "GET supervision/alerts/": plain(),
    "GET supervision/alerts/<number>/": of_sw(supervision.alert),
    "POST supervision/alerts/<number>/": of_sw(supervision.alert, {"text": "示范核查", "outcome": "pursued"}),
    "GET supervision/instructions/": plain(),
    "GET supervision/instructions/new/": plain(),
    "POST supervision/instructions/new/": instruction_about,
    "GET supervision/instructions/<number>/": of_sw(instructed),
    "POST supervision/instructions/<number>/execute/": of_sw(instructed, {"note": ""}),
    "POST supervision/instructions/<number>/object/": of_sw(instructed, {"note": "示范原因"}),
    "GET supervision/looks/": plain(),
    "GET samplings/": plain(),
    "GET samplings/new/": plain(),
    "POST samplings/new/": sampled,
    "GET samplings/<number>/": of_sw(supervision.planned),
    "GET samplings/<number>/data/": of_sw(supervision.planned),
    "POST samplings/<number>/draw/": of_sw(supervision.planned, {}),
    "GET inspections/<number>/": of_sw(supervision.inspection),
    "POST inspections/<number>/": of_sw(supervision.inspection, {"result": "none", "findings": "材料齐全"}),
    # A unit's duty of care
    "GET listings/<number>/duty/": of_sw(duty_listing, at=duty.TENTH),
    "GET listings/<number>/duty/decision/": of_sw(duty_listing, at=duty.TENTH),
    "POST listings/<number>/duty/decision/": of_sw(duty_listing, DECISION, at=duty.TENTH),
    "POST listings/<number>/duty/pack/": of_sw(lambda cast: supervision.order_pack(cast)["listing"], {}),
    "GET decisions/<number>/notice/": of_sw(duty.decision, at=duty.TENTH),
    "POST decisions/<number>/notice/": of_sw(duty.decision, NOTICE, at=duty.TENTH),
    "GET in-house-notices/<number>/objection/": of_sw(duty.notice, at=duty.TENTH),
    "POST in-house-notices/<number>/objection/": of_sw(duty.notice, OBJECTION, at=duty.TENTH),
    "GET in-house-notices/<number>/objections/<position>/resolve/": objected(),
    "POST in-house-notices/<number>/objections/<position>/resolve/": objected(RESOLVED),
    "GET packs/check/": plain(),
    "POST packs/check/": lambda cast: Call(body={"file": lambda: SimpleUploadedFile("a.zip", b"PK")}),
    "GET packs/<number>/": of_sw(supervision.pack),
    "GET packs/<number>/download/": of_sw(supervision.pack),
    "GET statistics/": plain(query="year=2027"),
    "GET statistics/<year>.<ending>": lambda cast: Call({"year": 2027, "ending": "csv"}),
    "GET conversion/": plain(),
    "GET conversion/<year>/workbook/": lambda cast: Call({"year": 2027}),
    # Organisations
    "GET organisations/mine/": plain(),
    "GET organisations/register/": plain(),
    "POST organisations/register/": onboarding_pages.registered,
    "GET organisations/register/person/": plain(),
    "POST organisations/register/person/": onboarding_pages.registered_person,
    "GET organisations/waiting/": plain(),
    "GET organisations/waiting/authorisations/": plain(),
    "GET organisations/waiting/claims/": plain(),
    "GET organisations/waiting/changes/": plain(),
    "GET organisations/<number>/": like("GET organisations/<number>"),
    "GET organisations/<number>/ (one that waits)": like("GET organisations/<number> (one that waits)"),
    "GET organisations/<number>/correct/": like("POST organisations/<number>/resubmission"),
    "POST organisations/<number>/correct/": like("POST organisations/<number>/resubmission", CORRECTED),
    "POST organisations/<number>/act-for/": like("GET organisations/<number>", {}),
    "GET organisations/<number>/examine/": onboarding_pages.examined,
    "POST organisations/<number>/examine/": onboarding_pages.verifies,
    "POST organisations/<number>/examine/ (a return)": onboarding_pages.returns,
    "POST organisations/<number>/papers/<piece>/": onboarding_pages.hands_in,
    "POST organisations/<number>/submit/": onboarding_pages.submits,
    "POST organisations/<number>/resubmit/": onboarding_pages.resubmits,
    "GET organisations/<number>/rename/": onboarding_pages.about_own,
    "POST organisations/<number>/rename/": onboarding_pages.renames,
    "POST organisations/<number>/suspend/": like("POST organisations/<number>/suspension", REASON),
    "POST organisations/<number>/reinstate/": like("DELETE organisations/<number>/suspension", {}),
    "GET organisations/<number>/members/": like("GET organisations/<number>/members"),
    "POST organisations/<number>/members/": onboarding_pages.invites,
    "POST organisations/<number>/invitations/<invitation>/resend/": onboarding_pages.resends,
    "POST organisations/<number>/invitations/<invitation>/withdraw/": onboarding_pages.withdraws,
    "GET organisations/<number>/authorisations/new/": onboarding_pages.authorises(),
    "POST organisations/<number>/authorisations/new/": onboarding_pages.authorises(form=True),
    "GET invitations/<number>/<secret>/": onboarding_pages.invitation(),
    "POST invitations/<number>/<secret>/accept/": onboarding_pages.invitation({}),
    "POST invitations/<number>/<secret>/decline/": onboarding_pages.invitation({}),
    "GET authorisations/<number>/": onboarding_pages.mandate(),
    "POST authorisations/<number>/confirm/": onboarding_pages.mandate({}),
    "POST authorisations/<number>/refuse/": onboarding_pages.mandate(REASON),
    "POST authorisations/<number>/revoke/": onboarding_pages.mandate(REASON),
    "GET claims/new/": plain(),
    "POST claims/new/": onboarding_pages.claims,
    "GET claims/<number>/": onboarding_pages.claim(),
    "POST claims/<number>/": onboarding_pages.claim({"outcome": "reject", **REASONS}),
    "POST claims/<number>/withdraw/": onboarding_pages.claim({}),
    "GET name-changes/<number>/": onboarding_pages.name_change(),
    "POST name-changes/<number>/": onboarding_pages.confirms_name,
    "POST name-changes/<number>/refuse/": onboarding_pages.name_change(REASON),
    "GET mergers/new/": plain(),
    "POST mergers/new/": onboarding_pages.merges,
    "GET mergers/<number>/": onboarding_pages.merger(),
    "POST mergers/<number>/approve/": onboarding_pages.merger({}),
    "POST mergers/<number>/reject/": onboarding_pages.merger(REASON),
    "POST organisations/<number>/members/<user>/<role>/end/": like(
        "DELETE organisations/<number>/members/<user>/<role>", {}
    ),
    "GET tokens/": plain(),
    "POST tokens/": plain({"label": "示范程序", "days": "30"}),
    "POST tokens/<number>/revoke/": like("DELETE tokens/<number>", {}),
}


def addresses(resolver: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """The address of every page of ours; the libraries' (sign-in, language) are theirs to test."""
    for found in (resolver or get_resolver("marketplace.urls")).url_patterns:
        here = before + str(found.pattern)
        if isinstance(found, URLResolver):
            if not here.startswith("api/"):
                yield from addresses(found, here)
        elif is_ours(found) and not (shown := re.sub(r"<\w+:", "<", here)).startswith(NOT_PAGES):
            yield shown


def is_ours(found: URLPattern) -> bool:
    return found.callback.__module__.startswith(("accounts.", "marketplace."))
