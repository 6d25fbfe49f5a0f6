"""补充协议 on paper: what it changes, and who has signed it how (R-CON-02, R-CON-03)."""

import hashlib
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation

from accounts.actor import Actor
from marketplace.contracts.labels import label_of
from marketplace.contracts.models import DeedVersion
from marketplace.contracts.queries.versions import difference_lines
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.documents.commands import issue_or_log

SUPPLEMENT = "contract_supplement"
NOTHING = "—"


def issue_supplement(version: DeedVersion, now: datetime, actor: Actor, clock: Clock) -> str:
    """The signed supplement as a numbered document for both sides and the venue; its number. A step of the second signature.

    The supplement does not wait for its paper.
    """
    deed = version.deed
    with translation.override(settings.LANGUAGE_CODE):
        return issue_or_log(
            code=SUPPLEMENT,
            subject=deed,
            exchange=deed.exchange,
            data=lambda: {name: value for name, value in _data(version, now).items() if value},
            actor=actor,
            clock=clock,
        )


def _data(version: DeedVersion, now: datetime) -> dict[str, Any]:
    deed = version.deed
    assert version.basis
    return {
        "project_title": deed.title,
        "contract_number": deed.number,
        "supplement_number": version.number,
        "provider": deed.provider.name,
        "provider_uscc": deed.provider.uscc,
        "client": deed.client.name,
        "client_uscc": deed.client.uscc,
        "effective_at": now,
        "reason": version.note,
        "changes": [
            {"name": str(label_of(one.key)), "before": one.before or NOTHING, "words": one.after or NOTHING}
            for one in difference_lines(version)
        ],
        "signatures": [
            {
                "side": one.organisation.name,
                "method": str(one.get_method_display()),
                "at": one.signed_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S"),
                "evidence": hashlib.sha256(one.evidence.encode()).hexdigest(),
            }
            for one in version.signatures.select_related("organisation").order_by("signed_at")
        ],
        "former_sha256": version.basis.sha256,
        "sha256": version.sha256,
    }
