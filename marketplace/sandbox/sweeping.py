"""What is due, done at once: the worker would do it within a second, and whoever moved the time wants to see it now."""

from marketplace.trading.tasks import (
    close_due_sales,
    end_due_negotiations,
    lapse_forfeitures,
    note_overdue_instalments,
    open_due_sales,
)


def sweep() -> None:
    open_due_sales()
    close_due_sales()
    end_due_negotiations()
    note_overdue_instalments()
    lapse_forfeitures()
