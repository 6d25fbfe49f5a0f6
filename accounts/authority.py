"""Why a member may not act for the organisation: by which mandate, since when, up to which amount (R-DSK-09)."""

from datetime import date, datetime, time

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models.authorisation import Authorisation, Scope
from marketplace.core.clock import SHANGHAI, market_clock
from marketplace.core.errors import Forbidden
from marketplace.core.money import yuan
from marketplace.core.presentation import market_date

RULE = "R-DSK-09"  # [L:民法典 165]: a mandate in writing names the agent, the acts, the powers and the term
ANY = ""  # any mandate in force will do: what only introduces people to each other binds nobody

State = Authorisation.State


def shortfall(
    user_id: int, organisation_id: int, scope: str = ANY, amount_fen: int | None = None, *, today: date | None = None
) -> Forbidden | None:
    """The exact refusal of an act of `amount_fen` fen by a member on the day `today` of the market, or None if a mandate
    covers it. An act without an amount meets no limit."""
    day = today or market_clock.read().astimezone(SHANGHAI).date()
    held = list(
        Authorisation.objects.filter(user_id=user_id, organisation_id=organisation_id).order_by("valid_to", "id")
    )
    current = [one for one in held if one.state == State.CONFIRMED and one.valid_from <= day <= one.valid_to]
    fitting = [one for one in current if not scope or scope in one.scopes or Scope.ALL in one.scopes]
    if any(_covers(one, amount_fen) for one in fitting):
        return None
    if fitting:
        return _above(fitting)
    return _elsewhere(current, scope) if current else _none_in_force(held, day)


def _covers(one: Authorisation, amount_fen: int | None) -> bool:
    return amount_fen is None or one.limit_fen is None or amount_fen <= one.limit_fen


def _above(fitting: list[Authorisation]) -> Forbidden:
    limit_fen = max(one.limit_fen or 0 for one in fitting)
    words = _("超过您的单笔授权限额 {limit} 元。请由管理员办理，或提交限额更高的授权委托书。")
    return Forbidden(words.format(limit=yuan(limit_fen)), rule=RULE, code="authority_limit")


def _elsewhere(current: list[Authorisation], scope: str) -> Forbidden:
    scopes = sorted({scope for one in current for scope in one.scopes})
    words = _("您的授权不含“{scope}”，只含：{scopes}。请由管理员办理，或提交含此事项的授权委托书。")
    names = _("、").join(str(Scope(one).label) for one in scopes)
    return Forbidden(words.format(scope=Scope(scope).label, scopes=names), rule=RULE, code="authority_scope")


def _none_in_force(held: list[Authorisation], day: date) -> Forbidden:
    """What was in force, will be, or waits; the latest says it."""
    confirmed = [one for one in held if one.state == State.CONFIRMED]
    coming = next((one for one in confirmed if one.valid_from > day), None)
    if coming:
        words = _("您的授权自 {day} 起生效，此前请由管理员办理。")
        return Forbidden(words.format(day=_shown(coming.valid_from)), rule=RULE, code="authority_not_yet")
    if any(one.state == State.PENDING for one in held):
        words = _("您的授权委托书尚待交易机构确认；确认前请由管理员办理。")
        return Forbidden(words, rule=RULE, code="authority_pending")
    if confirmed:
        words = _("您的授权已于 {day} 到期。请管理员在“成员与授权”页面提交新的授权委托书，由任一交易机构确认。")
        return Forbidden(words.format(day=_shown(confirmed[-1].valid_to)), rule=RULE, code="authority_expired")
    revoked = [one.revoked_at for one in held if one.state == State.REVOKED and one.revoked_at]
    if revoked:
        words = _("您的授权已于 {day} 撤销。如仍由您经办，请管理员提交新的授权委托书。")
        last = max(revoked).astimezone(SHANGHAI).date()
        return Forbidden(words.format(day=_shown(last)), rule=RULE, code="authority_revoked")
    words = _("您没有经确认的授权委托书，不能代表本单位办理。请管理员在“成员与授权”页面提交，由任一交易机构确认。")
    return Forbidden(words, rule=RULE, code="authority_none")


def _shown(day: date) -> str:
    return market_date(datetime.combine(day, time(), SHANGHAI), get_language() or "zh-hans")
