"""What import-linter and ruff do not see of the house's plan (docs/architecture.md)."""

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.db import models
from django.db.models.deletion import PROTECT

from marketplace.celery import app
from marketplace.core.checks import our_models
from marketplace.core.states import StateModel

ROOT = settings.BASE_DIR
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
[FLOORS] = [contract["layers"] for contract in CONTRACTS if contract["name"] == "The floors of the market"]
AREAS = {area.strip(): height for height, floor in enumerate(reversed(FLOORS)) for area in floor.split("|")}
# Accounts stand between files and the floor above them (docs/architecture.md).
HEIGHTS = AREAS | {"accounts": AREAS["files"] + 0.5}

# Rows that go with another row, each with its reason; everywhere else a row that is referred to stays (PROTECT).
GO_WITH_ANOTHER = {
    "catalogue.RejectedRow.upload": "a bad row is a part of its upload, kept until it is mended",
    "accounts.IdempotencyKey.user": "an answer kept for a repeated request is nothing without who asked",
    "accounts.ActingToken.token": "knox deletes tokens that expire",
    "catalogue.Right.listing": "a part of its listing, rewritten with it",
    "catalogue.Ownership.listing": "a part of its listing, rewritten with it",
    "catalogue.Inventor.listing": "a part of its listing, rewritten with it",
    "catalogue.Fingerprint.listing": "drawn from its listing, and drawn again whenever that changes",
    "catalogue.Comparison.listing": "a part of its listing, rewritten with it",
    "simulation.Part.simulation": "figures between two breaks, thrown away with their simulation",
    "registry.Item.filing": "a part of its registration, rewritten with it while that is a draft",
    "trading.Instalment.plan": "a part of its plan, drawn up anew with it until the contract is signed",
}


# A receipt is booked by two persons (R-SET-08): the desk's confirmation is the one way to these commands.
BOOKS_RECEIPTS = {
    *("confirm_deposit", "confirm_payment", "confirm_seller_fee", "confirm_instalment", "confirm_expected"),
    *("confirm_charge", "confirm_licensor_fee", "confirm_licence_money", "confirm_stage_payment"),
}
CALLS_THEM = {
    "marketplace/cashier/receivables.py",
    "marketplace/commissioning/receivables.py",
    "marketplace/licensing/commands/receiving.py",
    "marketplace/licensing/receivables.py",
    "marketplace/trading/commands/receiving.py",
}


def area_of(module: str) -> str:
    first, _, rest = module.partition(".")
    return rest.partition(".")[0] if first == "marketplace" else first


def foreign_keys() -> Iterator[tuple[str, models.ForeignKey]]:
    for model in our_models():
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey) and field.model is model:
                yield f"{model._meta.app_label}.{model.__name__}.{field.name}", field


def sources(*areas: str) -> Iterator[Path]:
    for area in areas or HEIGHTS:
        folder = ROOT / area if area == "accounts" else ROOT / "marketplace" / area
        yield from (path for path in sorted(folder.rglob("*.py")) if "migrations" not in path.parts)


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


@pytest.fixture(scope="module", autouse=True)
def forgotten():
    """The trees of a thousand files are not kept in memory for the tests of other modules."""
    yield
    for known in (parsed, functions_of, names_in):
        known.cache_clear()


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_foreign_keys_point_down_the_floors():
    up = []
    for name, field in foreign_keys():
        here, there = area_of(field.model.__module__), area_of(field.related_model.__module__)
        if there in HEIGHTS and here != there and HEIGHTS[there] >= HEIGHTS[here]:
            up.append(f"{name} → {there}")

    assert up == []


def test_rows_that_are_referred_to_stay_unless_a_reason_is_written():
    going = {name for name, field in foreign_keys() if field.remote_field.on_delete is not PROTECT}

    assert going == GO_WITH_ANOTHER.keys()


def test_lists_say_their_order_themselves():
    assert [model.__name__ for model in our_models() if model._meta.ordering] == []


def test_no_field_holds_a_float():
    floats = [
        f"{model.__name__}.{field.name}"
        for model in our_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.FloatField)
    ]

    assert floats == []


# --- States: every verb of a table has a command, and that command a test.


def commands_of(area: str) -> list[ast.FunctionDef]:
    return functions_in(path for path in sources(area) if path.name == "commands.py" or "commands" in path.parent.parts)


def functions_in(paths: Iterable[Path]) -> list[ast.FunctionDef]:
    return [node for path in paths if "management" not in path.parts for node in functions_of(path)]


@cache
def functions_of(path: Path) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(parsed(path)) if isinstance(node, ast.FunctionDef)]


@cache
def names_in(node: ast.AST) -> set[str]:
    found = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
    return found | {one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute)}


