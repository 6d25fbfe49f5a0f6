"""The market: areas on floors, see docs/architecture.md."""

from marketplace.celery import app as celery_app

__all__ = ["celery_app"]
