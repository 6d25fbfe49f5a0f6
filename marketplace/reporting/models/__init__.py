from marketplace.reporting.models.alerts import Alert, AlertNote, AlertRule
from marketplace.reporting.models.instructions import Execution, Instruction
from marketplace.reporting.models.looks import Look
from marketplace.reporting.models.packs import Pack, PackContent
from marketplace.reporting.models.returns import PeriodKind, Return, ReturnRow
from marketplace.reporting.models.sampling import Inspection, Inspector, Sampling
from marketplace.reporting.models.traces import Trace

__all__ = [
    "Alert",
    "AlertNote",
    "AlertRule",
    "Execution",
    "Inspection",
    "Inspector",
    "Instruction",
    "Look",
    "Pack",
    "PackContent",
    "PeriodKind",
    "Return",
    "ReturnRow",
    "Sampling",
    "Trace",
]
