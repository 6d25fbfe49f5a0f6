"""Rules, calendar, market time, fee schedules."""

from datetime import date, timedelta

from marketplace.core.clock import frozen, market_clock, shanghai
from marketplace.fees import commands as fees
from marketplace.fees.models import Schedule
from marketplace.fees.terms import Terms
from marketplace.rulebook import commands as rulebook
from marketplace.rulebook.models import Agreement, CalendarYear, Capability, CapabilityChange, RuleVersion
from marketplace.rulebook.queries import version_in_force
from tests.catalogue.factories import TODAY
from tests.fees.tariffs import E1
from tests.guards.cast import Cast
from tests.guards.deeds.rows import Arguments, row

EFFECT = shanghai("2027-03-09T00:00:00")


def draft_terms() -> Arguments:
    return {
        "base": version_in_force(TODAY.at),
        "edition": "2027",
        "title_zh": "2027 规则",
        "title_en": "Rules 2027",
        "source": "示范决定",
        "effective_from": EFFECT,
        "changes": {("R-BID-07", "extension_seconds"): 600},
        "clock": TODAY,
    }


def published(cast: Cast) -> RuleVersion:
    """Drafted by the one who also is a reviewer."""
    version = rulebook.draft_version(actor=cast["SW.did"], **draft_terms())
    rulebook.publish_version(version=version, actor=cast["SW.did"], clock=TODAY)
    return version


def approved(cast: Cast) -> RuleVersion:
    version = published(cast)
    rulebook.approve_version(version=version, actor=cast["CQ.rev"], clock=TODAY)
    return version


@row("rulebook.draft_version")
def draft_version(cast: Cast) -> Arguments:
    return draft_terms()


@row("rulebook.edit_draft")
def edit_draft(cast: Cast) -> Arguments:
    """His own: he who drafted it is an officer of SW, and a reviewer."""
    terms = draft_terms()
    version = rulebook.draft_version(actor=cast["SW.did"], **terms)
    return {"version": version, **{name: value for name, value in terms.items() if name != "base"}}


@row("rulebook.publish_version")
def publish_version(cast: Cast) -> Arguments:
    return {"version": rulebook.draft_version(actor=cast["SW.did"], **draft_terms()), "clock": TODAY}


@row("rulebook.approve_version")
def approve_version(cast: Cast) -> Arguments:
    return {"version": published(cast), "clock": TODAY}


@row("rulebook.adopt_version")
def adopt_version(cast: Cast) -> Arguments:
    return {"version": approved(cast), "instrument": "示范决定 1 号", "clock": TODAY}


@row("rulebook.end_version")
def end_version(cast: Cast) -> Arguments:
    return {"version": approved(cast), "at": EFFECT + timedelta(days=90), "clock": TODAY}


@row("rulebook.load_year")
def load_year(cast: Cast) -> Arguments:
    declared = {"holidays": {date(2031, 1, 1): "元旦"}, "made_up": {}, "official": True, "source": "示范通知"}
    return {"year": 2031, "clock": TODAY, **declared}


@row("rulebook.seed_provisional_year")
def seed_provisional_year(cast: Cast) -> Arguments:
    return {"year": 2031, "holidays": {date(2031, 1, 1): "元旦"}, "source": "示范推定", "clock": TODAY}


@row("rulebook.load_known_years")
def load_known_years(cast: Cast) -> Arguments:
    CalendarYear.objects.filter(year=2026).update(status="provisional")
    return {"clock": TODAY}


@row("rulebook.shift_market_time")
def shift_market_time(cast: Cast) -> Arguments:
    return {"by": timedelta(hours=1), "clock": market_clock}


@row("rulebook.freeze_market_time")
def freeze_market_time(cast: Cast) -> Arguments:
    return {"clock": market_clock}


@row("rulebook.resume_market_time")
def resume_market_time(cast: Cast) -> Arguments:
    return {"clock": market_clock}


@row("rulebook.reset_market_time")
def reset_market_time(cast: Cast) -> Arguments:
    return {"clock": market_clock}


def capability_terms() -> Arguments:
    return {"exchange": "SW", "code": "state_assets_central", "from_date": date(2027, 4, 1), "source": "示范批复"}


def proposed_capability(cast: Cast) -> CapabilityChange:
    """Proposed by the one who also is a reviewer."""
    return rulebook.grant_capability(actor=cast["SW.did"], clock=TODAY, **capability_terms())


@row("rulebook.grant_capability")
def grant_capability(cast: Cast) -> Arguments:
    return {"clock": TODAY, **capability_terms()}


@row("rulebook.end_capability")
def end_capability(cast: Cast) -> Arguments:
    display = Capability.objects.get(exchange="SW", code="display")
    return {"capability": display, "last_date": date(2027, 6, 30), "source": "示范决定", "clock": TODAY}


@row("rulebook.approve_capability_change")
def approve_capability_change(cast: Cast) -> Arguments:
    return {"change": proposed_capability(cast), "clock": TODAY}


@row("rulebook.reject_capability_change")
def reject_capability_change(cast: Cast) -> Arguments:
    return {"change": proposed_capability(cast), "reason": "示范原因", "clock": TODAY}


@row("rulebook.comment_on_version")
def comment_on_version(cast: Cast) -> Arguments:
    return {"version": published(cast), "text": "示范意见", "rule": "R-BID-07", "clock": TODAY}


