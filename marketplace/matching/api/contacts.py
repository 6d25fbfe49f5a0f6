"""The contact of a connected match through the API: messages, the next step, outcomes, the end."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.files import queries as files
from marketplace.matching import commands, queries
from marketplace.matching.models import Contact, ContactMessage, Ending, Feedback, Side
from marketplace.matching.models.contact import FILES_MOST, STEP_MAX, TEXT_MAX
from marketplace.matching.models.feedback import NOTE_MAX, REPORTED
from marketplace.matching.rules import side_of


class ContactMessageOut(serializers.ModelSerializer[ContactMessage]):
    files = serializers.SerializerMethodField()

    class Meta:
        model = ContactMessage
        fields = ("side", "text", "files", "sent_at")

    def get_files(self, message: ContactMessage) -> list[str]:
        return [one.number for one in message.files.all()]


class ContactOutcomeOut(serializers.ModelSerializer[Feedback]):
    """One sign; `side` is empty where the market itself saw the contract."""

    class Meta:
        model = Feedback
        fields = ("kind", "side", "reason", "note", "happened_date", "at")


class ContactOut(serializers.ModelSerializer[Contact]):
    match = serializers.CharField(source="match.number")
    side = serializers.SerializerMethodField()
    outcomes = ContactOutcomeOut(source="match.feedback", many=True)
    messages = serializers.SerializerMethodField()

    class Meta:
        model = Contact
        fields = (
            *("number", "match", "state", "side", "opened_at", "acted_at", "acted_side"),
            *("next_step", "next_side", "next_due_date", "ended_at", "outcomes", "messages"),
        )

    def get_side(self, contact: Contact) -> str:
        return side_of(self.context["request"].actor, contact.match)

    @extend_schema(responses=ContactMessageOut(many=True))
    def get_messages(self, contact: Contact) -> list[dict[str, Any]]:
        """The newest hundred, oldest first."""
        return ContactMessageOut(queries.messages_of(contact), many=True).data  # type: ignore[return-value]


class ContactMessageIn(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=TEXT_MAX)
    files = serializers.ListField(
        child=serializers.CharField(max_length=20), max_length=FILES_MOST, default=list, help_text="F-…"
    )


class ContactStepIn(serializers.Serializer[Any]):
    step = serializers.CharField(max_length=STEP_MAX)
    by = serializers.ChoiceField(choices=Side.choices)
    due_date = serializers.DateField()


class ContactOutcomeIn(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=[(kind.value, kind.label) for kind in REPORTED])
    happened_date = serializers.DateField()
    note = serializers.CharField(max_length=NOTE_MAX, allow_blank=True, default="")


class ContactEndIn(serializers.Serializer[Any]):
    reason = serializers.ChoiceField(choices=Ending.choices)
    note = serializers.CharField(max_length=NOTE_MAX, allow_blank=True, default="")


class ContactView(MarketView):
    def contact(self, request: Request, number: str) -> Contact:
        """Only the contact of a match of the actor's own organisation is found."""
        return queries.contact_of(request.actor, number)

    def out(self, request: Request, number: str) -> ContactOut:
        return ContactOut(self.contact(request, number), context={"request": request})


class ContactDetail(ContactView):
    @extend_schema(operation_id="match_contact", responses=ContactOut)
    def get(self, request: Request, number: str) -> Response:
        """What two sides do since both have accepted."""
        return self.answer(self.out(request, number))


class MessageList(ContactView):
    @extend_schema(operation_id="write_contact_message", request=ContactMessageIn, responses={201: ContactMessageOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Write to the other side, with files that were handed in before."""
        said = self.read(ContactMessageIn, request)
        papers = [files.file(request.actor, one) for one in said.files]
        told = {"text": said.text, "papers": papers, "actor": request.actor, "clock": market_clock}
        return self.created(ContactMessageOut(commands.write_message(contact=self.contact(request, number), **told)))


class StepView(ContactView):
    @extend_schema(operation_id="plan_contact_step", request=ContactStepIn, responses={201: ContactOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Plan the next step: what, by which side, by which day."""
        said = self.read(ContactStepIn, request)
        told = {"step": said.step, "by": said.by, "due_date": said.due_date}
        commands.plan_step(contact=self.contact(request, number), **told, actor=request.actor, clock=market_clock)
        return self.created(self.out(request, number))


class StepDone(ContactView):
    @extend_schema(operation_id="finish_contact_step", request=None, responses={201: ContactOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """The next step is done."""
        commands.finish_step(contact=self.contact(request, number), actor=request.actor, clock=market_clock)
        return self.created(self.out(request, number))


class OutcomeList(ContactView):
    @extend_schema(operation_id="report_contact_outcome", request=ContactOutcomeIn, responses={201: ContactOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Report that the two have met, tried a sample, negotiate or signed a contract."""
        said = self.read(ContactOutcomeIn, request)
        told = {"kind": said.kind, "happened_date": said.happened_date, "note": said.note}
        commands.report_outcome(contact=self.contact(request, number), **told, actor=request.actor, clock=market_clock)
        return self.created(self.out(request, number))


class EndView(ContactView):
    @extend_schema(operation_id="end_contact", request=ContactEndIn, responses={201: ContactOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """End the contact for a coded reason."""
        said = self.read(ContactEndIn, request)
        told = {"reason": said.reason, "note": said.note, "actor": request.actor, "clock": market_clock}
        commands.end_contact(contact=self.contact(request, number), **told)
        return self.created(self.out(request, number))
