"""What the lines of accounts tell: who signs in, which organisation is verified, who acts for it and by which mandate."""

from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from marketplace.messages.following.recipients import (
    any_officers,
    applied_for,
    everyone_in_payload,
    in_payload,
    party,
    party_in_payload,
    person,
)
from marketplace.messages.following.rows import Tell
from marketplace.messages.topics import Topic

own, self = party("own"), person("self")
admins = party("own", (Role.ADMIN,))
member = person("member")

SIGN_IN: dict[str, list[Tell]] = {
    "accounts.password_changed": [
        Tell(Topic.SECURITY, _("您的登录密码已修改"), _("如非本人操作，请立即重设密码并联系平台。"), (self,))
    ],
    "accounts.mobile_verified": [
        Tell(
            Topic.SECURITY,
            _("手机号已绑定到您的账户"),
            _("现在可以用手机号和验证码登录。如非本人操作，请立即删除该号码并修改密码。"),
            (self,),
        )
    ],
    "accounts.mobile_removed": [
        Tell(
            Topic.SECURITY, _("账户的手机号已删除"), _("今后请用电子邮箱登录。如非本人操作，请立即修改密码。"), (self,)
        )
    ],
    "accounts.token_revoked": [
        Tell(
            Topic.SECURITY,
            _("您的访问令牌已被单位管理员吊销"),
            _("用该令牌的程序不能再代表单位办理；需要时请重新签发。"),
            (in_payload("holder"),),
        )
    ],
}

VERIFICATION: dict[str, list[Tell]] = {
    "accounts.organisation_registered": [
        Tell(Topic.QUEUE, _("新单位待认证：{name}"), _("任何一家交易机构都可以办理。"), (applied_for(any_officers),))
    ],
    "accounts.organisation_submitted": [
        Tell(Topic.QUEUE, _("新单位待认证：{name}"), _("任何一家交易机构都可以办理。"), (any_officers,))
    ],
    "accounts.organisation_resubmitted": [
        Tell(Topic.QUEUE, _("单位已补正，待认证：{name}"), _("请重新审核。"), (any_officers,))
    ],
    "accounts.organisation_verified": [
        Tell(
            Topic.ORGANISATION,
            _("{name}已通过认证"),
            _("一家认证，四家互认。现在可以办理挂牌、登记受让等业务。"),
            (own,),
        )
    ],
    "accounts.organisation_sent_back": [
        Tell(Topic.DUTY, _("{name}的认证被退回，请补正"), _("原因：{reason}\n请修改后重新提交。"), (own,))
    ],
    "accounts.organisation_suspended": [
        Tell(
            Topic.DUTY,
            _("{name}的资格已暂停"),
            _("原因：{reason}\n暂停期间不能办理新的业务；如有异议，请联系作出决定的交易机构。"),
            (own,),
        )
    ],
    "accounts.organisation_reinstated": [
        Tell(Topic.ORGANISATION, _("{name}的资格已恢复"), _("可以继续办理业务。"), (own,))
    ],
}

MEMBERS: dict[str, list[Tell]] = {
    "accounts.member_added": [
        Tell(Topic.ORGANISATION, _("您已加入{name}"), _("登录后可切换到该单位办理业务。"), (in_payload("member"),)),
        Tell(
            Topic.ORGANISATION,
            _("{member}已加入{name}"),
            _("对方接受了邀请。经办人和财务还须有经确认的授权委托书，才能办理业务。"),
            (admins,),
        ),
    ],
    "accounts.member_left": [
        Tell(
            Topic.ORGANISATION,
            _("您在{name}的角色已结束"),
            _("如有疑问，请联系该单位管理员。"),
            (in_payload("member"),),
            linked=False,
        ),
        Tell(
            Topic.ORGANISATION,
            _("{member}在{name}的一个角色已结束"),
            _("随之失效的授权见“成员与授权”页面。"),
            (admins,),
        ),
    ],
    "accounts.invitation_declined": [
        Tell(Topic.ORGANISATION, _("加入{name}的邀请被谢绝"), _("邀请 {number}，发往 {to}。"), (person("inviter"),))
    ],
    "accounts.authorisation_submitted": [
        Tell(
            Topic.QUEUE,
            _("授权委托书待确认：{name}"),
            _("{number}，受托人{member}。任何一家交易机构都可以办理。"),
            (any_officers,),
        ),
        Tell(
            Topic.ORGANISATION,
            _("您的授权委托书已提交：{name}"),
            _("{number}，有效至 {until}。交易机构确认后，您可以办理所列事项。"),
            (member,),
        ),
    ],
    "accounts.authorisation_confirmed": [
        Tell(
            Topic.ORGANISATION,
            _("授权已确认：{member}"),
            _("{name}的授权 {number} 自 {since} 至 {until} 有效，可按所列事项和限额办理，四家交易机构通用。"),
            (member, admins),
        )
    ],
    "accounts.authorisation_refused": [
        Tell(
            Topic.DUTY,
            _("授权未获确认：{member}"),
            _("{name}的授权 {number} 未获确认。原因：{reason}\n请管理员按原因重新提交。"),
            (admins, member),
        )
    ],
    "accounts.authorisation_expiring": [
        Tell(
            Topic.DUTY,
            _("授权即将到期：{member}"),
            _("{name}的授权 {number} 至 {until} 止。到期后相关事项须停办；请管理员及时提交新的授权委托书。"),
            (admins, member),
        )
    ],
    "accounts.authorisation_revoked": [
        Tell(
            Topic.DUTY,
            _("授权已撤销：{member}"),
            _("{name}的授权 {number} 即时失效。原因：{reason}"),
            (member, admins),
        )
    ],
}

