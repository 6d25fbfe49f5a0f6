"""What the check says: each step with its amounts, each number beside the one that the domain demands."""

import json
from collections.abc import Callable


class Report:
    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say
        self.wrong = 0
        self.right = 0

    def step(self, title: str) -> None:
        self.say(f"\n{title}")

    def note(self, text: str) -> None:
        self.say(f"    {text}")

    def number(self, what: str, found: object, wanted: object) -> None:
        """One number of the story beside the literal of the domain document."""
        if found == wanted:
            self.right += 1
            self.say(f"  ✓ {what}: {shown(found)}")
        else:
            self.wrong += 1
            self.say(f"  ✗ {what}: {shown(found)}, expected {shown(wanted)}")

    def holds(self, what: str, truth: bool) -> None:
        """Something that is so, or not."""
        self.right += truth
        self.wrong += not truth
        self.say(f"  {'✓' if truth else '✗'} {what}")


def shown(value: object) -> str:
    if isinstance(value, dict) and value.keys() == {"amount", "currency"}:
        whole, _, cents = str(value["amount"]).partition(".")
        return f"{int(whole):,}.{cents} {value['currency']}"
    if isinstance(value, list | tuple):
        return " | ".join(shown(item) for item in value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
