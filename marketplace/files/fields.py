"""The form field of a paper, and of several: says its limits, shows what is handed in already, checks what comes."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from marketplace.files.checking import PAPERS, Kind, Unfit, accepted, check, formats
from marketplace.files.checking.kinds import megabytes
from marketplace.files.models import File


class PaperInput(forms.FileInput):
    """A plain file input; `js/paper.js` says before sending that a file is too large, the server says it in any case."""

    template_name = "components/paper_input.html"

    def __init__(self, kinds: Collection[Kind], attrs: dict[str, Any] | None = None) -> None:
        limit = max(kind.limit_bytes for kind in kinds)
        told = {"accept": accepted(kinds), "data-most-bytes": str(limit), "data-too-large": too_large(megabytes(limit))}
        super().__init__(told | (attrs or {}))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["handed_in"] = value if isinstance(value, File) else None
        return context


class PaperField(forms.FileField):
    """A paper that a person hands in: cleaned to an uploaded file for `files.commands.store`, or to the `File` given as initial.

    `kinds` are those of `files.checking`: PAPERS unless said, SCANS for what was sealed, TABLES for rows.
    """

    def __init__(self, *, kinds: Collection[Kind] = PAPERS, **options: Any) -> None:
        self.kinds = kinds
        defaults: dict[str, Any] = {"widget": PaperInput(kinds), "help_text": limits(kinds)}
        super().__init__(**defaults | options)

    def to_python(self, data: Any) -> Any:
        if data in self.empty_values or isinstance(data, File):
            return data
        try:
            check(data, data.name, size=data.size, kinds=self.kinds)
        except Unfit as wrong:
            raise forms.ValidationError(str(wrong), code="unfit") from None
        return data


class PapersInput(PaperInput):
    """Several at once; `js/files.js` gathers them one after the other and lets one be taken out again."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class PapersField(PaperField):
    """Up to `most` papers: cleaned to a list of uploaded files, in their order."""

    def __init__(self, *, most: int, kinds: Collection[Kind] = PAPERS, **options: Any) -> None:
        self.most = most
        super().__init__(kinds=kinds, widget=PapersInput(kinds, {"multiple": True, "data-most": str(most)}), **options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = [one for one in data or [] if one]
        if self.required and not given:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(given) > self.most:
            told = _("最多 {most} 个文件，现为 {given} 个。请移除多余的。").format(most=self.most, given=len(given))
            raise forms.ValidationError(told, code="too_many")
        return [super(PapersField, self).clean(one, None) for one in given]


def _limits(kinds: Collection[Kind]) -> str:
    size = megabytes(max(kind.limit_bytes for kind in kinds))
    return _("{formats}，不超过 {limit} MB；不得加密、带宏。").format(formats=formats(kinds), limit=size)


def _too_large(limit: int) -> str:
    return _("文件超过 {limit} MB，请压缩或拆分后再选择。").format(limit=limit)


limits = lazy(_limits, str)
too_large = lazy(_too_large, str)
