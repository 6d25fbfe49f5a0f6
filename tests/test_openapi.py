"""The OpenAPI document names every endpoint once, and every shape by a name of its own.

That every answer is what it says: `test_endpoints.py`. That it is made without a warning and describes every operation:
`core/test_schema.py`.
"""

from collections import Counter
from collections.abc import Iterator

import pytest
from rest_framework import serializers

from tests.guards.documented import document, operation
from tests.guards.doors import endpoints

pytestmark = pytest.mark.django_db


def shapes(kind: type = serializers.BaseSerializer) -> Iterator[type]:
    for found in kind.__subclasses__():
        yield found
        yield from shapes(found)


def test_no_two_shapes_share_a_name():
    """The document would describe both by one of them."""
    document()
    ours = {shape for shape in shapes() if shape.__module__.startswith(("accounts.", "marketplace."))}
    names = Counter(shape.__name__ for shape in ours)

    assert [name for name, count in names.items() if count > 1] == []


def test_every_endpoint_is_in_the_document():
    told = {
        f"{method.upper()} {path.removeprefix('/api/v1/').replace('{', '<').replace('}', '>')}"
        for path, operations in document()["paths"].items()
        for method in operations
    }

    assert told == {name for name, _handler in endpoints()}


def test_operation_ids_are_unique():
    ids = [operation(name)["operationId"] for name, _handler in endpoints()]

    assert sorted(ids) == sorted(set(ids))