CHANGES: dict[str, list[Tell]] = {
    "accounts.claim_filed": [
        Tell(Topic.QUEUE, _("主张待裁定：{name}"), _("{number}；请由与双方都无关的人员裁定。"), (any_officers,)),
        Tell(
            Topic.DUTY,
            _("有人主张由其管理{name}"),
            _("主张 {number} 已提交交易机构裁定。裁定前成员和授权不变；有异议的，请尽快向交易机构说明。"),
            (admins,),
        ),
    ],
    "accounts.claim_withdrawn": [
        Tell(Topic.ORGANISATION, _("对{name}的主张已撤回"), _("主张 {number} 不再裁定，成员和授权不变。"), (admins,))
    ],
    "accounts.claim_settled": [
        Tell(Topic.DUTY, _("您对{name}的主张已裁定"), _("主张 {number}。理由：{reason}"), (person("claimant"),)),
        Tell(Topic.DUTY, _("对{name}的主张已裁定"), _("主张 {number}。理由：{reason}"), (admins,)),
        Tell(
            Topic.DUTY,
            _("您不再是{name}的管理员"),
            _("主张 {number} 已裁定为变更管理员。理由：{reason}"),
            (everyone_in_payload("ended"),),
            linked=False,
        ),
    ],
    "accounts.rename_proposed": [
        Tell(Topic.QUEUE, _("更名待确认：{name}"), _("{number}，申请更名为“{new}”。"), (any_officers,))
    ],
    "accounts.rename_refused": [
        Tell(
            Topic.DUTY,
            _("更名未获确认：{name}"),
            _("{number}，申请更名为“{new}”。原因：{reason}"),
            (admins, person("proposer")),
        )
    ],
    "accounts.organisation_renamed": [
        Tell(
            Topic.ORGANISATION,
            _("贵单位已更名为{after}"),
            _("原名称“{before}”仍可查到；此前签署、记账和裁定的内容不变。"),
            (own,),
        )
    ],
    "accounts.merger_proposed": [
        Tell(Topic.QUEUE, _("合并待复核：{name}"), _("{number}；提出人以外的业务员可以复核。"), (any_officers,)),
        Tell(
            Topic.DUTY,
            _("合并已提出：{name}并入{successor}"),
            _("{number}，由另一位业务员复核。有异议的，请尽快向交易机构说明。"),
            (admins, party("successor", (Role.ADMIN,))),
        ),
    ],
    "accounts.merger_rejected": [
        Tell(
            Topic.ORGANISATION,
            _("合并未获通过：{name}"),
            _("{number}。原因：{reason}"),
            (person("proposer"), admins, party("successor", (Role.ADMIN,))),
        )
    ],
    "accounts.organisation_absorbed": [
        Tell(
            Topic.ORGANISATION,
            _("{name}已并入贵单位"),
            _("其成员和授权已结束，历史、资金和案件保持原样。"),
            (party_in_payload("successor", (Role.ADMIN,)),),
        )
    ],
}

TOLD = SIGN_IN | VERIFICATION | MEMBERS | CHANGES
