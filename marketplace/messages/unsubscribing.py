"""The signed address by which a mail is unsubscribed from, without signing in."""

from django.core import signing

from accounts.models import User
from marketplace.messages.topics import Topic

SALT = "messages.unsubscribe"


def token_for(user: User, topic: str) -> str:
    return signing.dumps([user.number, str(topic)], salt=SALT)


def read_token(token: str) -> tuple[str, str] | None:
    """The number of the person and the topic; nothing for what we did not sign. It does not run out: mails are kept for years."""
    try:
        number, topic = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return (number, topic) if topic in Topic.values else None
