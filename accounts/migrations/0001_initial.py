import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import accounts.identifiers
import marketplace.core.numbers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("core", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("number", marketplace.core.numbers.NumberField(prefix="U")),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="电子邮箱")),
                ("name", models.CharField(blank=True, max_length=60, verbose_name="姓名")),
                ("is_active", models.BooleanField(default=True)),
                ("is_staff", models.BooleanField(default=False)),
                ("joined_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="IdempotencyKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("organisation_number", models.CharField(blank=True, max_length=20)),
                ("key", models.CharField(max_length=100)),
                ("request_hash", models.BinaryField(max_length=32)),
                ("status", models.PositiveSmallIntegerField(null=True)),
                ("body", models.TextField(blank=True)),
                ("headers", models.JSONField(default=dict)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", marketplace.core.numbers.NumberField(prefix="O")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "待审核"),
                            ("returned", "退回补正"),
                            ("verified", "已认证"),
                            ("suspended", "已暂停"),
                        ],
                        default="pending",
                        max_length=10,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("university", "高等学校"),
                            ("institute", "科研机构"),
                            ("firm", "企业"),
                            ("exchange", "交易机构"),
                            ("alliance", "市场联盟"),
                            ("service_agency", "服务机构"),
                            ("bank", "银行"),
                            ("registry", "登记机构"),
                            ("supervisor", "监管部门"),
                            ("person", "自然人"),
                        ],
                        max_length=16,
                        verbose_name="类型",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="名称")),
                ("name_en", models.CharField(blank=True, max_length=160, verbose_name="英文名称")),
                (
                    "uscc",
                    models.CharField(
                        blank=True,
                        max_length=18,
                        validators=[accounts.identifiers.validate_uscc],
                        verbose_name="统一社会信用代码",
                    ),
                ),
                (
                    "exchange_code",
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
                (
                    "home_exchange",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("SW", "西南联交所"),
                            ("CQ", "重庆联交所"),
                            ("CD", "成都知识产权交易中心"),
                            ("NT", "国家技术转移西南中心"),
                        ],
                        max_length=2,
                        verbose_name="所属交易机构",
                    ),
                ),
                (
                    "region_code",
                    models.CharField(
                        blank=True,
                        max_length=6,
                        validators=[accounts.identifiers.validate_region],
                        verbose_name="行政区划代码",
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="地址")),
                ("industry_code", models.CharField(blank=True, max_length=5, verbose_name="行业代码")),
                (
                    "scale",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("large", "大型"),
                            ("medium", "中型"),
                            ("small", "小型"),
                            ("micro", "微型"),
                            ("", "未填写"),
                        ],
                        max_length=6,
                        verbose_name="企业规模",
                    ),
                ),
                (
                    "owner_category",
                    models.CharField(
                        choices=[
                            ("university", "国家设立的高校院所"),
                            ("state_firm", "国有企业"),
                            ("private", "民营及其他企业"),
                            ("natural_person", "自然人"),
                        ],
                        max_length=14,
                        verbose_name="所有制类别",
                    ),
                ),
                ("intro", models.CharField(blank=True, max_length=1000, verbose_name="简介")),
                ("contact_name", models.CharField(blank=True, max_length=60, verbose_name="联系人")),
                ("contact_email", models.EmailField(blank=True, max_length=254, verbose_name="联系邮箱")),
                ("contact_phone", models.CharField(blank=True, max_length=30, verbose_name="联系电话")),
                ("submitted_at", models.DateTimeField()),
                (
                    "verified_by",
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
                ("verified_at", models.DateTimeField(blank=True, null=True)),
                ("return_reason", models.CharField(blank=True, max_length=500, verbose_name="退回原因")),
                ("suspension_reason", models.CharField(blank=True, max_length=500, verbose_name="暂停原因")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("uscc", ""), _negated=True),
                        fields=("uscc",),
                        name="one_organisation_per_uscc",
                        violation_error_message="该统一社会信用代码已登记。请联系本单位管理员将您添加为成员；如系冒用，请联系任一交易机构。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("exchange_code", ""), _negated=True),
                        fields=("exchange_code",),
                        name="one_organisation_per_exchange",
                        violation_error_message="该交易机构已设立。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "person"), ("uscc", "")),
                            models.Q(
                                models.Q(("kind", "person"), _negated=True), models.Q(("uscc", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="only_persons_lack_a_uscc",
                        violation_error_message="单位须填写统一社会信用代码（GB 32100-2015）；自然人没有此代码。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "exchange"), ("exchange_code", ""), _connector="XOR"),
                        name="an_exchange_has_its_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "verified"), _negated=True),
                            models.Q(("verified_at__isnull", False), models.Q(("verified_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="verified_by_an_exchange_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("state", "returned"), _negated=True),
                                models.Q(("return_reason", ""), _negated=True),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("state", "suspended"), _negated=True),
                                models.Q(("suspension_reason", ""), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="a_return_or_suspension_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("admin", "管理员"),
                            ("agent", "经办人"),
                            ("finance", "财务"),
                            ("officer", "交易所业务员"),
                            ("reviewer", "交易所复核员"),
                            ("supervisor", "监管人员"),
                        ],
                        max_length=10,
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="accounts.organisation",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                name="email_is_lower_case",
            ),
        ),
        migrations.AddIndex(
            model_name="idempotencykey",
            index=models.Index(fields=["created_at"], name="idempotency_by_age"),
        ),
        migrations.AddConstraint(
            model_name="idempotencykey",
            constraint=models.UniqueConstraint(
                fields=("user", "organisation_number", "key"), name="one_answer_per_key"
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("user", "organisation", "role"),
                name="one_membership_per_role",
                violation_error_message="该成员已有此角色。",
            ),
        ),
    ]
