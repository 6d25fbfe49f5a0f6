import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from accounts.identifiers import (
    USCC_LENGTH,
    normalise_email,
    normalise_uscc,
    organisation_check,
    validate_region,
    validate_uscc,
)
from tests.accounts.factories import SYMBOLS, uscc

VALID = [
    "91350100M000100Y43",
    "91110000600037341L",
    "91330100799655058B",
    "91510100MA00DEM140",
    "91500000MA00DEM22H",
    "12510000MB00DEM344",
    "91510700MA00DEM49H",
    "91500112MA00DEM57M",
    "12500000MB00DEM69J",
]


@pytest.mark.parametrize("code", VALID)
def test_vectors_of_the_domain_document_pass(code):
    validate_uscc(code)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("91350100M000100Y4Z", "不含 I、O、S、V、Z"),  # the standard's own example ends in a symbol that it forbids
        ("9151010OMA00DEM140", "不含 I、O、S、V、Z"),
        ("91510100MA00DEM14", "应为 18 位"),
        ("91510100MA00DEM1400", "应为 18 位"),
        ("91510100MA00DEM141", "末位校验码不符"),
        ("91510100MA00DEM240", "GB 11714"),
        ("915A0100MA00DEM140", "行政区划代码不合规"),
        ("B1510100MA00DEM140", "首位登记管理部门代码"),
        ("", "应为 18 位"),
        ("九一五一零一零零零零零零零零零零零零", "不含 I、O、S、V、Z"),
    ],
)
def test_wrong_code_says_which_rule_it_breaks(code, reason):
    with pytest.raises(ValidationError) as caught:
        validate_uscc(code)

    assert reason in caught.value.messages[0]
    assert "统一社会信用代码" in caught.value.messages[0]


def test_inner_organisation_code_is_checked_though_the_last_symbol_fits():
    body = "91510100MA00DEM15"  # GB 11714 wants MA00DEM1 to end in 4

    with pytest.raises(ValidationError) as caught:
        validate_uscc(body + last_symbol(body))

    assert "GB 11714" in caught.value.messages[0]


def last_symbol(body):
    """Straight from the standard: W_i = 3^(i-1) mod 31."""
    total = sum(SYMBOLS.index(symbol) * pow(3, i, 31) for i, symbol in enumerate(body))
    return SYMBOLS[(31 - total % 31) % 31]


def test_codes_of_rural_collectives_begin_with_a_letter():
    validate_uscc(uscc(department="N2"))


@given(st.integers(0, USCC_LENGTH - 1), st.sampled_from(SYMBOLS))
def test_any_single_wrong_symbol_is_found(place, symbol):
    code = VALID[3]
    wrong = code[:place] + symbol + code[place + 1 :]

    if wrong == code:
        validate_uscc(wrong)
    else:
        with pytest.raises(ValidationError):
            validate_uscc(wrong)


def test_factory_makes_valid_codes_that_differ():
    codes = [uscc() for _n in range(200)]

    for code in codes:
        validate_uscc(code)
    assert len(set(codes)) == 200


@pytest.mark.parametrize(
    ("code", "check"), [("M000100Y", "4"), ("60003734", "1"), ("MA00DEM1", "4"), ("D2143569", "X")]
)
def test_organisation_check(code, check):
    assert organisation_check(code) == check


@pytest.mark.parametrize("written", [" 9151 0100-ma00dem140 ", "９１５１０１００ＭＡ００ＤＥＭ１４０"])
def test_code_is_normalised_as_people_write_it(written):
    assert normalise_uscc(written) == "91510100MA00DEM140"


@pytest.mark.parametrize("code", ["510100", "500000", "110000"])
def test_region_codes_pass(code):
    validate_region(code)


@pytest.mark.parametrize("code", ["5101", "990000", "51010a", "5101000", "５１０１００"])
def test_wrong_region_code_names_its_standard(code):
    with pytest.raises(ValidationError) as caught:
        validate_region(code)

    assert "GB/T 2260" in caught.value.messages[0]


def test_email_is_normalised():
    assert normalise_email(" Li.Lei@Example.COM ") == "li.lei@example.com"
