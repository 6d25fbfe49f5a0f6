"""The pages on which one drafts a listing, posts a need and imports a file."""

from fractions import Fraction

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import Kind
from marketplace.catalogue import commands, tasks
from marketplace.catalogue.drafts import RightDraft
from marketplace.catalogue.models import Listing, Need, Upload
from tests.accounts.factories import actor, officer, organisation, user, verified
from tests.catalogue.factories import TODAY, agent_of, listing, owner, patent, patent_number, submitted_listing
from tests.support.markup import offences, untranslated

pytestmark = pytest.mark.django_db


def visit(acting, language="zh-hans"):
    client = Client(headers={"Accept-Language": language})
    client.force_login(acting.user)
    return client


def rows(prefix, *values):
    said = {f"{prefix}-TOTAL_FORMS": str(len(values)), f"{prefix}-INITIAL_FORMS": "0"}
    return said | {f"{prefix}-{n}-{name}": text for n, row in enumerate(values) for name, text in row.items()}


def filled(acting, *, rights=None, owners=None, **fields):
    return {
        "exchange": "SW",
        "title": "大型铸件机器人力控自适应打磨技术",
        "abstract": "线激光扫描铸件，自动生成打磨轨迹。",
        "keywords": "机器人打磨、力控，铸件",
        "ipc_codes": "b24b27/00、B25J 11/00",
        "evidence": "第三方检测报告 2025-09-18\n用户试用证明，2026年6月30日",
        "applications": "风电铸件\n焊缝修磨",
        "trl": "7",
        "transfer_modes": ["assignment", "service"],
        "price_mode": "bidding",
        "asking_price_fen": "280万",
        "owner_category": "university",
        "technology_field": "advanced_manufacturing",
        "inventors": "示范研究员一、示范研究员二",
        "secrecy_reviewer": "示范审查员",
        "secrecy_reviewed_date": "2026-01-05",
        "act": "save",
        **rows("rights", *(rights or [right()])),
        **rows("owners", *(owners or [{"holder": acting.organisation.name, "share": "1"}])),
        **fields,
    }


def right(**fields):
    return {
        "kind": "patent",
        "number": patent_number(),
        "title": "示范方法",
        "status": "granted",
        "filing_date": "2021-03-16",
        "note": "",
        **fields,
    }