def says(node: ast.AST, verb: str) -> bool:
    """Whether a text of the code is the verb, or the part of it that stays where the rest is filled in."""
    texts = {one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    filled = {
        part.value
        for one in ast.walk(node)
        if isinstance(one, ast.JoinedStr)
        for part in one.values[:1]
        if isinstance(part, ast.Constant)
    }
    return verb in texts or any(verb.startswith(start) for start in filled if start.endswith("_"))


def reach(names: set[str], functions: list[ast.FunctionDef]) -> set[str]:
    """Some functions, and those that call them, directly or not; a follower of the log is called by `settle`."""
    found = set(names)
    while more := {node.name for node in functions if names_in(node) & found} - found:
        found |= more
    return found | {"settle" for node in functions if node.name in found and "follower" in decorators(node)}


def verbs() -> Iterator[tuple[str, str]]:
    for model in our_models():
        if issubclass(model, StateModel):
            yield from ((area_of(model.__module__), verb) for verb in {verb: None for verb, *_ in model.TRANSITIONS})


@cache
def names_in_tests() -> set[str]:
    return set().union(*(names_in(ast.parse(path.read_text())) for path in (ROOT / "tests").rglob("*.py")))


@pytest.mark.parametrize(("area", "verb"), sorted(set(verbs())))
def test_every_verb_of_a_state_table_has_a_command_with_a_test(area, verb):
    commands = commands_of(area)
    saying = {node.name for node in commands if says(node, verb)}
    reaching = reach(saying, functions_in(sources(area)))

    assert saying, f"no command of {area} says {verb!r}"
    assert reaching & names_in_tests(), f"no test calls any of {sorted(reaching)}"


# --- Commands, tasks, pure modules.


def decorators(node: ast.FunctionDef) -> set[str]:
    return set().union(*(names_in(one) for one in node.decorator_list))


@pytest.mark.parametrize("area", sorted(HEIGHTS))
def test_commands_take_their_arguments_by_name(area):
    positional = [
        node.name
        for node in commands_of(area)
        if not node.name.startswith("_") and "atomic" in decorators(node) and (node.args.args or node.args.posonlyargs)
    ]
    # `record(verb, …)` and `seal(limit)` are the log's own, older than any command.
    assert [name for name in positional if (area, name) != ("audit", "seal")] == []


def tasks() -> dict[str, str]:
    app.loader.import_default_modules()
    return {name: task.__module__ for name, task in app.tasks.items() if not name.startswith("celery.")}


def test_tasks_are_named_after_their_area_and_verb():
    odd = [name for name, module in tasks().items() if not re.fullmatch(rf"{area_of(module)}\.[a-z_]+", name)]

    assert odd == []


def test_beat_sends_tasks_that_exist():
    sent = {entry["task"] for entry in app.conf.beat_schedule.values()}

    assert sent - tasks().keys() == set()


PURE = re.compile(r"\bpure\b", re.IGNORECASE)


@cache
def pure_modules() -> list[Path]:
    """Modules whose docstring calls them pure."""
    named = (path for path in sources() if PURE.search(path.read_text()))
    return [path for path in named if PURE.search(ast.get_docstring(parsed(path)) or "")]


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


IMPURE = ("django.db", "django.conf", "marketplace.core.clock.market_clock", "accounts.models")


@pytest.mark.parametrize("path", pure_modules(), ids=name_of)
def test_pure_module_sees_core_and_its_like_only(path):
    pure = {name_of(one).removesuffix(".py").replace("/", ".") for one in pure_modules()}
    ours = [name for name in imports(parsed(path)) if name.startswith(("marketplace.", "accounts."))]

    foreign = [
        name
        for name in ours
        if not name.startswith("marketplace.core.") and not any(f"{name}.".startswith(f"{one}.") for one in pure)
    ]
    assert foreign == []
    assert [name for name in imports(parsed(path)) if name.startswith(IMPURE)] == []


# An app is told to load its models before they may be imported; the entry point must speak before Django is there.
LATE = {"apps.py", "manage.py"}


@pytest.mark.parametrize("path", [ROOT / "manage.py", *sources()], ids=name_of)
def test_imports_stand_at_the_top(path):
    inside = [
        node.lineno
        for function in ast.walk(parsed(path))
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]

    assert path.name in LATE or inside == []


def test_only_the_cashiers_desk_books_a_receipt():
    callers = set()
    for path in sorted((ROOT / "marketplace").rglob("*.py")):
        calls = (node.func for node in ast.walk(parsed(path)) if isinstance(node, ast.Call))
        named = {func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "") for func in calls}
        if named & BOOKS_RECEIPTS:
            callers.add(str(path.relative_to(ROOT)))

    assert callers == CALLS_THEM
