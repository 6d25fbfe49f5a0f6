"""manage.py score_pairs: how well pairs of a need and a listing fit, by the ranking that ships or by one learned from graded pairs."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from marketplace.core.errors import MarketError
from marketplace.matching.known_texts import known_texts
from marketplace.matching.learning.scoring import score
from marketplace.matching.pair_files import needs_in, pairs_in, write_scores


class Command(BaseCommand):
    help = __doc__
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--needs", type=Path, required=True, help="JSON Lines: need_id, title, content")
        parser.add_argument("--pairs", type=Path, required=True, help="JSON Lines: need_id, listing_id, listing_words")
        parser.add_argument(
            "--graded", type=Path, help="JSON Lines like pairs, with grade 1 to 4: taken as feedback first"
        )
        parser.add_argument("--out", type=Path, required=True, help="a line a pair: score and grade_estimate")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._score(**{name: options[name] for name in ("needs", "pairs", "graded", "out")})
        except OSError as error:
            raise CommandError(
                _("无法读写 {path}：{reason}").format(path=error.filename, reason=error.strerror)
            ) from error
        except MarketError as error:
            raise CommandError(str(error)) from error

    def _score(self, *, needs: Path, pairs: Path, graded: Path | None, out: Path) -> None:
        of_needs = needs_in(needs)
        asked = pairs_in(pairs, of_needs, graded=False)
        taught = pairs_in(graded, of_needs, graded=True) if graded else []
        judged = score(of_needs, [pair for _row, pair in [*asked, *taught]], known_texts())
        write_scores(out, [row for row, _pair in asked], judged)
        self.stdout.write(_("已为 {count} 对评分。").format(count=len(asked)))
