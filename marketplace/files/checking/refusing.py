"""How a file is refused. Pure."""

RULE = "R-SEC-12"  # what protects the platform is a rule of it


class Unfit(Exception):
    """A file that is not taken; the message says what is wrong, the limit, and what to do."""