class TestListing:
    def test_draft_is_kept_as_it_was_written(self):
        acting, partner = agent_of(None), verified(name="重庆示范铸造有限公司")
        owners = [
            {"holder": acting.organisation.name, "share": "3/5"},
            {"holder": partner.name, "share": "30%"},
            {"holder": "示范研究员一", "share": "1/10"},
        ]

        page = visit(acting).post("/listings/new/", filled(acting, owners=owners), follow=True)

        made = Listing.objects.get()
        assert page.redirect_chain[-1][0] == f"/listings/{made.number}/edit/"
        assert (made.state, made.asking_price_fen, made.keywords) == (
            "draft",
            280_000_000,
            ["机器人打磨", "力控", "铸件"],
        )
        assert made.ipc_codes == ["B24B 27/00", "B25J 11/00"]
        assert made.evidence == [
            {"kind": "第三方检测报告", "date": "2025-09-18"},
            {"kind": "用户试用证明", "date": "2026-06-30"},
        ]
        assert [(each.organisation, each.name, each.share) for each in made.ownerships.order_by("position")] == [
            (acting.organisation, "", Fraction(3, 5)),
            (partner, "", Fraction(3, 10)),
            (None, "示范研究员一", Fraction(1, 10)),
        ]

    def test_whole_listing_is_submitted_at_once(self):
        acting = agent_of(None)

        page = visit(acting).post("/listings/new/", filled(acting, act="submit"), follow=True)

        made = Listing.objects.get()
        assert made.state == "submitted"
        assert page.redirect_chain[-1][0] == f"/listings/{made.number}/sent/"
        assert "等待交易机构受理" in page.text

    def test_incomplete_listing_is_kept_and_every_gap_is_told_at_its_field(self):
        acting = agent_of(None)
        said = filled(acting, act="submit", abstract="", rights=[right(number="", filing_date="")])

        page = visit(acting).post("/listings/new/", said, follow=True)

        assert Listing.objects.get().state == "draft"
        assert "没有提交" in page.text
        assert [id for id, _label, _message in page.context["forms"].faults] == [
            "id_abstract",
            "id_rights-0-number",
            "id_rights-0-filing_date",
        ]

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"title": ""}, "id_title"),
            ({"asking_price_fen": "很多"}, "id_asking_price_fen"),
            ({"ipc_codes": "打磨"}, "id_ipc_codes"),
            ({"evidence": "检测报告"}, "id_evidence"),
            ({"industry_codes": "0000"}, "id_industry_codes"),
            ({"buyer_conditions": "须在成都注册"}, "id_buyer_conditions"),
            ({"rights": [right(number="CN101234567B")]}, "id_rights-0-number"),
            ({"owners": [{"holder": "某人", "share": "5/3"}]}, "id_owners-0-share"),
            ({"owners": [{"holder": "O-1999-000001", "share": "1"}]}, "id_owners-0-holder"),
        ],
    )
    def test_wrong_field_is_told_and_the_rest_is_kept(self, fields, field):
        acting = agent_of(None)

        page = visit(acting).post("/listings/new/", filled(acting, **fields))

        assert page.status_code == 200
        assert [id for id, _label, _message in page.context["forms"].faults] == [field]
        assert "线激光扫描铸件" in page.text
        assert not Listing.objects.exists()

    def test_row_is_added_without_saving_and_keeps_what_was_written(self):
        acting = agent_of(None)

        page = visit(acting).post("/listings/new/", filled(acting, add="rights"))

        assert page.status_code == 200
        assert (len(page.context["forms"].rights.forms), len(page.context["forms"].owners.forms)) == (2, 1)
        assert "示范方法" in page.text
        assert not Listing.objects.exists()

    def test_deleted_and_empty_rows_do_not_count(self):
        acting = agent_of(None)
        three = [
            right(title="第一"),
            right(title="第二", DELETE="on"),
            right(kind="patent", number="", title="", filing_date=""),
        ]

        visit(acting).post("/listings/new/", filled(acting, rights=three))

        assert list(Listing.objects.get().rights.values_list("title", flat=True)) == ["第一"]

    def test_draft_is_edited_with_what_it_holds(self):
        acting = agent_of(None)
        draft = listing(
            lister=acting,
            owners=[owner(acting.organisation, "3/5"), owner("示范研究员一", "2/5")],
            rights=[patent(), RightDraft(kind="trade_secret", title="亲水处理配方")],
        )
        client = visit(acting)

        page = client.get(f"/listings/{draft.number}/edit/")

        assert 'value="2800000.00"' in page.text
        assert 'value="2/5"' in page.text
        assert "亲水处理配方" in page.text
        client.post(f"/listings/{draft.number}/edit/", filled(acting, title="新的名称"))
        draft.refresh_from_db()
        assert draft.title == "新的名称"

    def test_draft_that_is_saved_unchanged_keeps_its_rows(self):
        acting = agent_of(None)
        draft = listing(lister=acting, owners=[owner(acting.organisation, "3/5"), owner("示范研究员一", "2/5")])
        client = visit(acting)
        forms = client.get(f"/listings/{draft.number}/edit/").context["forms"]
        said = {}
        for form in (forms.main, *forms.rights.forms, *forms.owners.forms):
            said |= {field.html_name: field.value() for field in form if field.value() not in (None, False)}
        for formset in (forms.rights, forms.owners):
            said |= {field.html_name: field.value() for field in formset.management_form}

        client.post(f"/listings/{draft.number}/edit/", said)

        assert (draft.rights.count(), draft.ownerships.count(), draft.inventors.count()) == (1, 2, 2)
        before = draft.evidence, draft.ipc_codes, draft.asking_price_fen, draft.secrecy_reviewed_date
        draft.refresh_from_db()
        assert (draft.evidence, draft.ipc_codes, draft.asking_price_fen, draft.secrecy_reviewed_date) == before

    def test_imported_listing_is_taken_up_from_its_page(self):
        acting = agent_of(None)
        client = visit(acting)
        TestImport().hand_in(client, "标题\n甲\n")
        client.post(f"/imports/{Upload.objects.get().number}/start/")
        tasks.run_upload(Upload.objects.get().number)
        number = Listing.objects.get().number

        page = client.get(f"/listings/{number}/")
        form = client.post(f"/listings/{number}/take-up/", follow=True)

        assert f'action="/listings/{number}/take-up/"' in page.text
        assert form.redirect_chain[-1][0] == f"/listings/{number}/edit/"
        assert Listing.objects.get().state == "draft"

    def test_listing_of_others_is_not_edited(self):
        draft = listing()

        assert visit(agent_of(None)).get(f"/listings/{draft.number}/edit/").status_code == 404
        submitted = submitted_listing()
        assert visit(officer("SW")).get(f"/listings/{submitted.number}/edit/").status_code == 403

    def test_submitted_listing_is_not_edited(self):
        acting = agent_of(None)
        submitted = submitted_listing(lister=acting)

        assert visit(acting).get(f"/listings/{submitted.number}/edit/").status_code == 409

    def test_co_owners_who_must_consent_are_named(self):
        acting, partner = agent_of(None), verified(name="重庆示范铸造有限公司")
        submitted = submitted_listing(lister=acting, owners=[owner(acting.organisation, "3/5"), owner(partner, "2/5")])

        page = visit(acting).get(f"/listings/{submitted.number}/sent/")

        assert "重庆示范铸造有限公司" in page.text


