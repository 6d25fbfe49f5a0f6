"""A signed-in person in a browser."""

from django.conf import settings
from django.test import Client

from accounts.actor import SESSION_KEY, Actor


def sign_in(page, origin: str, acting: Actor, language: str = "zh-hans") -> None:
    """Let the browser be the actor's, acting for the actor's organisation."""
    cookies = session_cookies(acting) | {settings.LANGUAGE_COOKIE_NAME: language}
    page.context.add_cookies([{"name": name, "value": value, "url": origin} for name, value in cookies.items()])


def session_cookies(acting: Actor) -> dict[str, str]:
    client = signed_in(acting)
    return {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}


def signed_in(acting: Actor, language: str = "zh-hans") -> Client:
    """A test client that is the actor's, acting for the actor's organisation."""
    client = Client()
    client.force_login(acting.user)
    session = client.session
    session[SESSION_KEY] = acting.organisation_ref
    session.save()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client
