import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import marketplace.core.numbers
from marketplace.core.creation import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_initial"),
        ("accounts", "0001_initial"),
        ("accounts", "__first__"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Message",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="MSG")),
                        ("key", models.CharField(max_length=160, unique=True)),
                        ("kind", models.CharField(max_length=40)),
                        (
                            "user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        ("title_en", models.CharField(max_length=200)),
                        ("body", models.TextField(blank=True)),
                        ("body_en", models.TextField(blank=True)),
                        ("link", models.CharField(blank=True, max_length=200)),
                        ("subject", models.CharField(blank=True, max_length=60)),
                        ("secret", models.TextField(blank=True)),
                        ("secret_until", models.DateTimeField(null=True)),
                        ("told", models.PositiveIntegerField(default=1)),
                        ("shown", models.BooleanField(default=True)),
                        ("created_at", models.DateTimeField()),
                        ("read_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("shown", True)), fields=["user", "-id"], name="messages_of_a_person"
                            ),
                            models.Index(
                                condition=models.Q(("read_at__isnull", True), ("shown", True)),
                                fields=["user", "subject"],
                                name="unread_messages",
                            ),
                            models.Index(
                                condition=models.Q(("secret", ""), _negated=True),
                                fields=["secret_until"],
                                name="secrets_by_end",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("shown", False), ("user__isnull", False), _connector="OR"),
                                name="what_is_shown_has_a_reader",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("secret", ""), ("secret_until__isnull", False), _connector="OR"),
                                name="a_secret_runs_out",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Delivery",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="DL")),
                        (
                            "message",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deliveries",
                                to="market_messages.message",
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("in_app", "站内信"),
                                    ("email", "电子邮件"),
                                    ("sms", "短信"),
                                    ("wecom", "企业微信"),
                                ],
                                max_length=6,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "待发送"),
                                    ("sending", "发送中"),
                                    ("sent", "已发送"),
                                    ("failed", "暂时失败"),
                                    ("doubtful", "结果待核"),
                                    ("given_up", "已放弃"),
                                    ("gathered", "待汇总"),
                                    ("needless", "无须发送"),
                                ],
                                default="waiting",
                                max_length=8,
                            ),
                        ),
                        ("address", models.CharField(blank=True, max_length=254)),
                        (
                            "language",
                            models.CharField(
                                choices=[("zh-hans", "简体中文"), ("en", "English")], default="zh-hans", max_length=7
                            ),
                        ),
                        ("next_at", models.DateTimeField()),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("last_error", models.CharField(blank=True, max_length=300)),
                        ("provider_id", models.CharField(blank=True, max_length=200)),
                        ("claim", models.BigIntegerField(null=True)),
                        ("begun_at", models.DateTimeField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "digest",
                            models.CharField(
                                blank=True, choices=[("daily", "daily"), ("weekly", "weekly")], max_length=6
                            ),
                        ),
                        (
                            "gathered_in",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="gathered",
                                to="market_messages.message",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ["waiting", "failed"])),
                                fields=["channel", "next_at"],
                                name="due_deliveries",
                            ),
                            models.Index(
                                condition=models.Q(("state", "sending")), fields=["claim"], name="claimed_deliveries"
                            ),
                            models.Index(
                                condition=models.Q(("state__in", ["doubtful", "given_up"])),
                                fields=["-id"],
                                name="troubled_deliveries",
                            ),
                            models.Index(
                                condition=models.Q(("state", "gathered")), fields=["digest"], name="gathered_deliveries"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("message", "channel"), name="one_delivery_per_way"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "sending"), _negated=True),
                                    ("claim__isnull", False),
                                    _connector="OR",
                                ),
                                name="whoever_sends_holds_a_claim",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "doubtful"), _negated=True),
                                    ("begun_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="a_doubt_is_of_something_begun",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "gathered"), _negated=True),
                                    models.Q(("digest", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="what_is_gathered_has_a_rhythm",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Profile",
                    fields=[
                        (
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="+",
                                serialize=False,
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("zh-hans", "简体中文"), ("en", "English")],
                                default="zh-hans",
                                max_length=7,
                                verbose_name="语言",
                            ),
                        ),
                        ("quiet_from", models.TimeField(blank=True, null=True, verbose_name="免打扰开始")),
                        ("quiet_to", models.TimeField(blank=True, null=True, verbose_name="免打扰结束")),
                        ("wecom_id", models.CharField(blank=True, max_length=64, verbose_name="企业微信账号")),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("quiet_from__isnull", True), ("quiet_to__isnull", True)),
                                    models.Q(("quiet_from__isnull", False), ("quiet_to__isnull", False)),
                                    _connector="OR",
                                ),
                                name="quiet_hours_have_two_ends",
                                violation_error_message="请同时填写免打扰的开始和结束时间，或都留空。",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Choice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "topic",
                            models.CharField(
                                choices=[
                                    ("security", "登录与账户安全"),
                                    ("organisation", "单位认证与授权"),
                                    ("duty", "补正、退回与中止"),
                                    ("case", "案件进展"),
                                    ("documents", "文书"),
                                    ("queue", "待办（交易机构）"),
                                    ("sale", "竞价与报名"),
                                    ("overtaken", "出价被超过"),
                                    ("deal", "成交、合同与缴款"),
                                    ("matches", "撮合推荐"),
                                    ("notices", "公告订阅"),
                                    ("rules", "规则与收费"),
                                    ("work", "后台任务"),
                                    ("operation", "发送异常"),
                                    ("digest", "汇总"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("in_app", "站内信"),
                                    ("email", "电子邮件"),
                                    ("sms", "短信"),
                                    ("wecom", "企业微信"),
                                ],
                                max_length=6,
                            ),
                        ),
                        (
                            "mode",
                            models.CharField(
                                choices=[
                                    ("now", "即时"),
                                    ("daily", "每日汇总"),
                                    ("weekly", "每周汇总"),
                                    ("off", "不接收"),
                                ],
                                max_length=6,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("user", "topic", "channel"), name="one_choice_per_topic_and_way"
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
