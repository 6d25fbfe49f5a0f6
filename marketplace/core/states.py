"""States: one table of (verb, sources, target) per model, and one guarded UPDATE that follows it."""

from collections.abc import Iterable
from functools import partial
from typing import Any, ClassVar

from django.db import models, transaction
from django.utils.translation import gettext as _

from marketplace.core.errors import Refused

# Two nested atomics turn one statement into five unless savepoints are off.
atomic = partial(transaction.atomic, savepoint=False)

Transition = tuple[str, Iterable[str], str]


def lock(obj: models.Model) -> None:
    """Lock a row until the end of the transaction and read it anew. Lock once, late, and several rows in order of their key."""
    obj.refresh_from_db(from_queryset=type(obj)._base_manager.select_for_update(no_key=True))


class StateModel(models.Model):
    """A model whose `state` changes only by `move`, along `TRANSITIONS`."""

    TRANSITIONS: ClassVar[Iterable[Transition]] = ()
    state: Any

    class Meta:
        abstract = True

    def can(self, verb: str) -> bool:
        """Whether the state table allows `verb` now; rights and times are asked elsewhere."""
        return any(verb == name and self.state in sources for name, sources, _target in self.TRANSITIONS)

    def move(self, verb: str, **changes: Any) -> None:
        """Follow `verb`, with other fields changed in the same UPDATE. Raises Refused if the state does not allow it."""
        rows = [(set(sources), target) for name, sources, target in self.TRANSITIONS if name == verb]
        if not rows:
            raise LookupError(f"{type(self).__name__} knows no verb {verb!r}")
        for sources, target in rows:
            if self._try(sources, target, changes):
                return
        self.refresh_from_db(fields=["state"])
        raise Refused(
            _("当前状态为“{state}”，不能执行此操作。请刷新页面查看最新状态。").format(state=self.get_state_display()),  # type: ignore[attr-defined]
            code=f"state_{verb}",
        )

    def _try(self, sources: set[str], target: str, changes: dict[str, Any]) -> bool:
        rows = type(self)._base_manager.filter(pk=self.pk, state__in=sources)  # type: ignore[misc]  # declared by each model
        found = rows.update(state=target, **changes)  # type: ignore[misc]
        if found:
            for name, value in {"state": target, **changes}.items():
                setattr(self, name, value)
            computed = [name for name, value in changes.items() if hasattr(value, "resolve_expression")]
            if computed:
                self.refresh_from_db(fields=computed)
        return bool(found)