class TestNeed:
    def test_need_is_posted(self):
        acting = actor(verified(Kind.FIRM))

        answer = visit(acting).post(
            "/needs/new/",
            {
                "title": "铸件自动打磨设备",
                "content": "引进力控打磨机器人。",
                "kind": "ordinary",
                "exchange": "CQ",
                "budget_high_fen": "50万",
                "keywords": "打磨、机器人",
                "cooperation_modes": ["assignment"],
                "deadline_date": "2099-12-31",
            },
        )

        need = Need.objects.get()
        assert answer.status_code == 302
        assert (need.budget_high_fen, need.exchange, need.cooperation_modes) == (50_000_000, "CQ", ["assignment"])

    def test_wrong_need_is_told_at_its_field(self):
        page = visit(actor()).post(
            "/needs/new/",
            {
                "title": "打磨",
                "content": "打磨",
                "kind": "ordinary",
                "exchange": "SW",
                "budget_low_fen": "2",
                "budget_high_fen": "1",
            },
        )

        assert list(page.context["form"].errors) == ["budget_high_fen"]
        assert not Need.objects.exists()


class TestImport:
    def hand_in(self, client, content="标题,价格\n甲,1\n乙,x\n", name="成果.csv", **fields):
        said = {
            "file": SimpleUploadedFile(name, content.encode("gb18030")),
            "kind": "listings",
            "exchange": "SW",
            "secrecy_reviewer": "示范审查员",
            "secrecy_reviewed_date": "2026-01-05",
            "declared": "on",
        }
        return client.post("/imports/", said | fields, follow=True)

    def test_file_is_checked_then_imported_then_told(self):
        acting = actor()
        client = visit(acting)

        checked = self.hand_in(client)
        number = Upload.objects.get().number
        running = client.post(f"/imports/{number}/start/", follow=True)
        tasks.run_upload(number)
        over = client.get(f"/imports/{number}/")

        assert "1 行可以导入，1 行有误" in checked.text
        assert "不是金额" in checked.text
        assert 'hx-trigger="every 1s"' in running.text
        assert "导入 1 行，已有 0 行未变，1 行有误" in over.text
        assert "every 1s" not in over.text
        assert Listing.objects.get().lister == acting.organisation

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"name": "成果.pdf"}, "不接受“.pdf”文件"),
            ({"content": ""}, "空"),
            ({"declared": ""}, "必填"),
            ({"secrecy_reviewed_date": "2099-01-01"}, "R-SEC-07"),
        ],
    )
    def test_wrong_file_or_declaration_is_told_on_the_form(self, fields, words):
        page = self.hand_in(visit(actor()), **fields)

        assert words in page.text
        assert not Upload.objects.exists()

    def test_import_is_stopped(self):
        client = visit(actor())
        self.hand_in(client)
        number = Upload.objects.get().number
        client.post(f"/imports/{number}/start/")

        page = client.post(f"/imports/{number}/stop/", follow=True)

        assert "已停止" in page.text

    def test_file_of_others_is_not_found(self):
        self.hand_in(visit(actor()))
        number = Upload.objects.get().number
        stranger = visit(actor())

        assert stranger.get(f"/imports/{number}/").status_code == 404
        assert stranger.post(f"/imports/{number}/start/").status_code == 404
        assert number not in stranger.get("/imports/").text

    @pytest.mark.parametrize("size", [1, 3])
    def test_list_of_files_costs_the_same(self, size, django_assert_num_queries):
        client = visit(actor())
        for turn in range(size):
            self.hand_in(client, name=f"成果{turn}.csv")
        client.get("/imports/")

        with django_assert_num_queries(7):
            client.get("/imports/")


@pytest.mark.parametrize("path", ["/listings/new/", "/needs/new/", "/imports/"])
def test_stranger_is_asked_to_sign_in(path):
    assert Client().get(path).headers["Location"] == f"/accounts/login/?next={path}"


@pytest.mark.parametrize("path", ["/listings/new/", "/needs/new/", "/imports/"])
def test_unverified_organisation_is_told_what_to_do(path):
    page = visit(actor(organisation())).get(path)

    assert page.status_code == 403
    assert "认证" in page.text


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_is_whole_in_both_languages(language):
    acting = actor(verified(Kind.UNIVERSITY, name_en="Demo University"), user=user("Demo Person"))
    draft = listing(lister=acting, title_en="Grinding")
    submitted = submitted_listing(lister=acting, title_en="Grinding", secrecy_reviewed_date=None)
    client = visit(acting, language)
    TestImport().hand_in(client, "title,price\na,1\n", name="a.csv")  # headings of the file are shown as they are
    checked = Upload.objects.get()
    paths = ["/listings/new/", f"/listings/{draft.number}/edit/?gaps=1", f"/listings/{submitted.number}/sent/"]
    paths += ["/needs/new/", "/imports/", f"/imports/{checked.number}/"]

    for path in paths:
        page = client.get(path)
        assert page.status_code == 200, path
        assert "{{" not in page.text, path
        assert "{%" not in page.text, path
        assert offences(page.text) == [], path
    if language == "en":
        assert untranslated(client.get("/imports/").text) == []
        assert untranslated(client.get(f"/imports/{checked.number}/").text) == []
    commands.start_upload(upload=checked, actor=acting, clock=TODAY)
    tasks.run_upload(checked.number)
    assert client.get(f"/imports/{checked.number}/").status_code == 200
