"""What a reviewer would say each time, said by a test once."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from marketplace.core.checks import our_models
from tests.test_architecture import HEIGHTS, commands_of, name_of, sources

ROOT = settings.BASE_DIR
TEMPLATES = ROOT / "templates"
ERRORS = {"Invalid", "Refused", "Forbidden", "Http404", "FileFault", "KeyReused", "TransactionManagementError"}

# Templates that nothing of ours names: who looks for them instead.
FOUND_BY_OTHERS = {
    "400.html": "Django's handler",
    "403.html": "Django's handler",
    "403_csrf.html": "Django's CSRF view",
    "404.html": "Django's handler",
    "500.html": "Django's handler",
}
OF_LIBRARIES = ("account/", "allauth/", "mfa/", "django/")


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model.__name__)
def test_model_says_what_a_row_is(model):
    # Django writes the names of the fields where nobody wrote anything.
    assert not (model.__doc__ or "").startswith(f"{model.__name__}("), "write a docstring"


def public_commands() -> Iterator[tuple[str, ast.FunctionDef]]:
    for area in HEIGHTS:
        yield from ((f"{area}.{node.name}", node) for node in commands_of(area) if not node.name.startswith("_"))


def test_command_says_what_it_does():
    silent = {name for name, node in public_commands() if node.args.kwonlyargs and not ast.get_docstring(node)}

    assert silent == set()


def test_command_names_the_errors_that_it_raises_itself():
    unsaid = [
        f"{name}: {error}"
        for name, node in public_commands()
        if node.args.kwonlyargs
        for error in sorted(raised(node) & ERRORS)
        if error not in (ast.get_docstring(node) or "")
    ]

    assert unsaid == []


def raised(node: ast.AST) -> set[str]:
    calls = [one.exc for one in ast.walk(node) if isinstance(one, ast.Raise) and isinstance(one.exc, ast.Call)]
    return {call.func.id for call in calls if isinstance(call.func, ast.Name)}


def test_form_of_an_isolated_part_is_given_its_token():
    """`only` keeps the token of the page from an included part, and its form is then refused; test clients do not ask for it."""
    pages = {str(path.relative_to(TEMPLATES)): path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html")}
    parts = {name for name, text in pages.items() if "{% csrf_token %}" in text}
    isolated = re.compile(r'\{% include "([^"]+)"([^%]*) only %\}')

    lacking = [
        f"{name}: {part}"
        for name, text in pages.items()
        for part, given in isolated.findall(text)
        if part in parts and "csrf_token=csrf_token" not in given
    ]

    assert lacking == []


def test_every_template_is_used():
    texts = [path.read_text() for path in [*TEMPLATES.rglob("*.html"), *TEMPLATES.rglob("*.txt"), *sources()]]
    texts += [path.read_text() for path in (ROOT / "marketplace").glob("*.py")]
    used = set(re.findall(r"[\w./-]+\.(?:html|txt|svg)", "\n".join(texts)))
    used |= {f"components/{name}.html" for name in re.findall(r"{% component \"(\w+)\"", "\n".join(texts))}
    known = {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*") if path.is_file()}
    ours = {name for name in known if not name.startswith(OF_LIBRARIES)}

    assert ours - used == FOUND_BY_OTHERS.keys() & ours


def code() -> Iterator[Path]:
    yield from sources()
    for folder in ("marketplace", "tests", "benchmarks"):
        yield from (ROOT / folder).glob("*.py")


@pytest.mark.parametrize("word", ["TODO", "FIXME", "XXX", "HACK"])
def test_nothing_is_left_for_later(word):
    here = Path(__file__)

    assert [name_of(path) for path in code() if path != here and re.search(rf"\b{word}\b", path.read_text())] == []
