from marketplace.reporting.commands.alerts import note_alert, raise_alerts
from marketplace.reporting.commands.instructions import (
    execute_instruction,
    instruct,
    note_execution,
    object_to_instruction,
)
from marketplace.reporting.commands.looks import note_look
from marketplace.reporting.commands.packs import build_pack, export_pack, keep_pack, order_pack
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
    "build_pack",
    "check_return",
    "correct_return",
    "count_return",
    "draft_return",
    "draw_sampling",
    "execute_instruction",
    "export_pack",
    "file_return",
    "freeze_return",
    "instruct",
    "keep_pack",
    "note_alert",
    "note_execution",
    "note_look",
    "object_to_instruction",
    "order_pack",
    "plan_sampling",
    "raise_alerts",
    "record_inspection",
    "reject_return",
]
