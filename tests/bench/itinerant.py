"""走教 in the one model at county size: how near the proven bound the plan comes, said in posts.

Run: ``python -m tests.bench.itinerant [teachers ...]``. Every tier above cover is solved first;
then the printed line gives cover with and without 走教, the bound, and the distance in posts of
a full primary load. Nothing here asserts a time.
"""

from __future__ import annotations

import sys
import time

from constraints.facts.load import Load
from constraints.situation import Situation
from models.vocabulary import Stage
from staffing.modelling import visiting
from staffing.modelling.candidates import propose
from staffing.modelling.model import Model, build_model
from staffing.policy_file import load
from staffing.sample import make_county
from staffing.solver.proof import TierProof
from staffing.solver.tiers import solve_tiers

SIZES = (3000, 5000)
NODES = 20
"""Branch-and-bound nodes per integer program: a limit in steps, so that runs repeat."""

COVER = ("rural_cover", "cover")


def measure(teachers: int) -> None:
    """Print one block for a sample county of that size."""
    county = make_county(teachers, 7)
    situation = Situation(county, load("national", county.term.reference))
    moves = propose(situation).moves
    post = Load.of(situation).standard(Stage.PRIMARY, "音乐")
    print(f"{teachers} teachers, {len(moves)} candidate pairs, a post = {post / 10:g} periods")
    for name, hook in (("rotation alone", None), ("with 走教", visiting.columns)):
        begun = time.perf_counter()
        model = build_model(situation, moves, itinerant=hook)
        proofs = _proofs(situation, model)
        seconds = time.perf_counter() - begun
        print(f"  {name}: {len(model.visits)} visits, {seconds:.1f} s")
        for proof in (p for p in proofs if p.id in COVER):
            apart = (proof.value - proof.bound) / post
            print(
                f"    {proof.id}: {proof.value / 10:g} periods uncovered, at least "
                f"{proof.bound / 10:g} ({apart:.2f} posts apart)"
            )


def _proofs(situation: Situation, model: Model) -> tuple[TierProof, ...]:
    tasks = model.tasks(situation.policy.tiers_to(COVER[-1]))
    return solve_tiers(model.program, tasks, nodes=NODES).proofs


if __name__ == "__main__":
    for size in [int(word) for word in sys.argv[1:]] or SIZES:
        measure(size)
