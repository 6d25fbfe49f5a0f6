"""The demo content keeps its promises: valid identifiers, invented names, known codes, counts."""

import csv
import json
import re
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from stdnum.cn import uscc

from marketplace.sandbox.loading.cases import DAYS

ROOT = Path(__file__).resolve().parents[2]
SANDBOX = ROOT / "marketplace" / "sandbox" / "data"
TABLES = ROOT / "marketplace" / "catalogue" / "data"

EXCHANGES = {"SW", "CQ", "CD", "NT"}
KINDS = {"university", "institute", "firm", "exchange", "service_agency", "bank", "registry", "supervisor"}
MODES = {
    "assignment",
    "exclusive_licence",
    "sole_licence",
    "ordinary_licence",
    "equity",
    "development",
    "service",
}
RIGHTS = {"patent", "trade_secret", "software", "plant_variety", "ic_layout"}


def rows(name: str) -> list[dict]:
    lines = (SANDBOX / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@cache
def codes(name: str) -> set[str]:
    with (TABLES / name).open(encoding="utf-8", newline="") as table:
        return {row["code"] for row in csv.DictReader(table)}


def chinese(text: str) -> int:
    """Number of Chinese characters, punctuation not counted."""
    return len(re.findall(r"[\u4e00-\u9fff]", text))


def organisation_code_check(body: str) -> str:
    """Check character of GB 11714 over eight characters (domain 2.11)."""
    values = (int(char) if char.isdigit() else ord(char) - 55 for char in body)
    rest = 11 - sum(value * weight for value, weight in zip(values, (3, 7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


def application_check(digits: str) -> str:
    """Check character of a patent application number of twelve digits (domain 2.11)."""
    weights = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
    rest = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11
    return "X" if rest == 10 else str(rest)


ORGANISATIONS = {row["key"]: row for row in rows("organisations.jsonl")}
APPLICANTS = rows("applicants.jsonl")
LISTINGS = rows("listings.jsonl")
CASES = rows("cases.jsonl") + rows("routes.jsonl")


NEEDS = rows("needs.jsonl")
RESEARCH = rows("research_listings.jsonl")
PATENTS = [right for listing in LISTINGS + CASES for right in listing["rights"] if right["kind"] == "patent"]


def test_check_characters_agree_with_the_domain_vectors():
    assert application_check("202610000017") == "X"
    assert organisation_code_check("MA00DEM1") == "4"


def test_organisations_are_thirty_and_four_exchanges():
    kinds = [organisation["kind"] for organisation in ORGANISATIONS.values()]

    assert len(ORGANISATIONS) == 34
    assert set(kinds) == KINDS
    assert {row["exchange_code"] for row in ORGANISATIONS.values() if row["kind"] == "exchange"} == EXCHANGES


@pytest.mark.parametrize("organisation", [*ORGANISATIONS.values(), *APPLICANTS], ids=lambda row: row["key"])
def test_organisation_is_invented_and_well_formed(organisation):
    province = organisation["region_code"][:2]
    homes = {"50": {"CQ"}, "51": {"SW", "CD", "NT"}}

    assert ("演示" if organisation["kind"] == "exchange" else "示范") in organisation["name"]
    assert uscc.is_valid(organisation["uscc"])
    assert organisation_code_check(organisation["uscc"][8:16]) == organisation["uscc"][16]
    assert organisation["region_code"] in codes("divisions.csv")
    assert organisation["industry_code"] in codes("industries.csv")
    assert organisation["home_exchange"] in homes[province]
    assert ("scale" in organisation) == (organisation["kind"] in {"firm", "service_agency", "bank"})


def test_organisation_codes_are_unique():
    numbers = [organisation["uscc"] for organisation in [*ORGANISATIONS.values(), *APPLICANTS]]

    assert len(set(numbers)) == len(numbers)


def test_applicants_are_four_in_four_states_with_invented_people():
    assert sorted(row["story"] for row in APPLICANTS) == ["certified", "returned", "supplied", "waiting"]
    assert not {row["key"] for row in APPLICANTS} & set(ORGANISATIONS)
    assert all("示范" in row["person"]["name"] for row in APPLICANTS)
    assert all(row["person"]["email"].endswith("@demo.shuangcheng.example") for row in APPLICANTS)


def test_story_parts_stand_where_story_s1_wants_them():
    parts = {row["story"]: (row["uscc"], row["home_exchange"]) for row in ORGANISATIONS.values() if "story" in row}

    assert parts == {
        "U1": ("12510000MB00DEM344", "SW"),
        "B1": ("91510100MA00DEM140", "SW"),
        "B2": ("91500000MA00DEM22H", "CQ"),
        "B3": ("91510700MA00DEM49H", "SW"),
    }


def test_people_are_invented_and_belong_to_known_organisations():
    people = rows("people.jsonl")

    assert {person["organisation"] for person in people} == set(ORGANISATIONS)
    assert all("示范" in person["name"] for person in people)
    assert all(person["email"].endswith("@demo.shuangcheng.example") for person in people)
    assert len({(person["email"], person["organisation"], person["role"]) for person in people}) == len(people)


def test_one_person_belongs_to_two_organisations():
    homes: dict[str, set[str]] = {}
    for person in rows("people.jsonl"):
        homes.setdefault(person["email"], set()).add(person["organisation"])

    assert [len(keys) for keys in homes.values() if len(keys) > 1] == [2]


def test_each_exchange_has_officer_and_reviewer_who_are_different_people():
    for key, organisation in ORGANISATIONS.items():
        if organisation["kind"] == "exchange":
            staff = {p["role"]: p["email"] for p in rows("people.jsonl") if p["organisation"] == key}
            assert staff["officer"] != staff["reviewer"]


def test_twelve_listings_with_the_lot_of_story_s1():
    lots = [listing for listing in LISTINGS if listing.get("story") == "S1"]

    assert len({listing["key"] for listing in LISTINGS}) == len(LISTINGS) == 12
    assert [(lot["organisation"], lot["exchange"], lot["asking_price"]) for lot in lots] == [
        ("u1-chengdu-university", "SW", "2800000.00")
    ]


@pytest.mark.parametrize(
    ("listing", "characters", "words"),
    [(row, (250, 450), (60, 120)) for row in LISTINGS] + [(row, (100, 200), (45, 80)) for row in CASES],
    ids=lambda value: value["key"] if isinstance(value, dict) else "",
)
def test_abstract_is_neither_a_line_nor_a_paper(listing, characters, words):
    assert characters[0] <= chinese(listing["abstract"]) <= characters[1]
    assert words[0] <= len(listing["abstract_en"].split()) <= words[1]


def test_cases_have_titles_and_stations_of_their_own():
    assert len({row["key"] for row in LISTINGS + CASES}) == len(LISTINGS) + len(CASES) == 32
    assert {row["until"] for row in CASES} == set(DAYS)


@pytest.mark.parametrize("listing", LISTINGS + CASES, ids=lambda row: row["key"])
def test_listing_is_complete_and_uses_known_codes(listing):
    subclasses = codes("ipc_subclasses.csv")

    assert sum(Fraction(owner["share"]) for owner in listing["owners"]) == 1
    assert {owner["organisation"] for owner in listing["owners"] if "organisation" in owner} <= set(ORGANISATIONS)
    assert all("示范" in owner["name"] for owner in listing["owners"] if "name" in owner)
    assert listing["organisation"] in {owner.get("organisation") for owner in listing["owners"]}
    assert listing["owner_category"] == ORGANISATIONS[listing["organisation"]]["owner_category"]
    assert "示范" in listing["secrecy_reviewer"]
    assert all(listing[name] for name in ("maturity", "encumbrances", "defects", "payment_terms", "decision_basis"))
    assert all("示范" in inventor for inventor in listing["inventors"])
    assert all(re.fullmatch(r"[A-H]\d{2}[A-Z] \d{1,4}/\d{2,6}", symbol) for symbol in listing["ipc_codes"])
    assert {symbol[:4] for symbol in listing["ipc_codes"]} <= subclasses
    assert set(listing["industry_codes"]) <= codes("industries.csv")
    assert listing["technology_field"] in codes("technology_fields.csv")
    assert listing["organisation"] in ORGANISATIONS
    assert listing["exchange"] in EXCHANGES
    assert set(listing["transfer_modes"]) <= MODES
    assert {right["kind"] for right in listing["rights"]} <= RIGHTS
    assert 1 <= listing["trl"] <= 9
    assert listing["asking_price"] is None or re.fullmatch(r"\d+\.\d{2}", listing["asking_price"])
    assert (len(listing["applications"]), len(listing["advantages"])) == (3, 3)
    assert 5 <= len(listing["keywords"]) <= 8
    assert listing["evidence"]


@pytest.mark.parametrize("patent", PATENTS, ids=lambda row: row["number"])
def test_patent_number_is_synthetic_and_checks(patent):
    digits, check = patent["number"].split(".")

    assert re.fullmatch(r"20(1[89]|2[0-5])[12]000\d{4}", digits)
    assert application_check(digits) == check
    assert patent["filing_date"][:4] == digits[:4]
    assert patent["status"] in {"granted", "pending"}


def test_patent_numbers_are_unique():
    numbers = [patent["number"] for patent in PATENTS]

    assert len(set(numbers)) == len(numbers)


def test_one_hundred_and_fifty_needs_of_which_no_two_are_alike():
    assert len(NEEDS) == 150
    assert len({need["key"] for need in NEEDS}) == 150
    assert len({need["title"] for need in NEEDS}) == 150
    assert len({need["content"] for need in NEEDS}) == 150


def test_needs_share_no_sentence():
    sentences = [part for need in NEEDS for part in re.split("[。；：]", need["content"]) if len(part) >= 10]

    assert len(set(sentences)) == len(sentences)


def test_every_demo_firm_has_needs():
    firms = {key for key, organisation in ORGANISATIONS.items() if organisation["kind"] == "firm"}

    assert {need["organisation"] for need in NEEDS} == firms


@pytest.mark.parametrize("need", NEEDS, ids=lambda row: row["key"])
def test_need_is_complete_and_uses_known_codes(need):
    assert 12 <= len(need["title"]) <= 30
    assert 120 <= chinese(need["content"]) <= 260
    assert need["title_en"].isascii() or "−" in need["title_en"]
    assert 4 <= len(need["keywords"]) <= 6
    assert set(need["ipc_codes"]) <= codes("ipc_subclasses.csv")
    assert all(len(subclass) == 4 for subclass in need["ipc_codes"])
    assert set(need["industry_codes"]) <= codes("industries.csv")
    assert need["technology_field"] in codes("technology_fields.csv")
    assert need["cooperation_modes"]
    assert set(need["cooperation_modes"]) <= MODES
    assert 30 <= need["open_days"] <= 180
    assert need["kind"] in {"challenge", "ordinary"}
    assert 0 < Fraction(need["budget_low"]) < Fraction(need["budget_high"])
    assert all(re.fullmatch(r"\d+\.00", need[name]) for name in ("budget_low", "budget_high"))


def is_sold(lot):
    """Announced already: but the lot of the story, and cases that are not so far."""
    return lot.get("story") != "S1" and lot.get("until") in {
        *(None, "qualification", "contract", "settlement", "default", "instalments"),
    }


def test_every_sale_is_of_a_listing_for_bidding_and_of_known_bidders_who_do_not_own_it():
    lots = {listing["key"]: listing for listing in LISTINGS + CASES if listing["price_mode"] == "bidding"}
    sales = rows("sales.jsonl")

    assert {sale["listing"] for sale in sales} == {key for key, lot in lots.items() if is_sold(lot)}
    for sale in sales:
        owners = {owner.get("organisation") for owner in lots[sale["listing"]]["owners"]}
        assert {bidder for _at, bidder, _price in sale["bids"]} <= set(sale["bidders"]) <= set(ORGANISATIONS) - owners
        assert sale["start"] == lots[sale["listing"]]["asking_price"]


def test_research_listings_are_about_450_of_institutions_and_marked():
    hosts = {key for key, row in ORGANISATIONS.items() if row["kind"] in {"university", "institute"}}

    assert 430 <= len(RESEARCH) <= 470
    assert len({row["key"] for row in RESEARCH}) == len({row["title"] for row in RESEARCH}) == len(RESEARCH)
    assert {row["source"] for row in RESEARCH} == {"CSL"}
    assert {row["category"] for row in RESEARCH} == {"工学", "理学", "农学"}
    assert {row["organisation"] for row in RESEARCH} == hosts
    assert {row["technology_field"] for row in RESEARCH} <= codes("technology_fields.csv")
    assert {subclass for row in RESEARCH for subclass in row["ipc_codes"]} <= codes("ipc_subclasses.csv")
    assert {row["trl"] for row in RESEARCH} <= set(range(3, 9))
    assert not any({"inventors", "rights", "owners"} & set(row) for row in RESEARCH)


def test_ipc_table_is_whole_and_clean():
    with (TABLES / "ipc_subclasses.csv").open(encoding="utf-8", newline="") as table:
        entries = {row["code"]: row for row in csv.DictReader(table)}

    assert len(entries) == 795
    assert [row["code"] for row in entries.values() if row["level"] != "section" and row["parent"] not in entries] == []
    assert [
        row["code"] for row in entries.values() if not row["title"] or re.search(r"[〔〕=]|入[A-H]\d", row["title"])
    ] == []


@pytest.mark.parametrize(
    ("name", "count"), [("industries.csv", 1971), ("divisions.csv", 3351), ("technology_fields.csv", 11)]
)
def test_reference_table_has_unique_codes(name, count):
    assert len(codes(name)) == count
