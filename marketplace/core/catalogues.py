"""Message catalogues: `.po` files are kept, the `.mo` files that Django reads are made of them."""

import tempfile
from pathlib import Path

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from django.conf import settings


class BadCatalogue(Exception):
    """A catalogue that cannot be read; the text names file and line."""


def catalogues() -> list[Path]:
    """The `.po` files of the project and of its areas."""
    roots = [settings.BASE_DIR, settings.BASE_DIR / "accounts", *settings.BASE_DIR.glob("marketplace/*/")]
    return sorted(path for root in roots for path in root.glob("locale/*/LC_MESSAGES/*.po"))


def read(path: Path) -> Catalog:
    """One catalogue. Raises BadCatalogue."""
    try:
        with path.open("rb") as file:
            return read_po(file, domain=path.stem, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError) as error:
        raise BadCatalogue(f"{path.relative_to(settings.BASE_DIR)}: {error}") from error


def compile_catalogues() -> int:
    """Compile the catalogues that changed since they were compiled last; how many those are."""
    changed = [path for path in catalogues() if _is_newer(path, path.with_suffix(".mo"))]
    for path in changed:
        _compile(path)
    return len(changed)


def _compile(path: Path) -> None:
    catalogue = read(path)
    # Processes that read the old file meanwhile keep it whole.
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".mo", delete=False) as file:
        write_mo(file, catalogue)
    new = Path(file.name)
    new.chmod(0o644)
    new.rename(path.with_suffix(".mo"))


def _is_newer(source: Path, made: Path) -> bool:
    return not made.exists() or source.stat().st_mtime_ns > made.stat().st_mtime_ns
