from marketplace.matching.models.contact import Contact, ContactMessage, ContactState
from marketplace.matching.models.feedback import Ending, Feedback, FeedbackKind
from marketplace.matching.models.match import Decline, Match, Side
from marketplace.matching.models.quality import QualityFigure
from marketplace.matching.models.ranking import Ranking
from marketplace.matching.models.silence import Silence, SilenceState

__all__ = [
    "Contact",
    "ContactMessage",
    "ContactState",
    "Decline",
    "Ending",
    "Feedback",
    "FeedbackKind",
    "Match",
    "QualityFigure",
    "Ranking",
    "Side",
    "Silence",
    "SilenceState",
]
