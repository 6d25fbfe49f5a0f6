"""What a payer qualifies by, from what an exchange verified about it and from what it has paid: never from where it is (R-FEE-10)."""

from accounts.models import Kind, Organisation, Scale
from marketplace.fees.models import Criterion, PaymentNotice

SMALL = frozenset({Scale.MEDIUM, Scale.SMALL, Scale.MICRO})  # 中小微企业
RESEARCH = frozenset({Kind.UNIVERSITY, Kind.INSTITUTE})


def criteria_of(payer: Organisation) -> frozenset[str]:
    """The criteria that an organisation meets today; none before an exchange has verified it."""
    if payer.state != Organisation.State.VERIFIED:
        return frozenset()
    met = {
        Criterion.SMALL_FIRM: payer.scale in SMALL,
        Criterion.RESEARCH: payer.kind in RESEARCH,
        Criterion.INVENTOR: payer.kind == Kind.PERSON,
        Criterion.FIRST_DEAL: not PaymentNotice.objects.filter(quote__payer=payer).exists(),
    }
    return frozenset(str(criterion) for criterion, holds in met.items() if holds)
