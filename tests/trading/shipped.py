"""The values that ship with the product, read from their file without a database."""

from typing import Any

from marketplace.rulebook.commands.reference import reference_values

FILES = ("rules-2026.csv", "rules-2026-reward.csv", "rules-2026-registry.csv")


class Shipped:
    """A version of the rules as calculations read it."""

    number = "RV-2026-000001"

    def __init__(self, **changed: Any) -> None:
        """`R_TAX_01__exempt=False` stands in place of the value that ships."""
        self.values = {(row["rule"], row["key"]): row["value"] for file in FILES for row in reference_values(file)}
        for name, value in changed.items():
            rule, _, key = name.partition("__")
            assert (rule.replace("_", "-"), key) in self.values
            self.values[rule.replace("_", "-"), key] = value

    def value(self, rule: str, key: str) -> Any:
        return self.values[rule, key]


SHIPPED = Shipped()
