"""Messages and preferences for programs."""

from http import HTTPStatus

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.messages import commands, queries
from marketplace.messages.models import Channel, Message, Mode
from marketplace.messages.queries import TopicRow
from marketplace.messages.topics import Topic


class MessageOut(serializers.ModelSerializer[Message]):
    title = serializers.CharField(source="local_title", help_text="in the caller's language")
    body = serializers.CharField(source="local_body", help_text="in the caller's language")
    organisation = serializers.CharField(
        source="organisation.number", default=None, allow_null=True, help_text="for which organisation"
    )
    link = serializers.CharField(help_text="a path of this site; may be empty")
    told = serializers.IntegerField(help_text="how many events it stands for")

    class Meta:
        model = Message
        fields = ["number", "kind", "title", "body", "organisation", "link", "subject", "told", "created_at", "read_at"]
        read_only_fields = fields


class MessageQuery(serializers.Serializer[object]):
    topic = serializers.ChoiceField(Topic.choices, required=False)
    unread = serializers.BooleanField(required=False, default=False)


class CountOut(serializers.Serializer[object]):
    read = serializers.IntegerField(help_text="how many messages were unread before")


class ChoiceOut(serializers.Serializer[object]):
    topic = serializers.ChoiceField(Topic.choices)
    channel = serializers.ChoiceField(Channel.choices)
    mode = serializers.ChoiceField(Mode.choices)
    among = serializers.ListField(
        child=serializers.ChoiceField(Mode.choices), read_only=True, help_text="one alone is no choice"
    )


class ChoiceIn(serializers.Serializer[object]):
    topic = serializers.ChoiceField(Topic.choices)
    channel = serializers.ChoiceField(Channel.choices)
    mode = serializers.ChoiceField(Mode.choices)


class ChoicesIn(serializers.Serializer[object]):
    choices = ChoiceIn(many=True, allow_empty=False)


class MessageList(MarketView):
    @extend_schema(parameters=[*PAGE_PARAMETERS, MessageQuery], responses=page_of(MessageOut))
    def get(self, request: Request) -> Response:
        """One's own messages, newest first."""
        asked = self.read_query(MessageQuery, request)
        topic = getattr(asked, "topic", "")
        return self.page(MessageOut, queries.messages_for(request.actor, topic=topic, only_unread=asked.unread))


class MessageDetail(MarketView):
    @extend_schema(responses=MessageOut)
    def get(self, request: Request, number: str) -> Response:
        """One of one's own messages."""
        return self.answer(MessageOut(queries.message(request.actor, number)))


class Reading(MarketView):
    @extend_schema(request=None, responses=MessageOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Mark a message as read."""
        found = queries.message(request.actor, number)
        commands.mark_read(message=found, actor=request.actor, clock=market_clock)
        return self.answer(MessageOut(found))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, number: str) -> Response:
        """Mark a message as unread again."""
        commands.mark_unread(message=queries.message(request.actor, number), actor=request.actor)
        return Response(status=HTTPStatus.NO_CONTENT)


class ReadingAll(MarketView):
    @extend_schema(request=None, responses=CountOut)
    @idempotent
    def post(self, request: Request) -> Response:
        """Mark all messages as read."""
        found, _at = commands.mark_all_read(actor=request.actor, clock=market_clock)
        return self.answer(CountOut({"read": found}))


class Preferences(MarketView):
    @extend_schema(responses=ChoiceOut(many=True))
    def get(self, request: Request) -> Response:
        """By which ways one is told of what."""
        return Response(flat(queries.preferences(request.actor)))

    @extend_schema(request=ChoicesIn, responses=ChoiceOut(many=True))
    def patch(self, request: Request) -> Response:
        """Change some of them; those not named stay."""
        asked = self.read(ChoicesIn, request)
        commands.choose(
            choices={(one["topic"], one["channel"]): one["mode"] for one in asked.choices}, actor=request.actor
        )
        return Response(flat(queries.preferences(request.actor)))


def flat(rows: list[TopicRow]) -> list[dict[str, object]]:
    return [
        {"topic": row.topic, "channel": cell.channel, "mode": cell.mode, "among": [mode for mode, _label in cell.among]}
        for row in rows
        for cell in row.cells
    ]
