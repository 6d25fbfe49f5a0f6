"""A browser's session for an actor."""

from accounts.actor import SESSION_KEY


def signed_in(client, actor):
    """Sign in as the actor's person, acting for the actor's organisation; nobody for None."""
    client.logout()
    if actor is None:
        return client
    client.force_login(actor.user)
    session = client.session
    session[SESSION_KEY] = actor.organisation.number if actor.organisation else ""
    session.save()
    return client
