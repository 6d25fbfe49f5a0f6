"""Refuse a model's wrong values field by field, in words that name the field."""

from collections.abc import Iterable

from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from marketplace.core.errors import Invalid, Text

WHOLE = "non_field_errors"


def validate(obj: Model, *, exclude: Iterable[str] = ()) -> None:
    """Run all checks of a model: fields, uniqueness, constraints. Raises Invalid with a message for each field at fault."""
    try:
        obj.full_clean(exclude=exclude)
    except ValidationError as error:
        raise Invalid(
            fields={_key(name): _named(obj, name, texts) for name, texts in error.message_dict.items()}
        ) from None


def words(text: str, *, field: str, most: int, lack: Text = "", rule: str = "") -> str:
    """What a person wrote as a reason or a note, without the space around it.

    Raises Invalid for `field` if it is longer than `most` characters or holds a NUL, which no text of the database may; and
    if it is empty where it is wanted, with the words `lack`.
    """
    said = text.strip()
    if lack and not said:
        raise Invalid(fields={field: [lack]}, rule=rule)
    if len(said) > most:
        raise Invalid(fields={field: [_("不超过 {most} 字，现为 {length} 字。").format(most=most, length=len(said))]})
    if "\x00" in said:
        raise Invalid(fields={field: [_("不能含有空字符（NUL）。")]})
    return said


def _key(name: str) -> str:
    return WHOLE if name == NON_FIELD_ERRORS else name


def _named(obj: Model, name: str, texts: Iterable[str]) -> list[str]:
    """The messages, led by the field's label where they do not say it themselves."""
    try:
        label = str(obj._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    except FieldDoesNotExist:
        return list(texts)
    return [
        text if label.lower() in text.lower() else _("{field}：{message}").format(field=label, message=text)
        for text in texts
    ]