@row("rulebook.answer_comment")
def answer_comment(cast: Cast) -> Arguments:
    comment = rulebook.comment_on_version(actor=cast["own.agt"], **comment_on_version(cast))
    return {"comment": comment, "answer": "示范答复", "clock": TODAY}


def agreement_terms() -> Arguments:
    parties = {"parties_zh": "示范甲方、示范乙方", "parties_en": "Demo A, Demo B"}
    titles = {"title_zh": "示范合作协议", "title_en": "Demo agreement"}
    return {"functions": ["ip_services"], "source": "示范文件", "clock": TODAY, **parties, **titles}


def entered(cast: Cast) -> Agreement:
    """Entered by the one who also is a reviewer."""
    return rulebook.enter_agreement(actor=cast["SW.did"], **agreement_terms())


@row("rulebook.enter_agreement")
def enter_agreement(cast: Cast) -> Arguments:
    return agreement_terms()


@row("rulebook.confirm_agreement")
def confirm_agreement(cast: Cast) -> Arguments:
    return {"agreement": entered(cast), "clock": TODAY}


@row("rulebook.end_agreement")
def end_agreement(cast: Cast) -> Arguments:
    return {"agreement": entered(cast), "reason": "示范原因", "clock": TODAY}


JANUARY = frozen("2027-01-10T10:00:00")
BASIS = {"legal_basis": "own", "instrument": "演示收费办法〔2027〕1 号"}


def schedule_terms(exchange: str) -> Arguments:
    return {
        "code": f"{exchange or 'E'}2",
        "titles": ("演示收费", "Demo fees"),
        "calibres": ("技术交易", "technology"),
        "sources": ("演示", "demo"),
        "terms": Terms.of({"seller": E1, "buyer": E1}),
        "effective_from": date(2027, 1, 18),
        "exchange": exchange,
        "clock": JANUARY,
    }


def drafted(cast: Cast, exchange: str) -> Schedule:
    """Drafted by the one who also is a reviewer."""
    return fees.draft_schedule(actor=cast["SW.did"], **schedule_terms(exchange))


def own_draft(cast: Cast) -> Schedule:
    """Of an officer of SW, who alone may change it."""
    return fees.draft_schedule(actor=cast["SW.off"], **schedule_terms("SW"))


def in_consultation(cast: Cast, exchange: str) -> Schedule:
    schedule = drafted(cast, exchange)
    fees.publish_schedule(schedule=schedule, actor=cast["SW.did"], clock=JANUARY)
    return schedule


def activated(cast: Cast, exchange: str) -> Schedule:
    schedule = in_consultation(cast, exchange)
    fees.activate_schedule(schedule=schedule, actor=cast["SW.rev"], clock=JANUARY, **BASIS)
    return schedule


@row("fees.draft_schedule")
def draft_schedule(cast: Cast) -> Arguments:
    return schedule_terms("")


@row("fees.draft_schedule (of the venue itself)")
def draft_own_schedule(cast: Cast) -> Arguments:
    return schedule_terms("SW")


@row("fees.edit_schedule")
def edit_schedule(cast: Cast) -> Arguments:
    """His own: he who drafted it is an officer of SW, and a reviewer."""
    kept = {name: value for name, value in schedule_terms("SW").items() if name not in {"code", "exchange"}}
    return {"schedule": drafted(cast, "SW"), **kept}


@row("fees.discard_schedule")
def discard_schedule(cast: Cast) -> Arguments:
    return {"schedule": in_consultation(cast, ""), "reason": "示范理由", "clock": JANUARY}


@row("fees.discard_schedule (of the venue itself)")
def discard_own_schedule(cast: Cast) -> Arguments:
    return {"schedule": drafted(cast, "SW"), "reason": "示范理由", "clock": JANUARY}


@row("fees.publish_schedule")
def publish_schedule(cast: Cast) -> Arguments:
    return {"schedule": drafted(cast, ""), "clock": JANUARY}


@row("fees.publish_schedule (of the venue itself)")
def publish_own_schedule(cast: Cast) -> Arguments:
    return {"schedule": drafted(cast, "SW"), "clock": JANUARY}


@row("fees.comment_on_schedule")
def comment_on_schedule(cast: Cast) -> Arguments:
    return {"schedule": in_consultation(cast, ""), "text": "示范意见", "clock": JANUARY}


@row("fees.answer_schedule_comment")
def answer_schedule_comment(cast: Cast) -> Arguments:
    comment = fees.comment_on_schedule(actor=cast["own.agt"], **comment_on_schedule(cast))
    return {"comment": comment, "answer": "示范答复", "clock": JANUARY}


@row("fees.activate_schedule")
def activate_schedule(cast: Cast) -> Arguments:
    return {"schedule": in_consultation(cast, ""), "clock": JANUARY, **BASIS}


@row("fees.activate_schedule (of the venue itself)")
def activate_own_schedule(cast: Cast) -> Arguments:
    return {"schedule": in_consultation(cast, "SW"), "clock": JANUARY, **BASIS}


@row("fees.end_schedule")
def end_schedule(cast: Cast) -> Arguments:
    return {"schedule": activated(cast, "SW"), "last_day": date(2027, 6, 30), "clock": TODAY}


@row("fees.adopt_schedule")
def adopt_schedule(cast: Cast) -> Arguments:
    return {"schedule": activated(cast, ""), "instrument": "示范决定 2 号", "clock": TODAY}
