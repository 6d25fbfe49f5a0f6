"""Long work: how far it is, and a way to stop it."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.idempotency import idempotent
from accounts.rules import is_signed_in
from marketplace.core.api import MarketView, Request
from marketplace.core.errors import require
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.jobs import commands
from marketplace.jobs.models import Job
from marketplace.jobs.queries import jobs_for


class JobOut(serializers.ModelSerializer[Job]):
    state_label = serializers.CharField(source="get_state_display")
    total = serializers.IntegerField(allow_null=True, help_text="null while nobody knows")
    percent = serializers.IntegerField(allow_null=True)
    created_at = serializers.DateTimeField(help_text="real time, as all times of a job")

    class Meta:
        model = Job
        fields = [
            "number",
            "kind",
            "title",
            "state",
            "state_label",
            "total",
            "done",
            "percent",
            "note",
            "error",
            "cancel_requested",
            "created_by",
            "created_at",
            "started_at",
            "finished_at",
        ]
        read_only_fields = fields


class JobView(MarketView):
    def job(self, number: str) -> Job:
        return get_object_or_404(jobs_for(self.request.actor), number=number)


class JobList(JobView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(JobOut))
    def get(self, request: Request) -> Response:
        """The long work of one's own organisation, newest first; for staff of an exchange also the market's own."""
        require(is_signed_in, request.actor)
        return self.page(JobOut, jobs_for(request.actor))


class JobDetail(JobView):
    @extend_schema(responses=JobOut)
    def get(self, request: Request, number: str) -> Response:
        """One piece of long work: how far it is, or how it ended."""
        return self.answer(JobOut(self.job(number)))


class Cancellation(JobView):
    @extend_schema(request=None, responses=JobOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Ask a job to stop: one in the queue never starts, one that runs stops at its next report."""
        job = self.job(number)
        commands.cancel(job=job, actor=request.actor)
        return self.answer(JobOut(job))
