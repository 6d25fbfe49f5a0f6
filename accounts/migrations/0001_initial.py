import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import accounts.identifiers
import marketplace.core.numbers
from marketplace.core.creation import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("core", "0001_initial"),
        ("files", "0001_initial"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Organisation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="办理期限")),
                        ("overdue_at", models.DateTimeField(blank=True, null=True)),
                        ("number", marketplace.core.numbers.NumberField(prefix="O")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "填写中"),
                                    ("pending", "待审核"),
                                    ("returned", "退回补正"),
                                    ("verified", "已认证"),
                                    ("suspended", "已暂停"),
                                    ("absorbed", "已并入其他单位"),
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
                        ("licence_valid_to", models.DateField(blank=True, null=True)),
                        ("return_reason", models.CharField(blank=True, max_length=500, verbose_name="退回原因")),
                        ("return_pieces", models.JSONField(blank=True, default=list)),
                        ("suspension_reason", models.CharField(blank=True, max_length=500, verbose_name="暂停原因")),
                        (
                            "successor",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="absorbed_ones",
                                to="accounts.organisation",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "pending")),
                                fields=["due_at", "id"],
                                name="organisations_waiting",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("uscc", ""), _negated=True),
                                fields=("uscc",),
                                name="one_organisation_per_uscc",
                                violation_error_message="该统一社会信用代码已登记。请联系本单位管理员邀请您加入；如系冒用或管理员已离职，请提出单位归属主张，由交易机构裁定。",
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
                                        models.Q(("kind", "person"), _negated=True),
                                        models.Q(("uscc", ""), _negated=True),
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
                                    models.Q(
                                        ("verified_at__isnull", False), models.Q(("verified_by", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="verified_by_an_exchange_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "absorbed"), ("successor__isnull", True), _connector="XOR"
                                ),
                                name="an_absorbed_organisation_has_a_successor",
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
                    name="User",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                        ("mobile", models.CharField(blank=True, max_length=16, verbose_name="手机号")),
                        ("mobile_verified_at", models.DateTimeField(blank=True, null=True)),
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
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                                name="email_is_lower_case",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("mobile", ""), ("mobile_verified_at__isnull", True)),
                                    models.Q(
                                        ("mobile__regex", "^\\+[1-9][0-9]{5,14}$"),
                                        ("mobile_verified_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="mobile_is_e164_and_verified",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("mobile", ""), _negated=True),
                                fields=("mobile",),
                                name="one_person_per_mobile",
                                violation_error_message="该手机号已用于另一账户。",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Membership",
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
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("user", "organisation", "role"),
                                name="one_membership_per_role",
                                violation_error_message="该成员已有此角色。",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Authorisation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="办理期限")),
                        ("overdue_at", models.DateTimeField(blank=True, null=True)),
                        ("number", marketplace.core.numbers.NumberField(prefix="AU")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("pending", "待确认"),
                                    ("confirmed", "已确认"),
                                    ("refused", "未予确认"),
                                    ("revoked", "已撤销"),
                                ],
                                default="pending",
                                max_length=10,
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="authorisations",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="authorisations",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "scopes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("list", "登记与挂牌"),
                                        ("bid", "竞买与报价"),
                                        ("sign", "签署合同"),
                                        ("pay", "付款与收款"),
                                        ("all", "全部交易事项"),
                                    ],
                                    max_length=6,
                                ),
                                size=None,
                                verbose_name="授权事项",
                            ),
                        ),
                        ("limit_fen", models.BigIntegerField(blank=True, null=True, verbose_name="单笔限额")),
                        ("valid_from", models.DateField(verbose_name="自")),
                        ("valid_to", models.DateField(verbose_name="至")),
                        (
                            "paper",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.file"
                            ),
                        ),
                        (
                            "submitted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("submitted_at", models.DateTimeField()),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "confirmed_by",
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
                        ("revoked_at", models.DateTimeField(blank=True, null=True)),
                        ("reason", models.CharField(blank=True, max_length=500, verbose_name="原因")),
                        ("reminded_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["user", "organisation"], name="authorisations_of_a_member"),
                            models.Index(
                                condition=models.Q(("state", "pending")),
                                fields=["due_at", "id"],
                                name="authorisations_waiting",
                            ),
                            models.Index(
                                condition=models.Q(("reminded_at__isnull", True), ("state", "confirmed")),
                                fields=["valid_to", "id"],
                                name="authorisations_expiring",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("valid_to__gte", models.F("valid_from"))),
                                name="authorisation_ends_after_its_start",
                                violation_error_message="授权期限的截止日不得早于起始日。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("limit_fen__isnull", True), ("limit_fen__gt", 0), _connector="OR"),
                                name="authorisation_limit_is_positive",
                                violation_error_message="单笔限额须大于零；不设限额请留空。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "confirmed"), _negated=True),
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                        models.Q(("confirmed_by", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="authorisation_is_confirmed_by_an_exchange",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("scopes__len__gt", 0)), name="authorisation_has_a_scope"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Claim",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="办理期限")),
                        ("overdue_at", models.DateTimeField(blank=True, null=True)),
                        ("number", marketplace.core.numbers.NumberField(prefix="CL")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("filed", "待裁定"),
                                    ("rejected", "不予支持"),
                                    ("admitted", "准予加入"),
                                    ("replaced", "变更管理员"),
                                    ("withdrawn", "已撤回"),
                                ],
                                default="filed",
                                max_length=10,
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="claims",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "claimant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("statement", models.CharField(max_length=2000, verbose_name="事实与理由")),
                        (
                            "licence",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.file"
                            ),
                        ),
                        (
                            "mandate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.file"
                            ),
                        ),
                        (
                            "identity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.file"
                            ),
                        ),
                        ("filed_at", models.DateTimeField()),
                        (
                            "settled_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "settled_by_exchange",
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
                        ("settled_at", models.DateTimeField(blank=True, null=True)),
                        ("reasons", models.CharField(blank=True, max_length=2000, verbose_name="裁定理由")),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "filed")), fields=["due_at", "id"], name="claims_waiting"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "filed")),
                                fields=("organisation", "claimant"),
                                name="one_open_claim_per_person",
                                violation_error_message="您已就该单位提出主张，正等待交易机构裁定。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["filed", "withdrawn"]),
                                    models.Q(
                                        ("settled_at__isnull", False),
                                        ("settled_by__isnull", False),
                                        models.Q(("reasons", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_settled_claim_has_reasons",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IdempotencyKey",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL),
                        ),
                        ("organisation_number", models.CharField(blank=True, max_length=20)),
                        ("key", models.CharField(max_length=100)),
                        ("request_hash", models.BinaryField(max_length=32)),
                        ("status", models.PositiveSmallIntegerField(null=True)),
                        ("body", models.TextField(blank=True)),
                        ("headers", models.JSONField(default=dict)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["created_at"], name="idempotency_by_age")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("user", "organisation_number", "key"), name="one_answer_per_key"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Invitation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", marketplace.core.numbers.NumberField(prefix="IV")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "等待答复"),
                                    ("accepted", "已接受"),
                                    ("declined", "已谢绝"),
                                    ("withdrawn", "已撤回"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invitations",
                                to="accounts.organisation",
                            ),
                        ),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="电子邮箱")),
                        (
                            "mobile",
                            models.CharField(
                                blank=True,
                                max_length=16,
                                validators=[accounts.identifiers.validate_mobile],
                                verbose_name="手机号",
                            ),
                        ),
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
                                verbose_name="角色",
                            ),
                        ),
                        ("nonce", models.BinaryField(max_length=16)),
                        (
                            "invited_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("invited_at", models.DateTimeField()),
                        ("sent", models.PositiveSmallIntegerField(default=1)),
                        ("sent_at", models.DateTimeField()),
                        ("expires_at", models.DateTimeField()),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "open")),
                                fields=("organisation", "email", "mobile", "role"),
                                name="one_open_invitation_per_role",
                                violation_error_message="已发出同一角色的邀请，正等待答复。需要时请重发或撤回。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("mobile", ""), models.Q(("email", ""), _negated=True)),
                                    models.Q(("email", ""), models.Q(("mobile", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="an_invitation_goes_to_one_address",
                                violation_error_message="请填写电子邮箱或手机号，二者填一。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "accepted"), _negated=True),
                                    ("answered_by__isnull", False),
                                    _connector="OR",
                                ),
                                name="an_accepted_invitation_names_the_person",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Paper",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "piece",
                            models.CharField(
                                choices=[
                                    ("licence", "营业执照（或法人证书）"),
                                    ("mandate", "授权委托书"),
                                    ("identity", "身份证件"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.file"
                            ),
                        ),
                        (
                            "handed_in_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("handed_in_at", models.DateTimeField()),
                        ("replaced_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("replaced_at__isnull", True)),
                                fields=("organisation", "piece"),
                                name="one_current_paper_of_a_piece",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Examination",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="examinations",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "officer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
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
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        (
                            "outcome",
                            models.CharField(
                                choices=[("verified", "认证通过"), ("returned", "退回补正")], max_length=8
                            ),
                        ),
                        ("read", models.JSONField(default=dict)),
                        ("pieces", models.JSONField(default=list)),
                    ],
                ),
                migrations.CreateModel(
                    name="NameChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="办理期限")),
                        ("overdue_at", models.DateTimeField(blank=True, null=True)),
                        ("number", marketplace.core.numbers.NumberField(prefix="NC")),
                        (
                            "state",
                            models.CharField(
                                choices=[("proposed", "待确认"), ("confirmed", "已更名"), ("refused", "未予确认")],
                                default="proposed",
                                max_length=10,
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="name_changes",
                                to="accounts.organisation",
                            ),
                        ),
                        ("old_name", models.CharField(max_length=120)),
                        ("old_name_en", models.CharField(blank=True, max_length=160)),
                        ("new_name", models.CharField(max_length=120, verbose_name="新名称")),
                        ("new_name_en", models.CharField(blank=True, max_length=160, verbose_name="英文名称")),
                        (
                            "licence",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.file"
                            ),
                        ),
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
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "decided_by_exchange",
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
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("reason", models.CharField(blank=True, max_length=500)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "proposed")),
                                fields=("organisation",),
                                name="one_change_of_name_at_a_time",
                                violation_error_message="已有一项更名申请等待确认。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by__isnull", True),
                                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_change_of_name_is_decided_by_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Merger",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="办理期限")),
                        ("overdue_at", models.DateTimeField(blank=True, null=True)),
                        ("number", marketplace.core.numbers.NumberField(prefix="MG")),
                        (
                            "state",
                            models.CharField(
                                choices=[("proposed", "待复核"), ("approved", "已合并"), ("rejected", "未予通过")],
                                default="proposed",
                                max_length=10,
                            ),
                        ),
                        (
                            "absorbed",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mergers",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "successor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="takeovers",
                                to="accounts.organisation",
                            ),
                        ),
                        ("reasons", models.CharField(max_length=1000, verbose_name="依据与说明")),
                        (
                            "paper",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.file"
                            ),
                        ),
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
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("reason", models.CharField(blank=True, max_length=500)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "rejected"), _negated=True),
                                fields=("absorbed",),
                                name="one_merger_at_a_time",
                                violation_error_message="该单位已有一项合并等待复核或已经合并。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("absorbed", models.F("successor")), _negated=True),
                                name="nobody_absorbs_himself",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by__isnull", True),
                                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_merger_is_decided_by_another",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
