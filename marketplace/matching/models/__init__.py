from marketplace.matching.models.match import Decline, Match, Side

__all__ = ["Decline", "Match", "Side"]
