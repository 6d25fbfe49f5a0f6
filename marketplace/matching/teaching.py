"""Teaching the ranking from feedback, and putting it in force where it does better on pairs that were held back.

One need in five is held back, the same ones for ever: neither the new ranking nor the one in force has learned from their pairs when the two
are compared. What is put in force has then learned from all.
"""

import hashlib
from collections.abc import Iterable
from typing import Any

import numpy as np

from accounts.actor import Actor
from marketplace.catalogue.models import Listing, Need
from marketplace.core.clock import Clock
from marketplace.jobs import commands as jobs
from marketplace.jobs.models import Job
from marketplace.matching import papers, rankings
from marketplace.matching.commands.teaching import keep_ranking
from marketplace.matching.feedback import Sign, grade_of
from marketplace.matching.learning.judging import Quality, quality
from marketplace.matching.learning.material import Material
from marketplace.matching.learning.texts import MOST_PAIRS
from marketplace.matching.models import Feedback, Match, Ranking

MOST_NEEDS, MOST_LISTINGS = 2_000, 6_000  # texts that describe others, the newest; what was graded comes on top
CHANGED = 10  # news: where one in so many texts is new or gone
HELD_ENOUGH = 30  # graded pairs held back, below which a comparison would be a toss


def teach(*, job: Job, actor: Actor, clock: Clock) -> Ranking | None:
    """Gather what the market knows, learn from it, compare, and keep the outcome. Some seconds; a minute with thousands of pairs.

    None where little is new since the last time.
    """
    with jobs.running(job):
        material = gathered()
        jobs.advance(job=job, done=1)
        if not is_news(material):
            return None
        figures = compared(material)
        jobs.advance(job=job, done=2)
        return keep_ranking(material=material, better=is_better(figures), quality=figures, actor=actor, clock=clock)


def gathered() -> Material:
    """Texts of the papers on the market now, and every pair whose feedback says something about the fit."""
    graded = grades()
    needs = Need.objects.open().order_by("-pk")[:MOST_NEEDS]
    listings = Listing.objects.on_offer().order_by("-pk")[:MOST_LISTINGS]
    of_needs = {need.number: papers.of_need(need) for need in [*needs, *(match.need for match, _grade in graded)]}
    of_listings = {
        listing.number: papers.of_listing(listing)
        for listing in [*listings, *(match.listing for match, _grade in graded)]
    }
    pairs = tuple((match.need.number, match.listing.number, float(grade)) for match, grade in graded)
    return Material(of_needs, of_listings, pairs)


def grades() -> list[tuple[Match, int]]:
    """The newest matches that somebody said something about, oldest first, with their grade."""
    said = Match.objects.filter(feedback__isnull=False).distinct().select_related("listing", "need").order_by("-pk")
    found = []
    for match in said.prefetch_related("feedback")[:MOST_PAIRS]:
        grade = grade_of(signs(match.feedback.all()))
        if grade is not None:
            found.append((match, grade))
    return found[::-1]


def signs(feedback: Iterable[Feedback]) -> list[Sign]:
    return [Sign(row.kind, row.reason) for row in feedback]


def is_news(material: Material) -> bool:
    """Whether there are grades since the last time, or a tenth of the texts has changed."""
    last = Ranking.objects.order_by("-pk").first()
    if last is None:
        return bool(material.needs or material.listings)
    before = rankings.material_of(last.pk)
    if material.graded != before.graded:
        return True
    ours, theirs = ({*known.needs.items(), *known.listings.items()} for known in (material, before))
    return len(ours ^ theirs) * CHANGED >= len(theirs)


def compared(material: Material) -> dict[str, Any]:
    """Figures of the new ranking and of the one in force on the pairs held back; empty where they are too few."""
    held = frozenset(need for need in material.needs if is_held(need))
    pairs = [pair for pair in material.graded if pair[0] in held]
    if len(pairs) < HELD_ENOUGH:
        return {}
    current = Ranking.objects.filter(state=Ranking.State.IN_FORCE).first()
    before = rankings.material_of(current.pk) if current else Material()
    ours, theirs = (figures(known.without(held), material, pairs) for known in (material, before))
    return {"held": len(pairs), "ours": told(ours), "theirs": told(theirs)}


def is_held(need: str) -> bool:
    """One need in five, by its number."""
    return hashlib.sha256(need.encode()).digest()[0] % 5 == 0


def figures(known: Material, texts: Material, pairs: Iterable[tuple[str, str, float]]) -> Quality:
    by_need: dict[str, list[tuple[str, float]]] = {}
    for need, listing, grade in pairs:
        by_need.setdefault(need, []).append((listing, grade))
    lists = {need: [texts.listings[listing] for listing, _grade in rows] for need, rows in by_need.items()}
    judged = rankings.taught_with(known).rank(texts.needs, lists)
    given = np.array([grade for rows in by_need.values() for _listing, grade in rows])
    need_of = np.repeat(np.arange(len(lists)), [len(rows) for rows in lists.values()])
    return quality(given, judged.scores, judged.estimates, need_of)


def told(found: Quality) -> dict[str, float]:
    """Figures as JSON keeps them; 0 where no need had an order to be judged."""
    names = ("pairwise", "gain", "closeness")
    return {name: round(float(np.nan_to_num(getattr(found, name))), 4) for name in names}


def is_better(figures: dict[str, Any]) -> bool:
    """Better in both figures of order taken together; where nothing can be compared, newer texts are better than older ones."""
    if not figures:
        return True
    return sum_of(figures["ours"]) > sum_of(figures["theirs"])


def sum_of(found: dict[str, float]) -> float:
    return found["pairwise"] + found["gain"]
