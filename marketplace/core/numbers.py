"""Public numbers: what people and the API call a thing. Never a primary key."""

from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.models import Func, Value

PREFIX_OF_NUMBER_FIELD = r"^[A-Z]{1,4}$"


class NextNumber(Func):
    function = "next_number"
    output_field = models.CharField()


class NumberField(models.CharField):
    """`NumberField(prefix="L")`: L-2027-000042, given by the database at insertion; may have holes, never repeats.

    Gapless numbers (certificates, payment notices) are a counter row of their own area instead.
    """

    def __init__(self, *, prefix: str, **kwargs: Any) -> None:
        self.prefix = prefix
        kwargs.update(max_length=20, unique=True, editable=False)
        kwargs.setdefault("db_default", NextNumber(Value(prefix)))
        super().__init__(**kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for implied in ("max_length", "unique", "editable", "db_default"):
            kwargs.pop(implied, None)
        return name, path, args, kwargs | {"prefix": self.prefix}


def next_numbers(prefix: str, count: int) -> list[str]:
    """Many numbers at once, for rows that are inserted together: with their numbers given, Django sends them as arrays."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT next_number(%s) FROM generate_series(1, %s)", [prefix, count])
        return [number for (number,) in cursor.fetchall()]


def create_sequences(**_: object) -> None:
    """Create the sequence of every prefix in use that lacks one; runs after every migrate."""
    prefixes = {
        field.prefix
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, NumberField)
    }
    with connection.cursor() as cursor:
        for prefix in sorted(prefixes):
            cursor.execute(f"CREATE SEQUENCE IF NOT EXISTS number_{prefix.lower()}")
