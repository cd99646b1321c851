"""What the whole ledger of targets costs beside what it stands on: the list of candidates.

Run: ``python -m tests.bench.ledger [policy ...]``. Measured in one process on a county of 5,000
teachers: every target of the policy, its parts and its floors, once with every fact still to be
derived and once as after a solve. Printed as seconds of the processor and as a ratio to proposing
the candidates. Nothing here asserts a time.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from constraints.outcome import Opening, Outcome
from constraints.reach import Reach
from constraints.situation import Situation
from models.roster import Roster
from staffing.ledger.computing import ledger, ledger_parts, measure_targets
from staffing.modelling.candidates import propose
from staffing.policy_file import load
from staffing.sample import make_county

TEACHERS, SEED = 5000, 7
POLICIES = ("huantai-2022", "gaoxin-2023", "licheng-2022")
REPEATS = 3


def whole_ledger(situation: Situation, openings: frozenset[Opening]) -> None:
    """Measures, lines, floors and parts."""
    measures = measure_targets(Outcome(situation, Roster(()), openings))
    ledger(Reach(situation, openings), measures)
    ledger_parts(situation, measures)


def seconds(work: Callable[[], object]) -> float:
    """Least seconds of the processor of a few runs."""
    found = []
    for _ in range(REPEATS):
        begun = time.process_time()
        work()
        found.append(time.process_time() - begun)
    return min(found)


def main() -> None:
    """One line per policy."""
    county = make_county(TEACHERS, SEED)
    for name in sys.argv[1:] or POLICIES:
        policy = load(name, county.term.reference)
        there = Situation(county, policy)
        openings = propose(there).openings
        proposing = seconds(lambda: propose(Situation(county, policy)).openings)  # noqa: B023
        cold = seconds(lambda: whole_ledger(Situation(county, policy), openings))  # noqa: B023
        warm = seconds(lambda: whole_ledger(there, openings))  # noqa: B023
        print(
            f"{name}: {TEACHERS} teachers, ledger {warm:.2f} s after a solve "
            f"({warm / proposing:.2f} × candidates), {cold:.2f} s from nothing "
            f"({cold / proposing:.2f} ×); candidates {proposing:.2f} s"
        )


if __name__ == "__main__":
    main()
