"""Who may do what where prices are sealed (R-BID-12, R-BID-15, R-BID-16)."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.rules import is_exchange_staff, is_officer_of
from marketplace.catalogue.models import Listing
from marketplace.core.errors import refusal
from marketplace.trading.models import Envelope, OpeningKey, Round, Sale, Scheme
from marketplace.trading.rules import acts_in_trade, is_staff_of, may_announce


@refusal(_("只有交易机构的业务员或复核员可以登记开标密钥。"), rule="R-BID-15")
def may_hold_key(actor: Actor) -> bool:
    return is_exchange_staff(actor)


@refusal(_("开标密钥须由同一交易机构的另一名工作人员复核。"), rule="R-BID-15")
def may_approve_key(actor: Actor, key: OpeningKey) -> bool:
    return is_exchange_staff(actor) and actor.exchange == key.exchange and actor.user != key.holder


@refusal(_("只有密钥持有人和同一交易机构的工作人员可以停用开标密钥。"), rule="R-BID-15")
def may_retire_key(actor: Actor, key: OpeningKey) -> bool:
    return is_exchange_staff(actor) and actor.exchange == key.exchange


@refusal(_("只有转让方（或其托管机构）的经办人、挂牌机构的业务员可以拟定权重方案。"), rule="R-BID-16")
def may_draft_scheme(actor: Actor, listing: Listing) -> bool:
    """Whoever may announce the sale."""
    return may_announce(actor, listing)


@refusal(_("权重方案须由挂牌机构的工作人员复核，且不得是拟定的本人（双人复核）。"), rule="R-BID-16")
def may_decide_scheme(actor: Actor, scheme: Scheme) -> bool:
    return is_exchange_staff(actor) and actor.exchange == scheme.exchange and actor.user != scheme.drafted_by


@refusal(_("只有公告载明的开标密钥持有人可以开标。"), rule="R-BID-15")
def may_hand_in(actor: Actor, key: OpeningKey | None) -> bool:
    """The custodian himself, while he works for the exchange of his key."""
    return key is not None and is_exchange_staff(actor) and actor.user == key.holder and actor.exchange == key.exchange


@refusal(_("只有提交信封的竞买人，由其经办人自行开封。"), rule="R-BID-15")
def may_open_own(actor: Actor, envelope: Envelope | None) -> bool:
    return envelope is not None and acts_in_trade(actor) and actor.acts_for(envelope.registration.organisation)


@refusal(_("评分须由本场交易机构的业务员录入。"), rule="R-BID-16")
def may_score(actor: Actor, sale: Sale) -> bool:
    return is_officer_of(actor, sale.exchange)


@refusal(_("评分须由本场交易机构的另一名工作人员确认，不得是录入的本人（双人复核）。"), rule="R-BID-16")
def may_confirm_scores(actor: Actor, sale: Sale, current: Round) -> bool:
    return is_staff_of(actor, sale) and actor.user != current.scored_by
