from datetime import date

import pytest
from django.db import IntegrityError, transaction

from marketplace.core.clock import frozen
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.documents import commands, pages, queries, trial
from marketplace.documents.models import Template
from tests.accounts.factories import actor, officer, reviewer
from tests.documents.factories import NOON, document

pytestmark = pytest.mark.django_db

FIELDS = [{"name": "addressee", "kind": "text", "label": "申请人"}]
SOURCE = "#to(d.addressee)\n#say[现予受理。]\n#sign()\n"


def draft(by=None, **given):
    told = {
        "code": "acceptance_notice",
        "title": "受理通知书",
        "title_en": "Notice of Acceptance",
        "source": SOURCE,
        "fields": FIELDS,
        "effective_from": date(2027, 6, 1),
        "note": "简化正文",
    }
    return commands.draft_template(**(told | given), actor=by or officer(), clock=NOON)


def test_new_edition_applies_from_its_date_and_old_documents_keep_theirs():
    old = document()
    new = draft()
    commands.approve_template(template=new, actor=reviewer(), clock=NOON)

    before = document()
    after = document(data={"addressee": "示范大学"}, clock=frozen("2027-06-01T09:00:00"))

    assert [d.template.edition for d in (old, before, after)] == [1, 1, 2]
    assert "现予受理。" in pages.text(queries.pdf(after))
    assert queries.set_again(old) == queries.pdf(old)


def test_draft_is_not_used():
    draft(effective_from=date(2027, 3, 1))

    assert document().template.edition == 1


def test_approved_after_its_date_it_applies_from_that_day():
    new = draft(effective_from=date(2027, 3, 1))

    commands.approve_template(template=new, actor=reviewer(), clock=frozen("2027-03-09T09:00:00"))

    assert new.effective_from == date(2027, 3, 9)


def test_author_does_not_approve_his_own_edition():
    new = draft(by=(author := officer()))

    with pytest.raises(Forbidden):
        commands.approve_template(template=new, actor=reviewer(user=author.user), clock=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Template.objects.filter(pk=new.pk).update(state="approved", decided_by=author.user, decided_at=NOON.at)


def test_party_drafts_nothing():
    with pytest.raises(Forbidden):
        draft(by=actor())


def test_rejected_edition_says_why_and_stays():
    new = draft()

    commands.reject_template(template=new, reason="缺少编号", actor=reviewer(), clock=NOON)

    assert (new.state, new.reason) == ("rejected", "缺少编号")
    with pytest.raises(Refused):
        commands.approve_template(template=new, actor=reviewer(), clock=NOON)


@pytest.mark.parametrize(
    "source",
    [
        '#read("/etc/passwd")',
        '#import "@preview/cetz:0.3.0": *',
        '#include "/etc/passwd"',
        '#eval("1")',
        '#dictionary(std).at("ev" + "al")("1")',
        '#image("/etc/passwd")',
        "#let f(n) = f(n + 1)\n#f(0)",
        "#for i in range(100000000) [#i ]",
        "#nothing_known",
        "#d.not_in_schema",
        "*unclosed",
        "",
        "x" * 40_001,
    ],
)
def test_source_that_reaches_out_loops_or_breaks_is_refused(source):
    with pytest.raises(Invalid) as refused:
        draft(source=source)

    assert list(refused.value.fields) == ["source"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"code": "none"}, "code"),
        ({"title": " "}, "title"),
        ({"note": ""}, "note"),
        ({"effective_from": date(2027, 2, 28)}, "effective_from"),
        ({"fields": [{"name": "X", "kind": "text", "label": "x"}]}, "schema"),
        ({"fields": [{"name": "x", "kind": "float", "label": "x"}]}, "schema"),
        ({"fields": "x"}, "schema"),
    ],
)
def test_wrong_edition_is_refused_by_field(change, field):
    with pytest.raises(Invalid) as refused:
        draft(**change)

    assert list(refused.value.fields) == [field]


def test_trial_is_another_process_without_network_or_files():
    with pytest.raises(trial.Failed, match="not found"):
        trial.set_apart("#let values = 1", '#read("/etc/hostname")', {}, NOON.at)
