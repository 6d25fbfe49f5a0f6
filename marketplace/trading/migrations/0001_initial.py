import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import marketplace.core.numbers
from marketplace.core.creation import CreateModels, triggers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_initial"),
        ("accounts", "0002_acting_token"),
        ("agency", "0001_initial"),
        ("catalogue", "0001_initial"),
        ("desk", "0001_initial"),
        ("fees", "0001_initial"),
        ("ledger", "0001_initial"),
        ("matching", "0001_initial"),
        ("rulebook", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="PriorityHolder",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="PH")),
                        (
                            "listing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="priority_holders",
                                to="catalogue.listing",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("completer", "职务技术成果完成人"),
                                    ("client", "委托开发的委托人"),
                                    ("co_developer", "合作开发的其他当事人"),
                                ],
                                max_length=12,
                                verbose_name="优先权依据",
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="优先购买权人")),
                        (
                            "organisation",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        ("rank", models.PositiveSmallIntegerField(verbose_name="顺位")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("recorded", "已登记，尚未通知"),
                                    ("notified", "已通知"),
                                    ("matched", "以同等条件受让"),
                                    ("waived", "已放弃"),
                                ],
                                default="recorded",
                                max_length=8,
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "way",
                            models.CharField(
                                blank=True,
                                choices=[("served", "送达"), ("published", "公告送达")],
                                max_length=9,
                                verbose_name="通知方式",
                            ),
                        ),
                        ("proof", models.CharField(blank=True, max_length=300, verbose_name="通知证明")),
                        ("notice", models.CharField(blank=True, max_length=20)),
                        ("notified_at", models.DateTimeField(null=True)),
                        ("clear_at", models.DateTimeField(null=True)),
                        ("told_fen", models.BigIntegerField(null=True, verbose_name="告知的价格")),
                        ("matched_at", models.DateTimeField(null=True)),
                        ("waived_at", models.DateTimeField(null=True)),
                        ("waiver_proof", models.CharField(blank=True, max_length=300, verbose_name="放弃证明")),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("listing", "name"), name="one_priority_per_name"),
                            models.UniqueConstraint(
                                condition=models.Q(("organisation__isnull", False)),
                                fields=("listing", "organisation"),
                                name="one_priority_per_organisation",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("rank__gte", 1), ("rank__lte", 99)), name="priority_rank_from_one"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("clear_at__isnull", True),
                                        ("notified_at__isnull", True),
                                        ("proof", ""),
                                        ("way", ""),
                                    ),
                                    models.Q(
                                        ("clear_at__gt", models.F("notified_at")),
                                        ("notified_at__isnull", False),
                                        models.Q(("way", ""), _negated=True),
                                        models.Q(("proof", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="priority_notice_has_its_proof",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "recorded"), ("waived_at__isnull", True), ("way", "")),
                                    models.Q(
                                        ("state", "notified"),
                                        ("waived_at__isnull", True),
                                        models.Q(("way", ""), _negated=True),
                                    ),
                                    models.Q(
                                        ("matched_at__isnull", False),
                                        ("state", "matched"),
                                        ("told_fen__isnull", False),
                                        ("waived_at__isnull", True),
                                    ),
                                    models.Q(
                                        ("state", "waived"),
                                        ("waived_at__isnull", False),
                                        models.Q(("waiver_proof", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="priority_state_says_what_was_done",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("way", "published"), _negated=True),
                                    models.Q(("notice", ""), _negated=True),
                                    _connector="XOR",
                                ),
                                name="published_notice_is_public",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Sale",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="S")),
                        (
                            "listing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sales",
                                to="catalogue.listing",
                            ),
                        ),
                        (
                            "exchange",
                            models.CharField(
                                choices=[
                                    ("SW", "西南联交所"),
                                    ("CQ", "重庆联交所"),
                                    ("CD", "成都知识产权交易中心"),
                                    ("NT", "国家技术转移西南中心"),
                                ],
                                max_length=2,
                                verbose_name="交易机构",
                            ),
                        ),
                        (
                            "rule_version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="rulebook.ruleversion"
                            ),
                        ),
                        (
                            "schedule",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="fees.schedule"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("announced", "已公告"),
                                    ("open", "竞价中"),
                                    ("paused", "已暂停"),
                                    ("won", "已成交"),
                                    ("failed", "未成交"),
                                    ("contracted", "已签约"),
                                    ("settled", "已结算"),
                                    ("certified", "已出具鉴证书"),
                                    ("defaulted", "受让方违约"),
                                    ("called_off", "签约前终止"),
                                    ("terminated", "合同解除"),
                                ],
                                default="announced",
                                max_length=10,
                            ),
                        ),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("bidding", "网络竞价"),
                                    ("listed", "挂牌交易"),
                                    ("dynamic", "动态报价"),
                                    ("sealed", "一次报价"),
                                    ("weighted", "权重报价"),
                                    ("negotiated", "协议定价"),
                                ],
                                default="bidding",
                                max_length=10,
                                verbose_name="成交方式",
                            ),
                        ),
                        ("in_kind", models.BooleanField(default=False)),
                        ("start_fen", models.BigIntegerField(verbose_name="起拍价")),
                        ("increment_fen", models.BigIntegerField(verbose_name="加价幅度")),
                        ("deposit_fen", models.BigIntegerField(verbose_name="交易保证金")),
                        ("opens_at", models.DateTimeField(verbose_name="开始时间")),
                        ("registration_ends_at", models.DateTimeField(null=True, verbose_name="报名截止时间")),
                        ("free_ends_at", models.DateTimeField(verbose_name="自由报价期结束时间")),
                        ("prolongations_max", models.PositiveSmallIntegerField(default=0, verbose_name="延长次数上限")),
                        ("extension_seconds", models.PositiveSmallIntegerField(verbose_name="延时秒数")),
                        (
                            "forfeit_grounds",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("withdrawal", "报名截止或竞价开始之后撤回报名"),
                                        ("no_bid", "全体竞买人均不报价"),
                                        ("refusal", "成交后不签约、不付款"),
                                        ("false_papers", "提供虚假材料"),
                                        ("collusion", "恶意串通"),
                                    ],
                                    max_length=12,
                                ),
                                default=list,
                                size=None,
                                verbose_name="保证金不予退还的情形",
                            ),
                        ),
                        ("reserve_commitment", models.CharField(blank=True, max_length=64)),
                        ("reserve_ciphertext", models.TextField(blank=True)),
                        ("ends_at", models.DateTimeField(verbose_name="结束时间")),
                        ("leading_fen", models.BigIntegerField(null=True)),
                        ("leading_rank", models.PositiveSmallIntegerField(null=True)),
                        (
                            "leading_registration",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="trading.registration",
                            ),
                        ),
                        ("agreed", models.BooleanField(default=False)),
                        ("bid_count", models.PositiveIntegerField(default=0)),
                        ("announced_at", models.DateTimeField()),
                        ("closed_at", models.DateTimeField(null=True)),
                        (
                            "result",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("sold", "成交"),
                                    ("below_reserve", "最高报价未达保留价"),
                                    ("no_bid", "无人有效报价"),
                                    ("withdrawn", "标的已撤回或中止"),
                                    ("no_bidder", "登记截止，无合格的意向受让方"),
                                    ("interrupted", "竞价暂停后未按期恢复"),
                                    ("unopened", "未能按期开标"),
                                ],
                                max_length=13,
                            ),
                        ),
                        ("deposits_due_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ["announced", "open"])),
                                fields=["ends_at"],
                                name="sales_to_close",
                            ),
                            models.Index(
                                condition=models.Q(("state", "announced")), fields=["opens_at"], name="sales_to_open"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("state__in", frozenset(["called_off", "defaulted", "failed", "terminated"])),
                                    _negated=True,
                                ),
                                fields=("listing",),
                                name="one_live_sale_per_listing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("deposit_fen__gt", 0),
                                        ("increment_fen__gt", 0),
                                        ("method__in", ["bidding", "dynamic", "listed"]),
                                        ("start_fen__gt", 0),
                                    ),
                                    models.Q(
                                        ("deposit_fen__gt", 0),
                                        ("increment_fen", 0),
                                        ("method__in", ["sealed", "weighted"]),
                                        ("start_fen__gt", 0),
                                    ),
                                    models.Q(
                                        ("deposit_fen", 0),
                                        ("increment_fen", 0),
                                        ("method", "negotiated"),
                                        ("reserve_commitment", ""),
                                        ("start_fen__gt", 0),
                                    ),
                                    _connector="OR",
                                ),
                                name="sale_prices_are_positive",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("method", "negotiated"), _negated=True),
                                    models.Q(
                                        ("bid_count", 0),
                                        models.Q(
                                            ("leading_fen__isnull", True),
                                            ("leading_fen", models.F("start_fen")),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="negotiated_sale_has_no_bids",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "called_off"), _negated=True),
                                    ("method", "negotiated"),
                                    _connector="OR",
                                ),
                                name="only_an_agreement_is_called_off",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("in_kind", False), ("method", "negotiated"), _connector="OR"),
                                name="only_an_agreement_is_in_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("agreed", False),
                                    models.Q(
                                        ("bid_count", 0),
                                        ("leading_fen", models.F("start_fen")),
                                        ("registration_ends_at__isnull", False),
                                        ("reserve_commitment", ""),
                                        ("method__in", ["bidding", "listed", "sealed", "weighted"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="agreed_sale_is_at_the_start_price",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(models.Q(("method", "listed"), _negated=True), ("prolongations_max", 0)),
                                    models.Q(
                                        ("method", "listed"),
                                        ("registration_ends_at__isnull", False),
                                        ("reserve_commitment", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="listed_lot_waits_for_bidders",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("method", "dynamic"), _negated=True),
                                    ("registration_ends_at__isnull", True),
                                    _connector="OR",
                                ),
                                name="dynamic_bidding_waits_for_nobody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("registration_ends_at__isnull", True),
                                    ("registration_ends_at__lte", models.F("opens_at")),
                                    _connector="OR",
                                ),
                                name="registration_ends_by_the_opening",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("deposit_fen__lte", models.F("start_fen"))),
                                name="deposit_below_the_start_price",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("free_ends_at__lte", models.F("ends_at")),
                                        ("opens_at__lt", models.F("free_ends_at")),
                                    ),
                                    models.Q(
                                        ("free_ends_at__lte", models.F("ends_at")),
                                        ("method", "negotiated"),
                                        ("opens_at__lte", models.F("free_ends_at")),
                                    ),
                                    _connector="OR",
                                ),
                                name="sale_times_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("leading_fen__isnull", True), ("leading_registration__isnull", True)),
                                    models.Q(
                                        ("leading_fen__gte", models.F("start_fen")),
                                        ("leading_registration__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="leader_has_a_price_and_a_bidder",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("closed_at__isnull", True),
                                        ("result", ""),
                                        ("state__in", frozenset(["announced", "open", "paused"])),
                                    ),
                                    models.Q(
                                        ("closed_at__isnull", False),
                                        (
                                            "result__in",
                                            [
                                                "no_bid",
                                                "below_reserve",
                                                "withdrawn",
                                                "no_bidder",
                                                "interrupted",
                                                "unopened",
                                            ],
                                        ),
                                        ("state", "failed"),
                                    ),
                                    models.Q(
                                        ("closed_at__isnull", False),
                                        ("leading_fen__isnull", False),
                                        ("result", "sold"),
                                        (
                                            "state__in",
                                            frozenset(
                                                [
                                                    "called_off",
                                                    "certified",
                                                    "contracted",
                                                    "defaulted",
                                                    "settled",
                                                    "terminated",
                                                    "won",
                                                ]
                                            ),
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="closed_sale_has_a_result",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Registration",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "foreign_link",
                            models.CharField(
                                choices=[
                                    ("none", "不涉外"),
                                    ("party", "境外主体"),
                                    ("controlled", "外商投资企业或受境外控制"),
                                    ("destination", "在境外使用、实施或交付"),
                                    ("access", "由境外远程访问"),
                                    ("personnel", "由境外人员使用或参与"),
                                ],
                                max_length=11,
                                verbose_name="涉外情况",
                            ),
                        ),
                        (
                            "declaration",
                            models.TextField(
                                blank=True,
                                validators=[django.core.validators.MaxLengthValidator(1000)],
                                verbose_name="涉外情况说明",
                            ),
                        ),
                        (
                            "screening",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("free", "自由进出口"),
                                    ("restricted", "限制进出口，已取得许可意向书"),
                                    ("prohibited", "禁止进出口"),
                                ],
                                max_length=10,
                                verbose_name="审查结论",
                            ),
                        ),
                        (
                            "screening_basis",
                            models.CharField(blank=True, max_length=200, verbose_name="所查目录及版本"),
                        ),
                        (
                            "screening_reason",
                            models.TextField(
                                blank=True,
                                validators=[django.core.validators.MaxLengthValidator(1000)],
                                verbose_name="审查理由",
                            ),
                        ),
                        ("permit", models.CharField(blank=True, max_length=100, verbose_name="许可意向书编号")),
                        (
                            "screened_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("screened_at", models.DateTimeField(null=True)),
                        ("number", marketplace.core.numbers.NumberField(prefix="RG")),
                        (
                            "sale",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="registrations",
                                to="trading.sale",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="registrations",
                                to="accounts.organisation",
                            ),
                        ),
                        ("code", models.CharField(max_length=3)),
                        (
                            "via_exchange",
                            models.CharField(
                                choices=[
                                    ("SW", "西南联交所"),
                                    ("CQ", "重庆联交所"),
                                    ("CD", "成都知识产权交易中心"),
                                    ("NT", "国家技术转移西南中心"),
                                ],
                                max_length=2,
                                verbose_name="推荐交易机构",
                            ),
                        ),
                        (
                            "priority",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="registrations",
                                to="trading.priorityholder",
                            ),
                        ),
                        ("rank", models.PositiveSmallIntegerField(null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("screening", "待涉外审查"),
                                    ("applying", "待资格确认"),
                                    ("refused", "资格未确认"),
                                    ("registered", "待交保证金"),
                                    ("qualified", "保证金已到账"),
                                    ("returned", "保证金已退还"),
                                    ("applied", "保证金已抵作价款"),
                                    ("forfeited", "保证金已扣划"),
                                    ("withdrawn", "已撤回报名"),
                                    ("left", "已撤回报名，保证金待处理"),
                                    ("agreed", "协议受让方"),
                                ],
                                default="registered",
                                max_length=10,
                            ),
                        ),
                        (
                            "registered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("registered_at", models.DateTimeField()),
                        ("statement", models.TextField(blank=True, verbose_name="资格说明")),
                        (
                            "opinion",
                            models.CharField(
                                blank=True, choices=[("none", "无异议"), ("objection", "有异议")], max_length=9
                            ),
                        ),
                        ("opinion_reason", models.TextField(blank=True)),
                        ("opinion_due_at", models.DateTimeField(null=True)),
                        ("decision_due_at", models.DateTimeField(null=True)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("decision_reason", models.TextField(blank=True)),
                        ("deposits_reverted", models.PositiveSmallIntegerField(default=0)),
                        (
                            "receipt",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ledger.transfer",
                            ),
                        ),
                        (
                            "held",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ledger.transfer",
                            ),
                        ),
                        (
                            "qualified_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("qualified_at", models.DateTimeField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("withdrawn_at", models.DateTimeField(null=True)),
                        ("withdrawal_reason", models.TextField(blank=True)),
                        ("return_due_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("sale", "organisation"), name="one_registration_per_bidder"
                            ),
                            models.UniqueConstraint(fields=("sale", "code"), name="one_bidder_per_code"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("priority__isnull", True), ("rank__isnull", True)),
                                    models.Q(("priority__isnull", False), ("rank__isnull", False)),
                                    _connector="OR",
                                ),
                                name="rank_comes_with_a_priority",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("foreign_link", "none"), ("screening", "")),
                                    models.Q(("screened_at__isnull", False), ("screening", "free")),
                                    models.Q(
                                        ("screened_at__isnull", False),
                                        ("screening", "restricted"),
                                        models.Q(("permit", ""), _negated=True),
                                    ),
                                    ("state__in", ["screening", "refused", "withdrawn"]),
                                    _connector="OR",
                                ),
                                name="bidder_is_screened_first",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "screening"), _negated=True),
                                    models.Q(("foreign_link", "none"), _negated=True),
                                    _connector="OR",
                                ),
                                name="only_a_foreign_bidder_is_screened",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["screening", "applying", "refused", "registered", "agreed", "withdrawn"],
                                    ),
                                    models.Q(
                                        ("held__isnull", False),
                                        ("qualified_at__isnull", False),
                                        ("receipt__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="qualified_only_with_a_held_deposit",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["withdrawn", "left"]), _negated=True),
                                    ("withdrawn_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="withdrawn_registration_says_when",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Bid",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "sale",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bids",
                                to="trading.sale",
                            ),
                        ),
                        (
                            "registration",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bids",
                                to="trading.registration",
                            ),
                        ),
                        (
                            "placed_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("sequence", models.PositiveIntegerField()),
                        ("price_fen", models.BigIntegerField()),
                        ("rank", models.PositiveSmallIntegerField(null=True)),
                        ("at", models.DateTimeField()),
                        ("accepted", models.BooleanField()),
                        (
                            "refusal",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("early", "竞价尚未开始"),
                                    ("late", "竞价已结束"),
                                    ("low", "低于最低有效出价"),
                                    ("step", "不是加价幅度的整数倍"),
                                    ("rank", "顺位在先的优先购买权人已应价"),
                                    ("pause", "竞价暂停中"),
                                ],
                                max_length=5,
                            ),
                        ),
                        ("ends_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("sale", "sequence"), name="one_bid_per_sequence"),
                            models.UniqueConstraint(
                                condition=models.Q(("accepted", True)),
                                fields=("sale", "price_fen", "rank"),
                                name="one_accepted_bid_per_price_and_rank",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("accepted", True), models.Q(("refusal", ""), _negated=True), _connector="XOR"
                                ),
                                name="refused_bid_has_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("sequence__gte", 1)), name="sequence_starts_at_one"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("accepted", False), ("at__lt", models.F("ends_at")), _connector="OR"
                                ),
                                name="bid_before_the_end_it_leaves",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Certificate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(max_length=20, unique=True)),
                        (
                            "sale",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="certificates",
                                to="trading.sale",
                            ),
                        ),
                        (
                            "exchange",
                            models.CharField(
                                choices=[
                                    ("SW", "西南联交所"),
                                    ("CQ", "重庆联交所"),
                                    ("CD", "成都知识产权交易中心"),
                                    ("NT", "国家技术转移西南中心"),
                                ],
                                max_length=2,
                            ),
                        ),
                        ("payload", models.JSONField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("jws", models.TextField()),
                        ("issued_at", models.DateTimeField()),
                        (
                            "issued_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "supersedes",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="superseded_by",
                                to="trading.certificate",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=300)),
                        (
                            "correction",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="desk.correction",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("supersedes__isnull", True)),
                                fields=("sale",),
                                name="one_first_certificate_per_sale",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("supersedes__isnull", True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="reissue_has_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("correction__isnull", True), ("supersedes__isnull", True)),
                                    models.Q(("correction__isnull", False), ("supersedes__isnull", False)),
                                    _connector="OR",
                                ),
                                name="reissue_comes_from_a_correction",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Commission",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="CM")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "待经理人同意"),
                                    ("agreed", "已约定"),
                                    ("declined", "经理人未同意"),
                                    ("withdrawn", "已撤回"),
                                    ("paid", "已由交易机构划付"),
                                    ("void", "交易终止，不再支付"),
                                ],
                                default="proposed",
                                max_length=9,
                            ),
                        ),
                        (
                            "sale",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="commissions",
                                to="trading.sale",
                            ),
                        ),
                        (
                            "attribution",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agency.attribution"
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                choices=[("seller", "转让方"), ("buyer", "受让方")], max_length=6, verbose_name="支付方"
                            ),
                        ),
                        (
                            "payer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "payee",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        ("amount_fen", models.BigIntegerField(verbose_name="佣金")),
                        ("through_exchange", models.BooleanField(default=False, verbose_name="由交易机构从价款中划付")),
                        ("agreement", models.CharField(max_length=200, verbose_name="居间合同")),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("proposed_at", models.DateTimeField()),
                        ("answered_at", models.DateTimeField(null=True)),
                        (
                            "transfer",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ledger.transfer",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount_fen__gt", 0)), name="commission_is_an_amount"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("agreement", ""), _negated=True),
                                name="commission_has_its_agreement",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["proposed", "agreed", "paid"])),
                                fields=("attribution", "side"),
                                name="one_commission_per_broker_and_side",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("through_exchange", False),
                                    models.Q(("payee__isnull", False), ("side", "seller")),
                                    _connector="OR",
                                ),
                                name="commission_out_of_the_price_is_the_seller_s",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state", "paid"), ("through_exchange", True), ("transfer__isnull", False)
                                    ),
                                    models.Q(("transfer__isnull", True), models.Q(("state", "paid"), _negated=True)),
                                    _connector="OR",
                                ),
                                name="paid_commission_has_its_transfer",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "proposed"), ("answered_at__isnull", False), _connector="OR"
                                ),
                                name="answered_commission_says_when",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Contract",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="K")),
                        (
                            "sale",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="contract", to="trading.sale"
                            ),
                        ),
                        ("terms", models.JSONField()),
                        ("terms_hash", models.CharField(max_length=64)),
                        ("due_at", models.DateTimeField()),
                        (
                            "seller_signed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("seller_signed_at", models.DateTimeField(null=True)),
                        (
                            "buyer_signed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("buyer_signed_at", models.DateTimeField(null=True)),
                        ("effective_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("effective_at__isnull", True),
                                    models.Q(("buyer_signed_at__isnull", False), ("seller_signed_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="effective_when_both_have_signed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("seller_signed_by__isnull", True),
                                    ("buyer_signed_by__isnull", True),
                                    models.Q(("seller_signed_by", models.F("buyer_signed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="two_persons_sign",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Contribution",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="EC")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("agreed", "待权利变更登记"),
                                    ("transferred", "权利已变更登记"),
                                    ("paid_in", "已实缴"),
                                ],
                                default="agreed",
                                max_length=11,
                            ),
                        ),
                        (
                            "sale",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contribution",
                                to="trading.sale",
                            ),
                        ),
                        ("value_fen", models.BigIntegerField()),
                        ("capital_fen", models.BigIntegerField()),
                        ("valuation_fen", models.BigIntegerField(null=True)),
                        ("register_entry", models.CharField(blank=True, max_length=300, verbose_name="权利变更登记")),
                        ("transferred_at", models.DateTimeField(null=True)),
                        (
                            "transferred_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("capital_entry", models.CharField(blank=True, max_length=300, verbose_name="实缴登记")),
                        ("paid_in_at", models.DateTimeField(null=True)),
                        (
                            "paid_in_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("capital_fen__gt", models.F("value_fen")), ("value_fen__gt", 0)),
                                name="contribution_is_less_than_the_capital",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("capital_entry", ""), ("register_entry", ""), ("state", "agreed")),
                                    models.Q(
                                        ("capital_entry", ""),
                                        ("state", "transferred"),
                                        ("transferred_at__isnull", False),
                                        models.Q(("register_entry", ""), _negated=True),
                                    ),
                                    models.Q(
                                        ("paid_in_at__isnull", False),
                                        ("state", "paid_in"),
                                        ("transferred_at__isnull", False),
                                        models.Q(("register_entry", ""), _negated=True),
                                        models.Q(("capital_entry", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="paid_in_after_the_register_followed",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Settlement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "sale",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="settlement",
                                to="trading.sale",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("due", "待付款"),
                                    ("paid", "价款已到账"),
                                    ("running", "分期履行中"),
                                    ("settled", "已结算"),
                                    ("void", "已终止"),
                                ],
                                default="due",
                                max_length=7,
                            ),
                        ),
                        ("price_fen", models.BigIntegerField()),
                        ("in_kind", models.BooleanField(default=False)),
                        ("deposit_fen", models.BigIntegerField()),
                        (
                            "buyer_quote",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="fees.quote"
                            ),
                        ),
                        (
                            "seller_quote",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="fees.quote"
                            ),
                        ),
                        ("buyer_fee_fen", models.BigIntegerField()),
                        ("seller_fee_fen", models.BigIntegerField()),
                        ("buyer_due_fen", models.BigIntegerField()),
                        ("seller_net_fen", models.BigIntegerField()),
                        ("pool_fen", models.BigIntegerField()),
                        ("nets_fee", models.BooleanField(default=True)),
                        (
                            "seller_fee_receipt",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ledger.transfer",
                            ),
                        ),
                        (
                            "seller_fee_confirmed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("due_at", models.DateTimeField(null=True)),
                        ("overdue_at", models.DateTimeField(null=True)),
                        ("demanded_at", models.DateTimeField(null=True)),
                        (
                            "demanded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("demand_ends_at", models.DateTimeField(null=True)),
                        (
                            "receipt",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ledger.transfer",
                            ),
                        ),
                        ("paid_at", models.DateTimeField(null=True)),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("settled_at", models.DateTimeField(null=True)),
                        (
                            "settled_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("overdue_at", None), ("state", "due")),
                                fields=["due_at"],
                                name="prices_to_watch",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        (
                                            "buyer_due_fen",
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    models.F("price_fen"), "-", models.F("deposit_fen")
                                                ),
                                                "+",
                                                models.F("buyer_fee_fen"),
                                            ),
                                        ),
                                        ("in_kind", False),
                                    ),
                                    models.Q(
                                        ("buyer_due_fen", models.F("buyer_fee_fen")),
                                        ("deposit_fen", 0),
                                        ("in_kind", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="buyer_pays_the_rest_and_the_fee",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("in_kind", False),
                                        (
                                            "seller_net_fen",
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("price_fen"), "-", models.F("seller_fee_fen")
                                            ),
                                        ),
                                    ),
                                    models.Q(("in_kind", True), ("nets_fee", False), ("seller_net_fen", 0)),
                                    _connector="OR",
                                ),
                                name="seller_gets_the_price_less_the_fee",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "pool_fen",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("buyer_fee_fen"), "+", models.F("seller_fee_fen")
                                        ),
                                    )
                                ),
                                name="pool_is_both_fees",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("settled_by__isnull", True),
                                    models.Q(("settled_by", models.F("confirmed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="four_eyes_settle",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("nets_fee", True), ("seller_fee_receipt__isnull", True)),
                                    models.Q(
                                        ("nets_fee", False),
                                        models.Q(
                                            ("settled_at__isnull", True),
                                            ("seller_fee_receipt__isnull", False),
                                            ("seller_fee_fen", 0),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="fee_is_netted_or_has_come",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("settled_by__isnull", True),
                                    ("seller_fee_confirmed_by__isnull", True),
                                    models.Q(("settled_by", models.F("seller_fee_confirmed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="four_eyes_settle_the_fee",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("demand_ends_at__isnull", True),
                                        ("demanded_at__isnull", True),
                                        ("demanded_by__isnull", True),
                                    ),
                                    models.Q(
                                        ("demand_ends_at__gt", models.F("demanded_at")),
                                        ("demanded_at__isnull", False),
                                        ("demanded_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="demand_of_a_price_says_its_end",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["due", "void"]),
                                    models.Q(
                                        ("confirmed_by__isnull", False),
                                        ("paid_at__isnull", False),
                                        ("receipt__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="paid_settlement_has_its_receipt",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Share",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "settlement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="shares",
                                to="trading.settlement",
                            ),
                        ),
                        (
                            "payee",
                            models.CharField(
                                choices=[("listing", "挂牌机构"), ("referral", "推荐机构"), ("fund", "联盟基金")],
                                max_length=8,
                            ),
                        ),
                        (
                            "exchange",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("SW", "西南联交所"),
                                    ("CQ", "重庆联交所"),
                                    ("CD", "成都知识产权交易中心"),
                                    ("NT", "国家技术转移西南中心"),
                                ],
                                max_length=2,
                            ),
                        ),
                        ("amount_fen", models.BigIntegerField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("settlement", "payee"), name="one_share_per_payee"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("payee", "fund"), models.Q(("exchange", ""), _negated=True), _connector="XOR"
                                ),
                                name="fund_is_of_no_exchange",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount_fen__gte", 0)), name="share_is_not_negative"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Default",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="DF")),
                        (
                            "settlement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="defaults",
                                to="trading.settlement",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="defaults",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "待复核"),
                                    ("rejected", "未获认定"),
                                    ("declared", "已认定"),
                                    ("concluded", "已了结"),
                                    ("lifted", "已撤销"),
                                ],
                                default="proposed",
                                max_length=9,
                            ),
                        ),
                        (
                            "grounds",
                            models.CharField(
                                choices=[("not_signed", "逾期未签署合同"), ("not_paid", "逾期未支付价款")],
                                max_length=10,
                                verbose_name="违约情形",
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="事实和理由")),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("proposed_at", models.DateTimeField()),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("decision_reason", models.TextField(blank=True)),
                        ("deposit_fen", models.BigIntegerField()),
                        ("fees_fen", models.BigIntegerField()),
                        ("costs_fen", models.BigIntegerField()),
                        ("fees_taken_fen", models.BigIntegerField(default=0)),
                        ("costs_taken_fen", models.BigIntegerField(default=0)),
                        ("rest_fen", models.BigIntegerField(default=0)),
                        (
                            "forfeit",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ledger.transfer",
                            ),
                        ),
                        (
                            "second_sale",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="concludes",
                                to="trading.sale",
                            ),
                        ),
                        ("second_price_fen", models.BigIntegerField(null=True)),
                        ("shortfall_fen", models.BigIntegerField(null=True)),
                        ("claim_fen", models.BigIntegerField(null=True)),
                        ("fees_claim_fen", models.BigIntegerField(default=0)),
                        ("concluded_at", models.DateTimeField(null=True)),
                        (
                            "concluded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["rejected"]), _negated=True),
                                fields=("settlement",),
                                name="one_default_per_deal",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by__isnull", True),
                                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="four_eyes_declare_default",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("costs_fen__gte", 0),
                                    ("costs_taken_fen__gte", 0),
                                    ("deposit_fen__gte", 0),
                                    ("fees_claim_fen__gte", 0),
                                    ("fees_fen__gte", 0),
                                    ("fees_taken_fen__gte", 0),
                                    ("rest_fen__gte", 0),
                                ),
                                name="default_amounts_are_none_below_zero",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("forfeit__isnull", True), ("state__in", ["proposed", "rejected"])),
                                    models.Q(
                                        ("costs_taken_fen", 0),
                                        ("decided_at__isnull", False),
                                        ("deposit_fen", 0),
                                        ("fees_taken_fen", 0),
                                        ("forfeit__isnull", True),
                                        ("rest_fen", 0),
                                    ),
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        (
                                            "deposit_fen",
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    models.F("fees_taken_fen"), "+", models.F("costs_taken_fen")
                                                ),
                                                "+",
                                                models.F("rest_fen"),
                                            ),
                                        ),
                                        ("forfeit__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="forfeited_deposit_is_used_up",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "concluded"), _negated=True),
                                    models.Q(
                                        ("claim_fen__gte", 0),
                                        ("concluded_at__isnull", False),
                                        ("concluded_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="concluded_default_says_its_claim",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Scheme",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="WS")),
                        (
                            "listing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="schemes",
                                to="catalogue.listing",
                            ),
                        ),
                        (
                            "exchange",
                            models.CharField(
                                choices=[
                                    ("SW", "西南联交所"),
                                    ("CQ", "重庆联交所"),
                                    ("CD", "成都知识产权交易中心"),
                                    ("NT", "国家技术转移西南中心"),
                                ],
                                max_length=2,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("drafted", "待复核"), ("approved", "已通过"), ("rejected", "未通过")],
                                default="drafted",
                                max_length=8,
                            ),
                        ),
                        ("price_weight", models.PositiveSmallIntegerField(verbose_name="价格权重")),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("drafted_at", models.DateTimeField()),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("reason", models.CharField(blank=True, max_length=500, verbose_name="理由")),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_by__isnull", True), ("state", "drafted")),
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                        models.Q(("decided_by", models.F("drafted_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="scheme_is_decided_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("price_weight__gte", 50), ("price_weight__lt", 100)),
                                name="price_weighs_half_at_least",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Criterion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "scheme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="criteria",
                                to="trading.scheme",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("name", models.CharField(max_length=60, verbose_name="评价项")),
                        ("measure", models.CharField(blank=True, max_length=500, verbose_name="评分办法")),
                        ("weight", models.PositiveSmallIntegerField(verbose_name="权重")),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("scheme", "position"), name="one_criterion_per_position"),
                            models.UniqueConstraint(fields=("scheme", "name"), name="one_criterion_per_name"),
                            models.CheckConstraint(
                                condition=models.Q(("weight__gte", 1), ("weight__lte", 50)),
                                name="criterion_weighs_something",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OpeningKey",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="OK")),
                        (
                            "holder",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="opening_keys",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "exchange",
                            models.CharField(
                                choices=[
                                    ("SW", "西南联交所"),
                                    ("CQ", "重庆联交所"),
                                    ("CD", "成都知识产权交易中心"),
                                    ("NT", "国家技术转移西南中心"),
                                ],
                                max_length=2,
                                verbose_name="交易机构",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("proposed", "待复核"), ("active", "有效"), ("retired", "已停用")],
                                default="proposed",
                                max_length=8,
                            ),
                        ),
                        ("public_key", models.CharField(max_length=88, unique=True)),
                        ("wrapped", models.JSONField()),
                        ("registered_at", models.DateTimeField()),
                        (
                            "approved_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("approved_at", models.DateTimeField(null=True)),
                        ("retired_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["proposed", "active"])),
                                fields=("holder", "exchange"),
                                name="one_opening_key_per_holder",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("approved_at__isnull", True),
                                        ("approved_by__isnull", True),
                                        models.Q(("state", "active"), _negated=True),
                                    ),
                                    models.Q(
                                        ("approved_at__isnull", False),
                                        ("approved_by__isnull", False),
                                        models.Q(("approved_by", models.F("holder")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="opening_key_is_approved_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "retired"), ("retired_at__isnull", True), _connector="XOR"
                                ),
                                name="opening_key_retired_says_when",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SealedTerms",
                    fields=[
                        (
                            "sale",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="sealed",
                                serialize=False,
                                to="trading.sale",
                            ),
                        ),
                        ("quorum", models.PositiveSmallIntegerField()),
                        (
                            "scheme",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="terms",
                                to="trading.scheme",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("quorum__gte", 2)), name="nobody_opens_alone")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Custodian",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "terms",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="custodians",
                                to="trading.sealedterms",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        (
                            "key",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="custodies",
                                to="trading.openingkey",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("terms", "position"), name="one_custodian_per_position"),
                            models.UniqueConstraint(fields=("terms", "key"), name="one_custody_per_key"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Round",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "sale",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="rounds", to="trading.sale"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("floor_fen", models.BigIntegerField()),
                        (
                            "invited",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=3), default=list, size=None
                            ),
                        ),
                        ("opens_at", models.DateTimeField()),
                        ("ends_at", models.DateTimeField()),
                        ("open_by", models.DateTimeField()),
                        ("fail_by", models.DateTimeField()),
                        ("due_at", models.DateTimeField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("reminded_at", models.DateTimeField(null=True)),
                        ("left_at", models.DateTimeField(null=True)),
                        ("opened_at", models.DateTimeField(null=True)),
                        (
                            "scored_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("scored_at", models.DateTimeField(null=True)),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("confirmed_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("due_at__isnull", False)), fields=["due_at"], name="rounds_due"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("sale", "position"), name="one_round_per_position"),
                            models.CheckConstraint(
                                condition=models.Q(("position__in", [1, 2])), name="two_rounds_at_most"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_at__lt", models.F("open_by")),
                                    ("open_by__lt", models.F("fail_by")),
                                    ("opens_at__lt", models.F("ends_at")),
                                ),
                                name="round_times_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("opened_at__isnull", True),
                                    ("opened_at__gte", models.F("ends_at")),
                                    _connector="OR",
                                ),
                                name="opened_after_the_sealing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("confirmed_at__isnull", True), ("confirmed_by__isnull", True)),
                                    models.Q(
                                        ("confirmed_at__isnull", False),
                                        ("scored_by__isnull", False),
                                        models.Q(("confirmed_by", models.F("scored_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="scores_are_confirmed_by_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Envelope",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="EV")),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="envelopes",
                                to="trading.round",
                            ),
                        ),
                        (
                            "registration",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="envelopes",
                                to="trading.registration",
                            ),
                        ),
                        (
                            "placed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("received_at", models.DateTimeField()),
                        ("text", models.TextField()),
                        ("digest", models.CharField(max_length=64)),
                        ("commitment", models.CharField(max_length=64)),
                        ("files_digest", models.CharField(blank=True, max_length=64)),
                        ("limit_fen", models.BigIntegerField(null=True)),
                        ("receipt", models.TextField(blank=True)),
                        ("opened_at", models.DateTimeField(null=True)),
                        ("price_fen", models.BigIntegerField(null=True)),
                        ("nonce", models.CharField(blank=True, max_length=64)),
                        ("by_bidder", models.BooleanField(default=False)),
                        (
                            "flaw",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("unreadable", "信封无法解密"),
                                    ("commitment", "内容与承诺不符"),
                                    ("low", "低于最低有效报价"),
                                    ("authority", "超出经办人授权限额"),
                                ],
                                max_length=10,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("round", "registration"), name="one_envelope_per_bidder_and_round"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("flaw", ""), ("opened_at__isnull", True)),
                                    models.Q(
                                        ("opened_at__isnull", False),
                                        models.Q(
                                            ("price_fen__isnull", False),
                                            models.Q(("flaw", ""), _negated=True),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="opened_envelope_has_a_price_or_a_flaw",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HandedShare",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "envelope",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handed",
                                to="trading.envelope",
                            ),
                        ),
                        (
                            "custodian",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handed",
                                to="trading.custodian",
                            ),
                        ),
                        ("value", models.CharField(blank=True, max_length=64)),
                        ("handed_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("envelope", "custodian"), name="one_share_per_custodian")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Score",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "envelope",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scores",
                                to="trading.envelope",
                            ),
                        ),
                        (
                            "criterion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scores",
                                to="trading.criterion",
                            ),
                        ),
                        ("points", models.PositiveSmallIntegerField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("envelope", "criterion"), name="one_score_per_plan_and_criterion"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("points__lte", 100)), name="points_of_a_hundred"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Forfeiture",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="FT")),
                        (
                            "registration",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="forfeitures",
                                to="trading.registration",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "待听取意见和决定"),
                                    ("approved", "已扣划"),
                                    ("rejected", "不予扣划"),
                                    ("lapsed", "逾期未决定"),
                                ],
                                default="proposed",
                                max_length=8,
                            ),
                        ),
                        (
                            "ground",
                            models.CharField(
                                choices=[
                                    ("withdrawal", "报名截止或竞价开始之后撤回报名"),
                                    ("no_bid", "全体竞买人均不报价"),
                                    ("refusal", "成交后不签约、不付款"),
                                    ("false_papers", "提供虚假材料"),
                                    ("collusion", "恶意串通"),
                                ],
                                max_length=12,
                                verbose_name="扣划情形",
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="事实和理由")),
                        ("deposit_fen", models.BigIntegerField()),
                        ("costs_fen", models.BigIntegerField(default=0)),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("proposed_at", models.DateTimeField()),
                        ("heard_until", models.DateTimeField()),
                        ("decide_by", models.DateTimeField()),
                        ("statement", models.TextField(blank=True, verbose_name="陈述意见")),
                        (
                            "stated_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("stated_at", models.DateTimeField(null=True)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("decision_reason", models.TextField(blank=True)),
                        ("costs_taken_fen", models.BigIntegerField(default=0)),
                        ("seller_fen", models.BigIntegerField(default=0)),
                        (
                            "forfeit",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ledger.transfer",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "proposed")),
                                fields=["decide_by"],
                                name="forfeitures_to_decide",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["proposed", "approved"])),
                                fields=("registration",),
                                name="one_standing_forfeiture_per_deposit",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by__isnull", True),
                                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="four_eyes_decide_forfeiture",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decide_by__gt", models.F("heard_until")),
                                    ("heard_until__gt", models.F("proposed_at")),
                                    models.Q(
                                        models.Q(("state", "approved"), _negated=True),
                                        ("decided_at__gte", models.F("heard_until")),
                                        models.Q(
                                            ("decided_at__gte", models.F("stated_at")), ("stated_at__isnull", False)
                                        ),
                                        _connector="OR",
                                    ),
                                ),
                                name="forfeiture_is_heard_before_it_is_decided",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("stated_at__isnull", True), ("stated_by__isnull", True), ("statement", "")
                                    ),
                                    models.Q(
                                        models.Q(("statement", ""), _negated=True),
                                        ("stated_at__isnull", False),
                                        ("stated_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="statement_has_its_time_and_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("costs_fen__gte", 0),
                                    ("costs_taken_fen__gte", 0),
                                    ("deposit_fen__gt", 0),
                                    ("seller_fen__gte", 0),
                                    models.Q(
                                        models.Q(
                                            models.Q(("state", "approved"), _negated=True),
                                            ("costs_taken_fen", 0),
                                            ("forfeit__isnull", True),
                                            ("seller_fen", 0),
                                        ),
                                        models.Q(
                                            ("decided_by__isnull", False),
                                            (
                                                "deposit_fen",
                                                django.db.models.expressions.CombinedExpression(
                                                    models.F("costs_taken_fen"), "+", models.F("seller_fen")
                                                ),
                                            ),
                                            ("forfeit__isnull", False),
                                            ("state", "approved"),
                                        ),
                                        _connector="OR",
                                    ),
                                ),
                                name="forfeited_amounts_are_the_deposit",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Plan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "contract",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="plan", to="trading.contract"
                            ),
                        ),
                        (
                            "security",
                            models.CharField(
                                choices=[
                                    ("bank_guarantee", "银行保函"),
                                    ("guarantee", "第三方保证"),
                                    ("pledge", "质押"),
                                    ("mortgage", "抵押"),
                                ],
                                max_length=14,
                                verbose_name="担保方式",
                            ),
                        ),
                        ("security_note", models.CharField(max_length=500, verbose_name="担保说明")),
                        ("interest_bp", models.PositiveIntegerField(verbose_name="年利率（万分之一）")),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("proposed_side", models.CharField(max_length=6)),
                        ("proposed_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("security__in", ["bank_guarantee", "guarantee", "pledge", "mortgage"]),
                                    models.Q(("security_note", ""), _negated=True),
                                    ("proposed_side__in", ["seller", "buyer"]),
                                ),
                                name="plan_says_its_security",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("interest_bp__gt", 0), ("interest_bp__lte", 10000)),
                                name="plan_bears_interest",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Instalment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="IM")),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="instalments",
                                to="trading.plan",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("months", models.PositiveSmallIntegerField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("agreed", "待付款"),
                                    ("paid", "已到账"),
                                    ("settled", "已划付"),
                                    ("dropped", "不再收取"),
                                    ("back", "已退还"),
                                ],
                                default="agreed",
                                max_length=7,
                            ),
                        ),
                        ("amount_fen", models.BigIntegerField()),
                        ("deposit_fen", models.BigIntegerField(default=0)),
                        ("interest_fen", models.BigIntegerField(default=0)),
                        ("buyer_fee_fen", models.BigIntegerField(default=0)),
                        ("seller_fee_fen", models.BigIntegerField(default=0)),
                        ("due_at", models.DateTimeField(null=True)),
                        (
                            "buyer_quote",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="fees.quote",
                            ),
                        ),
                        (
                            "seller_quote",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="fees.quote",
                            ),
                        ),
                        ("overdue_at", models.DateTimeField(null=True)),
                        ("demanded_at", models.DateTimeField(null=True)),
                        (
                            "demanded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("demand_ends_at", models.DateTimeField(null=True)),
                        (
                            "receipt",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ledger.transfer",
                            ),
                        ),
                        ("paid_at", models.DateTimeField(null=True)),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("settled_at", models.DateTimeField(null=True)),
                        (
                            "settled_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("overdue_at", None), ("state", "agreed")),
                                fields=["due_at"],
                                name="instalments_to_watch",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("plan", "position"), name="one_instalment_per_place"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("amount_fen__gt", 0),
                                    ("buyer_fee_fen__gte", 0),
                                    ("deposit_fen__gte", 0),
                                    ("deposit_fen__lte", models.F("amount_fen")),
                                    ("interest_fen__gte", 0),
                                    ("seller_fee_fen__gte", 0),
                                ),
                                name="instalment_amounts_are_none_below_zero",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("interest_fen", 0), ("months", 0), ("position", 1)),
                                    models.Q(("deposit_fen", 0), ("months__gt", 0), ("position__gt", 1)),
                                    _connector="OR",
                                ),
                                name="first_instalment_bears_no_interest",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("receipt__isnull", True), ("state__in", ["agreed", "dropped"])),
                                    models.Q(
                                        ("confirmed_by__isnull", False),
                                        ("paid_at__isnull", False),
                                        ("receipt__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="paid_instalment_has_its_receipt",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "settled"), _negated=True),
                                    models.Q(
                                        ("settled_at__isnull", False),
                                        ("settled_by__isnull", False),
                                        models.Q(("settled_by", models.F("confirmed_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="four_eyes_settle_instalment",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Interruption",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "sale",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="interruptions",
                                to="trading.sale",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        (
                            "cause",
                            models.CharField(
                                choices=[("fault", "系统故障"), ("suspension", "挂牌中止")],
                                default="fault",
                                max_length=10,
                            ),
                        ),
                        ("reason", models.CharField(max_length=500, verbose_name="暂停原因")),
                        ("before_opening", models.BooleanField(default=False)),
                        ("moved_by", models.DurationField(null=True)),
                        ("paused_at", models.DateTimeField()),
                        (
                            "paused_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("after_sequence", models.PositiveIntegerField()),
                        ("resume_by", models.DateTimeField()),
                        ("resumed_at", models.DateTimeField(null=True)),
                        (
                            "resumed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("until_sequence", models.PositiveIntegerField(null=True)),
                        ("ends_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("sale", "position"), name="one_interruption_per_place"),
                            models.UniqueConstraint(
                                condition=models.Q(("resumed_at__isnull", True)),
                                fields=("sale",),
                                name="one_interruption_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("ends_at__isnull", True),
                                        ("resumed_at__isnull", True),
                                        ("resumed_by__isnull", True),
                                        ("until_sequence__isnull", True),
                                    ),
                                    models.Q(
                                        ("ends_at__isnull", False),
                                        ("resumed_at__gte", models.F("paused_at")),
                                        ("resumed_at__lt", models.F("resume_by")),
                                        ("until_sequence__gte", models.F("after_sequence")),
                                    ),
                                    _connector="OR",
                                ),
                                name="resumption_says_all",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("before_opening", False), ("moved_by__isnull", True)),
                                    models.Q(
                                        ("before_opening", True),
                                        ("moved_by__isnull", True),
                                        ("resumed_at__isnull", True),
                                    ),
                                    models.Q(
                                        ("before_opening", True),
                                        ("moved_by__isnull", False),
                                        ("resumed_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="only_what_was_held_before_the_opening_moves",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("cause", "suspension"),
                                        ("paused_by__isnull", True),
                                        ("resumed_by__isnull", True),
                                    ),
                                    models.Q(
                                        ("before_opening", False),
                                        ("cause", "fault"),
                                        ("paused_by__isnull", False),
                                        models.Q(
                                            ("resumed_at__isnull", True), ("resumed_by__isnull", False), _connector="OR"
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="fault_is_found_and_ended_by_a_person",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SaleInvitation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="SI")),
                        (
                            "sale",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invitations",
                                to="trading.sale",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sale_invitations",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "match",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="matching.match"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("sent", "已邀请"), ("declined", "不感兴趣")], default="sent", max_length=8
                            ),
                        ),
                        (
                            "invited_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("invited_at", models.DateTimeField()),
                        (
                            "reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("off_topic", "与本单位需求不符"),
                                    ("too_early", "技术尚不成熟"),
                                    ("too_expensive", "价格超出预算"),
                                    ("bad_timing", "时间来不及"),
                                    ("solved", "已有解决方案"),
                                    ("other", "其他原因"),
                                ],
                                max_length=13,
                            ),
                        ),
                        ("declined_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["organisation", "invited_at"], name="invitations_of_a_firm")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("sale", "organisation"), name="one_invitation_per_firm_and_sale"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("declined_at__isnull", True), ("reason", ""), ("state", "sent")),
                                    models.Q(
                                        ("declined_at__isnull", False),
                                        ("state", "declined"),
                                        models.Q(("reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="declined_invitation_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InvitationStop",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "organisation",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invitation_stop",
                                to="accounts.organisation",
                            ),
                        ),
                        ("stopped_at", models.DateTimeField()),
                        (
                            "stopped_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Negotiation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "foreign_link",
                            models.CharField(
                                choices=[
                                    ("none", "不涉外"),
                                    ("party", "境外主体"),
                                    ("controlled", "外商投资企业或受境外控制"),
                                    ("destination", "在境外使用、实施或交付"),
                                    ("access", "由境外远程访问"),
                                    ("personnel", "由境外人员使用或参与"),
                                ],
                                max_length=11,
                                verbose_name="涉外情况",
                            ),
                        ),
                        (
                            "declaration",
                            models.TextField(
                                blank=True,
                                validators=[django.core.validators.MaxLengthValidator(1000)],
                                verbose_name="涉外情况说明",
                            ),
                        ),
                        (
                            "screening",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("free", "自由进出口"),
                                    ("restricted", "限制进出口，已取得许可意向书"),
                                    ("prohibited", "禁止进出口"),
                                ],
                                max_length=10,
                                verbose_name="审查结论",
                            ),
                        ),
                        (
                            "screening_basis",
                            models.CharField(blank=True, max_length=200, verbose_name="所查目录及版本"),
                        ),
                        (
                            "screening_reason",
                            models.TextField(
                                blank=True,
                                validators=[django.core.validators.MaxLengthValidator(1000)],
                                verbose_name="审查理由",
                            ),
                        ),
                        ("permit", models.CharField(blank=True, max_length=100, verbose_name="许可意向书编号")),
                        (
                            "screened_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("screened_at", models.DateTimeField(null=True)),
                        ("number", marketplace.core.numbers.NumberField(prefix="NG")),
                        (
                            "listing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="negotiations",
                                to="catalogue.listing",
                            ),
                        ),
                        (
                            "buyer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="negotiations",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "exchange",
                            models.CharField(
                                choices=[
                                    ("SW", "西南联交所"),
                                    ("CQ", "重庆联交所"),
                                    ("CD", "成都知识产权交易中心"),
                                    ("NT", "国家技术转移西南中心"),
                                ],
                                max_length=2,
                                verbose_name="交易机构",
                            ),
                        ),
                        (
                            "via_exchange",
                            models.CharField(
                                choices=[
                                    ("SW", "西南联交所"),
                                    ("CQ", "重庆联交所"),
                                    ("CD", "成都知识产权交易中心"),
                                    ("NT", "国家技术转移西南中心"),
                                ],
                                max_length=2,
                                verbose_name="推荐交易机构",
                            ),
                        ),
                        (
                            "rule_version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="rulebook.ruleversion"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("screening", "待涉外审查"),
                                    ("open", "磋商中"),
                                    ("publicised", "公示中"),
                                    ("suspended", "异议处理中"),
                                    ("concluded", "已成交"),
                                    ("ended", "已终止"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        (
                            "opened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("opened_at", models.DateTimeField()),
                        ("quiet_at", models.DateTimeField(null=True)),
                        ("reminded_at", models.DateTimeField(null=True)),
                        (
                            "agreed_offer",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="trading.offer",
                            ),
                        ),
                        (
                            "agreed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("agreed_at", models.DateTimeField(null=True)),
                        ("signing_from", models.DateTimeField(null=True)),
                        (
                            "sale",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="negotiation",
                                to="trading.sale",
                            ),
                        ),
                        (
                            "ending",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("withdrawn", "一方退出磋商"),
                                    ("prohibited", "涉外审查未通过"),
                                    ("objection", "异议成立，交易终止"),
                                    ("offer_ended", "成果已成交、撤回或不再协议定价"),
                                    ("priority", "优先购买权人以同等条件受让"),
                                    ("silent", "双方长期未出价、未答复"),
                                ],
                                max_length=11,
                            ),
                        ),
                        ("end_reason", models.TextField(blank=True)),
                        (
                            "ended_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("ended_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "open")), fields=["quiet_at"], name="talks_to_attend"
                            ),
                            models.Index(
                                condition=models.Q(("state", "publicised")),
                                fields=["signing_from"],
                                name="notices_to_end",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["open", "publicised", "screening", "suspended"])),
                                fields=("listing", "buyer"),
                                name="one_negotiation_per_counterpart",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["publicised", "suspended"])),
                                fields=("listing",),
                                name="one_agreement_per_listing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("foreign_link", "none"), ("screening", "")),
                                    models.Q(("screened_at__isnull", False), ("screening", "free")),
                                    models.Q(
                                        ("screened_at__isnull", False),
                                        ("screening", "restricted"),
                                        models.Q(("permit", ""), _negated=True),
                                    ),
                                    ("state__in", ["screening", "ended"]),
                                    _connector="OR",
                                ),
                                name="foreign_link_is_screened_first",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "screening"), _negated=True),
                                    models.Q(("foreign_link", "none"), _negated=True),
                                    _connector="OR",
                                ),
                                name="only_what_is_foreign_is_screened",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("agreed_at__isnull", True),
                                        ("agreed_offer__isnull", True),
                                        ("state__in", ["screening", "open"]),
                                    ),
                                    ("state", "ended"),
                                    models.Q(
                                        ("agreed_at__isnull", False),
                                        ("agreed_by__isnull", False),
                                        ("agreed_offer__isnull", False),
                                        ("state__in", ["concluded", "publicised", "suspended"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="agreement_has_its_offer",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("signing_from__isnull", False), ("state", "publicised")),
                                    models.Q(("signing_from__isnull", True), ("state", "suspended")),
                                    models.Q(("state__in", ["publicised", "suspended"]), _negated=True),
                                    _connector="OR",
                                ),
                                name="notice_says_when_it_ends",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("quiet_at__isnull", False), ("state", "open")),
                                    models.Q(models.Q(("state", "open"), _negated=True), ("quiet_at__isnull", True)),
                                    _connector="OR",
                                ),
                                name="open_negotiation_does_not_last_in_silence",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("sale__isnull", False), ("state", "concluded")),
                                    models.Q(models.Q(("state", "concluded"), _negated=True), ("sale__isnull", True)),
                                    _connector="OR",
                                ),
                                name="concluded_negotiation_has_its_sale",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("ended_at__isnull", False),
                                        ("state", "ended"),
                                        models.Q(("ending", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("state", "ended"), _negated=True),
                                        ("ended_at__isnull", True),
                                        ("ending", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="ended_negotiation_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Offer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "negotiation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="offers",
                                to="trading.negotiation",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        (
                            "side",
                            models.CharField(choices=[("seller", "转让方"), ("buyer", "意向受让方")], max_length=6),
                        ),
                        (
                            "price_fen",
                            models.BigIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100000000000000000),
                                ],
                                verbose_name="价格",
                            ),
                        ),
                        (
                            "capital_fen",
                            models.BigIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100000000000000000),
                                ],
                                verbose_name="注册资本",
                            ),
                        ),
                        (
                            "valuation_fen",
                            models.BigIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100000000000000000),
                                ],
                                verbose_name="评估值",
                            ),
                        ),
                        (
                            "text",
                            models.TextField(
                                blank=True,
                                validators=[django.core.validators.MaxLengthValidator(2000)],
                                verbose_name="其他条件",
                            ),
                        ),
                        ("expires_at", models.DateTimeField()),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("negotiation", "position"), name="one_offer_per_place"),
                            models.UniqueConstraint(fields=("id", "negotiation"), name="offer_of_a_negotiation"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("expires_at__gt", models.F("made_at")),
                                    ("position__gte", 1),
                                    ("position__lte", 100),
                                    ("price_fen__gt", 0),
                                    ("price_fen__lte", 100000000000000000),
                                    ("side__in", ["seller", "buyer"]),
                                ),
                                name="offer_is_bounded",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("capital_fen__isnull", True), ("valuation_fen__isnull", True)),
                                    models.Q(
                                        ("capital_fen__gt", models.F("price_fen")),
                                        ("capital_fen__lte", 100000000000000000),
                                        models.Q(
                                            ("valuation_fen__isnull", True), ("valuation_fen__gt", 0), _connector="OR"
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="contribution_is_a_part_of_the_capital",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Prolongation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "sale",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="prolongations",
                                to="trading.sale",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("prolonged_at", models.DateTimeField()),
                        ("registration_ends_at", models.DateTimeField()),
                        ("opens_at", models.DateTimeField()),
                        ("free_ends_at", models.DateTimeField()),
                        ("former_registration_ends_at", models.DateTimeField()),
                        ("former_opens_at", models.DateTimeField()),
                        ("former_free_ends_at", models.DateTimeField()),
                        ("notice", models.CharField(max_length=20)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("sale", "position"), name="one_prolongation_per_place"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("free_ends_at__gt", models.F("opens_at")),
                                    ("opens_at__gte", models.F("registration_ends_at")),
                                    ("prolonged_at__gte", models.F("former_opens_at")),
                                    ("registration_ends_at__gt", models.F("prolonged_at")),
                                ),
                                name="prolongation_moves_on",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Protocol",
                    fields=[
                        (
                            "sale",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                serialize=False,
                                to="trading.sale",
                            ),
                        ),
                        ("line_count", models.PositiveIntegerField()),
                        ("head", models.CharField(max_length=64)),
                        ("jws", models.TextField()),
                        ("signed_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("line_count__gte", 2)), name="protocol_has_lines"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Publicity",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "negotiation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="publicities",
                                to="trading.negotiation",
                            ),
                        ),
                        (
                            "offer",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="publicity",
                                to="trading.offer",
                            ),
                        ),
                        (
                            "notice",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="desk.publicnotice"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("running", "公示中"), ("complete", "公示期满"), ("stopped", "已终止公示")],
                                default="running",
                                max_length=8,
                            ),
                        ),
                        ("days", models.PositiveSmallIntegerField()),
                        ("published_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "running")),
                                fields=("negotiation",),
                                name="one_running_publicity",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("days__gte", 1)), name="publicity_of_a_day_at_least"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state", "running"), ("ended_at__isnull", False), _connector="XOR"),
                                name="running_publicity_has_no_end",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NoticeObjection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="OB")),
                        (
                            "publicity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="objections",
                                to="trading.publicity",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("waiting", "待处理"), ("dismissed", "异议不成立"), ("upheld", "异议成立")],
                                default="waiting",
                                max_length=9,
                            ),
                        ),
                        (
                            "raised_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "raised_for",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        ("raised_at", models.DateTimeField()),
                        (
                            "content",
                            models.TextField(
                                validators=[django.core.validators.MaxLengthValidator(1000)], verbose_name="异议内容"
                            ),
                        ),
                        (
                            "effect",
                            models.CharField(
                                blank=True,
                                choices=[("restart", "重新磋商并重新公示"), ("end", "终止交易")],
                                max_length=7,
                            ),
                        ),
                        ("reasons", models.TextField(blank=True)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("decided_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "waiting")),
                                fields=("publicity", "raised_by"),
                                name="one_waiting_objection_per_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decided_at__isnull", True),
                                        ("decided_by__isnull", True),
                                        ("reasons", ""),
                                        ("state", "waiting"),
                                    ),
                                    models.Q(
                                        models.Q(("state", "waiting"), _negated=True),
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                        models.Q(("reasons", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="decided_objection_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state", "upheld"), ("effect", ""), _connector="XOR"),
                                name="upheld_objection_has_an_effect",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by__isnull", True),
                                    models.Q(("decided_by", models.F("raised_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="nobody_decides_his_objection",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FiledValuation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "listing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="filed_valuations",
                                to="catalogue.listing",
                            ),
                        ),
                        (
                            "amount_fen",
                            models.BigIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100000000000000000),
                                ],
                                verbose_name="评估值",
                            ),
                        ),
                        ("document", models.CharField(max_length=200, verbose_name="备案编号")),
                        ("filed_date", models.DateField(verbose_name="备案日期")),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount_fen__gt", 0)), name="filed_valuation_is_positive"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Relisting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="RL")),
                        (
                            "listing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="relistings",
                                to="catalogue.listing",
                            ),
                        ),
                        (
                            "floor_fen",
                            models.BigIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100000000000000000),
                                ],
                                verbose_name="转让底价",
                            ),
                        ),
                        ("before_fen", models.BigIntegerField()),
                        ("least_fen", models.BigIntegerField(null=True)),
                        ("approval", models.CharField(blank=True, max_length=200, verbose_name="批准文件")),
                        ("working_days", models.PositiveSmallIntegerField()),
                        ("disclosed_from", models.DateTimeField()),
                        ("disclosure_ends_at", models.DateTimeField()),
                        ("notice", models.CharField(max_length=20)),
                        (
                            "relisted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("floor_fen__gt", 0)), name="floor_is_positive"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("least_fen__isnull", True),
                                    ("floor_fen__gte", models.F("least_fen")),
                                    ("floor_fen", models.F("before_fen")),
                                    models.Q(("approval", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="price_below_the_limit_is_approved",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("disclosure_ends_at__gt", models.F("disclosed_from"))),
                                name="relisting_is_disclosed",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Supplement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "registration",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="supplements",
                                to="trading.registration",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="补充说明")),
                        ("file", models.CharField(blank=True, max_length=20)),
                        ("at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Unwinding",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="UW")),
                        (
                            "settlement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="unwindings",
                                to="trading.settlement",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("refund_buyer", "退还受让方服务费"),
                                    ("refund_seller", "退还转让方服务费"),
                                    ("lift_default", "撤销违约认定"),
                                    ("return_price", "合同解除，退还已收价款和保证金"),
                                    ("keep_price", "合同解除，已收各期价款归转让方"),
                                ],
                                max_length=13,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("proposed", "待复核"), ("approved", "已办理"), ("rejected", "未批准")],
                                default="proposed",
                                max_length=8,
                            ),
                        ),
                        ("amount_fen", models.BigIntegerField()),
                        ("reason", models.TextField(verbose_name="理由")),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("proposed_at", models.DateTimeField()),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("decision_reason", models.TextField(blank=True)),
                        (
                            "transfer",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ledger.transfer",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "rejected"), _negated=True),
                                fields=("settlement", "kind"),
                                name="one_unwinding_of_a_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by__isnull", True),
                                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="four_eyes_unwind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "approved"), _negated=True),
                                    models.Q(("decided_at__isnull", False), ("transfer__isnull", False)),
                                    models.Q(("amount_fen", 0), ("decided_at__isnull", False)),
                                    models.Q(("decided_at__isnull", False), ("kind", "keep_price")),
                                    _connector="OR",
                                ),
                                name="approved_unwinding_has_its_transfer",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("amount_fen__gt", 0),
                                    models.Q(("amount_fen", 0), ("kind__in", ["lift_default", "keep_price"])),
                                    _connector="OR",
                                ),
                                name="unwinding_gives_back",
                            ),
                        ],
                    },
                ),
            ]
        ),
        *triggers(
            __file__,
            "bids",
            "instalments",
            "negotiations",
            "protocols",
            "priority",
            "interruptions",
            "equity",
            "routes",
            "halting",
            "sealed",
            "grounds",
            "forfeitures",
            "foreign_links",
            "talks",
        ),
    ]
