from marketplace.registry.queries.estimates import Estimate, estimates
from marketplace.registry.queries.exporting import table
from marketplace.registry.queries.reading import change, filing, filings_for, prefilled, prefilled_by

__all__ = ["Estimate", "change", "estimates", "filing", "filings_for", "prefilled", "prefilled_by", "table"]
