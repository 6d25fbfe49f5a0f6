from marketplace.reporting.commands.alerts import note_alert, raise_alerts
from marketplace.reporting.commands.instructions import execute_instruction, instruct, object_to_instruction
from marketplace.reporting.commands.returns import (
    check_return,
    correct_return,
    count_return,
    draft_return,
    file_return,
    freeze_return,
    reject_return,
)
from marketplace.reporting.commands.sampling import draw_sampling, plan_sampling, record_inspection

__all__ = [
    "check_return",
    "correct_return",
    "count_return",
    "draft_return",
    "draw_sampling",
    "execute_instruction",
    "file_return",
    "freeze_return",
    "instruct",
    "note_alert",
    "object_to_instruction",
    "plan_sampling",
    "raise_alerts",
    "record_inspection",
    "reject_return",
]
