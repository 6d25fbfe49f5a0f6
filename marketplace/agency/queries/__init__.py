from marketplace.agency.queries.reading import (
    Record,
    attribution,
    attributions_for,
    attributions_of,
    clients_of,
    custodian_of,
    custodies_for,
    custody,
    practitioner,
    practitioners_for,
    record_of,
)

__all__ = [
    "Record",
    "attribution",
    "attributions_for",
    "attributions_of",
    "clients_of",
    "custodian_of",
    "custodies_for",
    "custody",
    "practitioner",
    "practitioners_for",
    "record_of",
]
