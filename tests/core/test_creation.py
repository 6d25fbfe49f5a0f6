"""Tables made at once."""

import pytest
from django.db import connection, models
from django.db.migrations.operations import CreateModel
from django.db.migrations.state import ProjectState

from marketplace.core.creation import CreateModels


def pointing(name, other):
    """A model with a key to another."""
    fields = [
        ("id", models.BigAutoField(primary_key=True)),
        ("other", models.ForeignKey(other, models.PROTECT, null=True)),
    ]
    return CreateModel(name, fields)


@pytest.mark.django_db(transaction=True)
def test_models_may_point_at_each_other_and_go_as_they_came():
    both = CreateModels([pointing("One", "sample.Two"), pointing("Two", "sample.One")])
    before, after = ProjectState(), ProjectState()
    both.state_forwards("sample", after)

    with connection.schema_editor() as editor:
        both.database_forwards("sample", editor, before, after)
    with connection.cursor() as cursor:
        keys = {name: keys_of(cursor, name) for name in ("sample_one", "sample_two")}
    with connection.schema_editor() as editor:
        both.database_backwards("sample", editor, after, before)

    assert keys == {"sample_one": [("sample_two", "id")], "sample_two": [("sample_one", "id")]}
    assert not {"sample_one", "sample_two"} & set(connection.introspection.table_names())


def keys_of(cursor, table):
    found = connection.introspection.get_constraints(cursor, table).values()
    return [each["foreign_key"] for each in found if each["foreign_key"]]
