"""Who reads the papers of solutions and of engagements."""

from accounts.actor import Actor
from marketplace.commissioning.models import Engagement, Solution
from marketplace.commissioning.rules import may_read_engagement, may_read_solution
from marketplace.files.access import guard


@guard("solution")
def may_read_papers_of_solution(actor: Actor, number: str) -> bool:
    """Whoever reads the solution: before the opening the proposer alone."""
    found = Solution.objects.select_related("call__poster", "proposer").filter(number=number).first()
    return found is not None and may_read_solution(actor, found)


@guard("engagement")
def may_read_papers_of_engagement(actor: Actor, number: str) -> bool:
    """Both sides, the venue, supervisors."""
    found = Engagement.objects.select_related("client", "supplier").filter(number=number).first()
    return found is not None and may_read_engagement(actor, found)
