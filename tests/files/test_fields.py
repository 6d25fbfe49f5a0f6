import pytest
from django import forms

from marketplace.files.checking import SCANS
from marketplace.files.fields import PaperField
from tests.accounts.factories import actor
from tests.files.factories import docx, stored, upload


class PaperForm(forms.Form):
    paper = PaperField(label="委托书", kinds=SCANS)
    note = forms.CharField(label="备注")


def test_field_says_its_limits_and_what_the_browser_may_offer():
    html = str(PaperForm())

    assert "PDF、PNG、JPEG，不超过 20 MB" in html
    assert 'accept=".pdf,.png,.jpg,.jpeg"' in html
    assert 'data-most-bytes="20971520"' in html


@pytest.mark.parametrize(("content", "words"), [(b"MZ", "文件内容不是 PDF"), (b"", "0 字节")])
def test_file_that_is_not_taken_is_told_at_its_field(content, words):
    form = PaperForm({"note": "示范"}, {"paper": upload(content)})

    [message] = form.errors["paper"]
    assert words in message
    assert 'value="示范"' in str(form)


def test_kind_that_is_not_asked_for_is_told():
    form = PaperForm({"note": "示范"}, {"paper": upload(docx(), "a.docx")})

    assert form.errors["paper"] == ["不接受“.docx”文件：请上传 PDF、PNG、JPEG 文件。"]


def test_nothing_is_told_as_required():
    assert list(PaperForm({"note": "示范"}, {}).errors) == ["paper"]


def test_good_file_is_given_to_the_view():
    form = PaperForm({"note": "示范"}, {"paper": upload()})

    assert form.is_valid()
    assert form.cleaned_data["paper"].name == "示范执照.pdf"


@pytest.mark.django_db
def test_file_that_is_there_is_shown_and_stays_unless_replaced():
    there = stored(actor())
    kept = PaperForm({"note": "示范"}, {}, initial={"paper": there})
    replaced = PaperForm({"note": "示范"}, {"paper": upload(name="新.pdf")}, initial={"paper": there})

    assert f"/files/{there.number}/" in str(kept)
    assert "选择新文件即替换" in str(kept)
    assert kept.is_valid()
    assert kept.cleaned_data["paper"] == there
    assert replaced.is_valid()
    assert replaced.cleaned_data["paper"].name == "新.pdf"
