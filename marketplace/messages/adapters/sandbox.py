"""The sandbox: what would go out lands in the visible outbox, which is the table of deliveries itself. Nothing leaves the machine."""

from marketplace.messages.adapters.base import Letter


class SandboxAdapter:
    repeats_safely = True
    keeps_secrets = True

    def open(self) -> "SandboxAdapter":
        return self

    def close(self) -> None:
        pass

    def send(self, letter: Letter) -> str:
        return "sandbox"

    def find(self, message_id: str) -> bool | None:
        """It lands with the row that says so, in one transaction: what is not said to have landed has not."""
        return False
