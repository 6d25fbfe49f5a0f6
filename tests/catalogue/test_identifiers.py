import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from marketplace.catalogue.identifiers import check_digit, ipc_levels, normalise_ipc, parse_patent_number

# Domain 2.11: four real numbers and a synthetic one.
VALID = ["200820132792.8", "201110047567.0", "201029092038.0", "200820009767.0", "202610000017.X"]


@pytest.mark.parametrize("number", VALID)
def test_number_of_the_domain_is_read(number):
    assert str(parse_patent_number(number)) == number


@pytest.mark.parametrize("number", VALID)
def test_number_with_another_check_digit_is_refused(number):
    wrong = "0" if number[-1] != "0" else "1"

    with pytest.raises(ValidationError) as refused:
        parse_patent_number(number[:-1] + wrong)

    assert refused.value.code == "patent_check_digit"


@given(st.sampled_from(VALID), st.integers(0, 11), st.integers(1, 9))
def test_number_with_one_digit_changed_is_refused(number, place, shift):
    digit = str((int(number[place]) + shift) % 10)

    with pytest.raises(ValidationError):
        parse_patent_number(number[:place] + digit + number[place + 1 :])


@pytest.mark.parametrize(
    "text",
    ["ZL201110047567.0", "ZL 2011 1 0047567.0", "zl2011100475670", "CN201110047567.0", "２０１１１００４７５６７．０"],
)
def test_number_in_other_dress_has_one_form(text):
    assert str(parse_patent_number(text)) == "201110047567.0"


def test_number_of_before_october_2003_has_eight_digits():
    number = parse_patent_number("ZL 85100001.0")

    assert (str(number), number.patent_type, number.patent_no) == ("85100001.0", "invention", "ZL85100001.0")


@pytest.mark.parametrize("number", ["CN101234567B", "CN110123456A", "110123456B", "CN208123456U", "CN1234567C"])
def test_publication_number_is_refused_with_an_explanation(number):
    with pytest.raises(ValidationError) as refused:
        parse_patent_number(number)

    assert refused.value.code == "publication_number"
    assert "不是申请号" in refused.value.messages[0]


@pytest.mark.parametrize(
    "number", ["", "ZL", "2011", "201140047567.0", "190010047567.0", "20111004756７０1", "专利", "1" * 400]
)
def test_number_of_another_shape_is_refused(number):
    with pytest.raises(ValidationError) as refused:
        parse_patent_number(number)

    assert refused.value.code == "patent_number"


@pytest.mark.parametrize(
    ("number", "kind"),
    [("201110047567.0", "invention"), ("200820132792.8", "utility_model"), ("202110000023.2", "invention")],
)
def test_kind_of_a_patent_is_read_from_its_number(number, kind):
    assert parse_patent_number(number).patent_type == kind


@given(st.integers(0, 9_999_999), st.sampled_from("12389"), st.integers(2003, 2099))
def test_number_made_by_the_rule_is_read(serial, kind, year):
    digits = f"{year}{kind}{serial:07d}"

    assert parse_patent_number(digits + check_digit(digits)).digits == digits


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("A61K 31/00", "A61K 31/00"),
        ("a61k31/00", "A61K 31/00"),
        ("Ａ６１Ｋ  ３１／００", "A61K 31/00"),
        ("b24b", "B24B"),
    ],
)
def test_ipc_symbol_has_one_form(text, symbol):
    assert normalise_ipc(text) == symbol


@pytest.mark.parametrize(
    "text", ["", "I61K 31/00", "A61K 31", "A61K 31/0", "A61K 31/0000000", "A6K 31/00", "A61", "A61K-31/00"]
)
def test_ipc_symbol_of_another_shape_is_refused(text):
    with pytest.raises(ValidationError):
        normalise_ipc(text)


def test_ipc_levels_lead_from_section_to_group():
    assert ipc_levels("A61K 31/00") == ("A", "A61", "A61K", "A61K 31/00")
    assert ipc_levels("A61K") == ("A", "A61", "A61K")
