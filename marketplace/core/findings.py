"""What keeps something from being lawful: the field at fault, the rule, words for both. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from marketplace.core.errors import Invalid


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of what was entered. `field` is a path, such as `owners.1.share`; `message` names the rule too."""

    field: str
    rule: str
    message: str


def refuse(findings: Sequence[Finding]) -> None:
    """Raise Invalid with every finding at its field, if there is any; its rule is that of the first."""
    if findings:
        fields: dict[str, list[str]] = {}
        for one in findings:
            fields.setdefault(one.field, []).append(one.message)
        raise Invalid(fields=fields, rule=findings[0].rule)
