from tests.support import transactions  # noqa: F401  patches the outermost transaction of a test
