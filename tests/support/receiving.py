"""Money that comes in a story that is told through the API or on pages: one person of the venue enters it, another confirms it."""

from collections.abc import Callable
from typing import Any

from django.test import Client

ACCOUNT = "6222000011112222"  # synthetic: no bank has it

Post = Callable[[str, str, dict[str, Any]], Any]


def receive(
    post: Post, kind: str, subject: str, *, payer: str, reference: str, amount: dict[str, str], by: str = "finance"
) -> Any:
    """What is due under `kind` and `subject` arrives: `by` proposes, `officer` confirms. Answers the confirmed proposal."""
    body = {
        "kind": kind,
        "subject": subject,
        "payer_name": payer,
        "payer_account": ACCOUNT,
        "bank_reference": reference,
        "amount": amount,
    }
    proposal = post(by, "cashier-proposals", body)
    return post("officer", f"cashier-proposals/{proposal['number']}/confirmation", {})


def receive_on_pages(
    entering: Client, confirming: Client, due: str, *, payer: str, reference: str, amount: str
) -> None:
    """The same on pages; `due` is kind and number, `instalment:IM-2027-000003`."""
    line = {"payer_name": payer, "payer_account": ACCOUNT, "bank_reference": reference, "amount": amount}
    entered = entering.post("/cashier/receipts/new/", {"subject": due, **line})
    confirming.post(f"{entered['Location']}confirm/")
