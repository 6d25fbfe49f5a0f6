"""The forms of schedules."""

from marketplace.fees.forms.acts import AdoptForm, AnswerForm, ApproveForm, CommentForm, DiscardForm, EndForm
from marketplace.fees.forms.drafts import DraftForms

__all__ = ["AdoptForm", "AnswerForm", "ApproveForm", "CommentForm", "DiscardForm", "DraftForms", "EndForm"]
