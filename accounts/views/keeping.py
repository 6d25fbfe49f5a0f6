"""Forms with papers: what was taken once stays, however often the form comes back for something else."""

from collections.abc import Iterable
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest

from accounts.actor import ActorRequest
from accounts.commands.papers import personally
from marketplace.core.clock import market_clock
from marketplace.files.checking import SCANS
from marketplace.files.commands import store
from marketplace.files.models import File

KEPT = "kept_"  # before the name of the field: a hidden input with the number of the file


def kept_before(request: ActorRequest, names: Iterable[str]) -> dict[str, File]:
    """The files of earlier tries of this form, by field: the initial values of the next."""
    numbers = {name: request.POST.get(f"{KEPT}{name}", "") for name in names}
    mine = File.objects.filter(
        number__in=[number[:20] for number in numbers.values() if number], uploaded_by=request.actor.ref, subject=""
    )
    known = {file.number: file for file in mine}
    return {name: known[number] for name, number in numbers.items() if number in known}


def keep(request: ActorRequest, form: BaseForm, names: Iterable[str]) -> dict[str, File]:
    """Store what was chosen now and is fit, beside what was kept before, and let the form show it; by field.

    Stored in the person's own name: identity documents are nothing for colleagues.
    """
    form.is_valid()
    kept: dict[str, File] = {}
    for name in names:
        given: Any = form.cleaned_data.get(name)
        if given and not isinstance(given, File):
            given = store(
                upload=given, purpose="onboarding", kinds=SCANS, actor=personally(request.actor), clock=market_clock
            )
            form.files.pop(name, None)
        if given:
            kept[name] = form[name].initial = given
    form.kept = [(f"{KEPT}{name}", file.number) for name, file in kept.items()]  # type: ignore[attr-defined]  # for the template
    return kept


def posted(request: HttpRequest) -> dict[str, Any]:
    """What a form of papers is bound to: nothing, unless something was sent."""
    return {"data": request.POST, "files": request.FILES.copy()} if request.method == "POST" else {}
