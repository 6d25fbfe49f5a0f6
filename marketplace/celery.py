"""The Celery application: tasks are found in the areas' `tasks.py`, settings are those named CELERY_*."""

import logging.config
import os
from typing import Any

from celery import Celery, signals
from celery.schedules import crontab
from kombu import Queue

from marketplace import engines

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings")

app = Celery("shuangcheng")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# A worker takes from both unless it is told which; one that takes deadlines alone keeps them while all others are busy.
DEADLINES = "deadlines"
app.conf.task_queues = (Queue("celery"), Queue(DEADLINES))

# What the beats send, each area its rows. A task that nobody took in time is dropped: the next one does its work.
EVERY_SECOND = {"schedule": 1.0, "options": {"expires": 5.0}}
ON_TIME = {"schedule": 1.0, "options": {"expires": 5.0, "queue": DEADLINES}}
EVERY_MINUTE = {"schedule": 60.0, "options": {"expires": 50.0}}
EVERY_HOUR = {"schedule": 3600.0, "options": {"expires": 3000.0}}

app.conf.beat_schedule = {
    "accounts.forget_expired_sign_ins": {"task": "accounts.forget_expired_sign_ins", **EVERY_HOUR},
    "accounts.forget_old_keys": {"task": "accounts.forget_old_keys", **EVERY_HOUR},
    "accounts.sweep_due_decisions": {"task": "accounts.sweep_due_decisions", **EVERY_MINUTE},
    "accounts.remind_expiring": {"task": "accounts.remind_expiring", **EVERY_HOUR},
    "audit.tick": {"task": "audit.tick", **EVERY_SECOND},
    "registry.mark_overdue_filings": {"task": "registry.mark_overdue_filings", **EVERY_MINUTE},
    "cashier.report_long_suspense": {"task": "cashier.report_long_suspense", **EVERY_HOUR},
    "agency.remind_due_annuities": {"task": "agency.remind_due_annuities", **EVERY_HOUR},
    "files.clear_unreferenced": {"task": "files.clear_unreferenced", "schedule": crontab(hour=3, minute=40)},
    "trading.open_due_sales": {"task": "trading.open_due_sales", **ON_TIME},
    "trading.close_due_sales": {"task": "trading.close_due_sales", **ON_TIME},
    # Looks through all rights on offer; whoever opens or closes a sale asks of its own lot anyhow.
    "trading.watch_listings": {"task": "trading.watch_listings", "schedule": 10.0, "options": {"expires": 8.0}},
    "trading.attend_due_rounds": {"task": "trading.attend_due_rounds", **ON_TIME},
    "trading.lapse_forfeitures": {"task": "trading.lapse_forfeitures", **EVERY_MINUTE},
    "trading.end_due_negotiations": {"task": "trading.end_due_negotiations", **ON_TIME},
    "contracts.watch_deeds": {"task": "contracts.watch_deeds", **EVERY_MINUTE},
    "commissioning.watch_calls": {"task": "commissioning.watch_calls", "schedule": 5.0, "options": {"expires": 5.0}},
    "licensing.watch_licences": {"task": "licensing.watch_licences", **EVERY_MINUTE},
    "trading.attend_silence": {"task": "trading.attend_silence", **EVERY_MINUTE},
    "trading.note_overdue_payments": {"task": "trading.note_overdue_payments", **EVERY_MINUTE},
    "trading.note_overdue_instalments": {"task": "trading.note_overdue_instalments", **EVERY_MINUTE},
    "rulebook.watch_time_limits": {"task": "rulebook.watch_time_limits", **EVERY_MINUTE},
    "sandbox.robots_bid": {"task": "sandbox.robots_bid", **EVERY_SECOND},
    "matching.nightly": {"task": "matching.nightly", "schedule": crontab(hour=2, minute=30)},
    "matching.count_quality": {"task": "matching.count_quality", "schedule": crontab(hour=4, minute=20)},
    "matching.watch_contacts": {"task": "matching.watch_contacts", **EVERY_MINUTE},
    "catalogue.close_due_needs": {"task": "catalogue.close_due_needs", "schedule": 30.0, "options": {"expires": 25.0}},
    "catalogue.run_waiting_uploads": {"task": "catalogue.run_waiting_uploads", **EVERY_MINUTE},
    "reporting.drop_traces": {"task": "reporting.drop_traces", **EVERY_HOUR},
    "reporting.do_waiting": {"task": "reporting.do_waiting", **EVERY_MINUTE},
    "simulation.run_waiting": {"task": "simulation.run_waiting", **EVERY_MINUTE},
    "network.run_waiting_transfers": {"task": "network.run_waiting_transfers", **EVERY_MINUTE},
    "messages.send": {"task": "messages.send", **EVERY_SECOND},
    "messages.build_digests": {"task": "messages.build_digests", **EVERY_MINUTE},
    "messages.forget_secrets": {"task": "messages.forget_secrets", **EVERY_MINUTE},
    "desk.sweep_due_cases": {"task": "desk.sweep_due_cases", **EVERY_MINUTE},
    "ledger.keep_increments": {"task": "ledger.keep_increments", **EVERY_MINUTE},
    "jobs.sweep": {"task": "jobs.sweep", "schedule": 30.0, "options": {"expires": 25.0}},
}


@signals.celeryd_init.connect
@signals.beat_init.connect
def ensure_engines(**_: Any) -> None:
    """A worker may be the first process of all."""
    engines.ensure()


@signals.setup_logging.connect
def configure_logging(**_: Any) -> None:
    """Log as the rest of the product does, not in Celery's own way."""
    logging.config.dictConfig(app.conf["LOGGING"])
