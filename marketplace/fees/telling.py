"""A frozen quote told in words to its payer."""

from marketplace.fees.breakdowns import read_breakdown
from marketplace.fees.models import Quote
from marketplace.fees.wording import increment_sentences, sentences


def sentences_of(quote: Quote) -> list[str]:
    """How the fee came about; of a part of a price, by what it grew (R-FEE-05)."""
    after, before = read_breakdown(quote.breakdown), quote.breakdown.get("before")
    return increment_sentences(read_breakdown(before), after) if before else sentences(after)
