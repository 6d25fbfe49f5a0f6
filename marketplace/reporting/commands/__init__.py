from marketplace.reporting.commands.returns import (
    check_return,
    correct_return,
    count_return,
    draft_return,
    file_return,
    freeze_return,
    reject_return,
)

__all__ = [
    "check_return",
    "correct_return",
    "count_return",
    "draft_return",
    "file_return",
    "freeze_return",
    "reject_return",
]
