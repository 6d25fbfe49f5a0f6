"""The forms of the desk's own pages."""

from marketplace.desk.forms.notices import BoardForm, SubscriptionForm

__all__ = ["BoardForm", "SubscriptionForm"]
