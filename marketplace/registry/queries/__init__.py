from marketplace.registry.queries.estimates import Estimate, estimates
from marketplace.registry.queries.exporting import WRITERS
from marketplace.registry.queries.reading import change, filing, filings_for, prefilled

__all__ = ["WRITERS", "Estimate", "change", "estimates", "filing", "filings_for", "prefilled"]
