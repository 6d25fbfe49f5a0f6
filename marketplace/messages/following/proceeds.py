"""What is told of proceeds: to each payee that something is there for him, never what others get."""

from django.utils.translation import gettext_lazy as _

from marketplace.messages.following.recipients import everyone_in_payload, party, paying, person
from marketplace.messages.following.rows import Tell
from marketplace.messages.following.subjects import Subject, address, reads
from marketplace.messages.topics import Topic
from marketplace.proceeds.models import Distribution, Payout, RewardRule, Team

DEALS = ("sale__listing", "charge__licence__offer__listing", "payment__engagement")
own, money_people = party("own"), paying("own")


@reads("distribution")
def distribution(number: str) -> Subject | None:
    found = Distribution.objects.filter(number=number).select_related("unit", "drafted_by", *DEALS).first()
    if found is None:
        return None
    data = {"title": found.brought_by.title, "number": found.number}
    link = address("proceeds:distribution", found.number)
    return Subject({"own": [found.unit]}, {"drafter": [found.drafted_by]}, "", data, link)


@reads("payout")
def payout(number: str) -> Subject | None:
    found = (
        Payout.objects.filter(number=number).select_related("user", *(f"distribution__{one}" for one in DEALS)).first()
    )
    if found is None:
        return None
    data = {"title": found.distribution.brought_by.title, "number": found.number}
    people = {"payee": [found.user] if found.user else []}
    return Subject({}, people, "", data, address("proceeds:payout", found.number))


@reads("team")
def team(number: str) -> Subject | None:
    found = (
        Team.objects.filter(number=number)
        .select_related("organisation", "listing", "engagement", "proposed_by")
        .first()
    )
    if found is None:
        return None
    data = {"title": found.of.title, "number": found.number}
    link = address("proceeds:team", found.number)
    return Subject({"own": [found.organisation]}, {"proposer": [found.proposed_by]}, "", data, link)


@reads("rewardrule")
def reward_rule(number: str) -> Subject | None:
    found = RewardRule.objects.filter(number=number).select_related("organisation").first()
    if found is None:
        return None
    return Subject({"own": [found.organisation]}, {}, "", {"number": found.number}, address("proceeds:overview"))


TOLD: dict[str, list[Tell]] = {
    "proceeds.rule_published": [
        Tell(Topic.RULES, _("本单位公开了新的奖励规则"), _("{number}；全文见收益分配页。"), (own,))
    ],
    "proceeds.team_proposed": [
        Tell(
            Topic.DUTY,
            _("请确认您在成果中的份额：{title}"),
            _("{number} 待您同意；全部完成人同意后才能分配收益。"),
            (everyone_in_payload("people"),),
        )
    ],
    "proceeds.team_consented": [
        Tell(Topic.CASE, _("有完成人同意了份额：{title}"), _("{number} 的进展见该页。"), (person("proposer"),))
    ],
    "proceeds.distribution_drafted": [
        Tell(Topic.DUTY, _("收益分配方案待复核：{title}"), _("{number} 须由起草人以外的人复核。"), (money_people,))
    ],
    "proceeds.distribution_approved": [
        Tell(
            Topic.DEAL,
            _("您有一笔收益分配：{title}"),
            _("金额和计算过程只对您显示，见收益分配页。"),
            (everyone_in_payload("people"),),
        )
    ],
    "proceeds.distribution_rejected": [
        Tell(Topic.DUTY, _("收益分配方案被退回：{title}"), _("{number}；理由：{reason}"), (person("drafter"),))
    ],
    "proceeds.payout_paid": [
        Tell(Topic.DEAL, _("您的收益已发放：{title}"), _("{number} 的金额和凭证只对您显示。"), (person("payee"),))
    ],
}
