"""What the process tells its caller by its exit code, and how a result maps to it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.finding import Finding, TargetLine
    from models.result import Result
    from staffing.audit import Audit
    from staffing.result import Run


class Exit(IntEnum):
    """Exit codes; a caller may rely on them."""

    DONE = 0
    """Done; watched targets may be short, what is undecidable was said."""
    SHORT = 1
    """Done, but an enforced rule or target is short, be it for what is locked (锁定超限), cells
    of an audited roster cannot be so, or ``check`` has warnings to decide."""
    REFUSED = 2
    """Bad input or wrong usage; nothing was written."""
    IMPOSSIBLE = 3
    """Proven impossible."""
    UNPROVEN = 4
    """No plan, or a plan some tiers of which are not proven."""
    INTERNAL = 70
    """Solver and audit disagree, or the program failed; nothing was written."""
    INTERRUPTED = 130
    """Stopped by the user; nothing half-written."""


MEANINGS: dict[Exit, str] = {
    Exit.DONE: "完成（只观察的指标可以未达标；无法判定的已说明）",
    Exit.SHORT: "完成，但有硬性规则或指标未满足，或锁定超限，或花名册有写得不成立的格；"
    "check 有待处理的提醒",
    Exit.REFUSED: "输入或用法有误，什么都没有写",
    Exit.IMPOSSIBLE: "已证明无解（给出最少要让多少）",
    Exit.UNPROVEN: "没有方案，或有层级未证明最优（说明是哪一层）",
    Exit.INTERNAL: "求解与核查不一致，或程序内部出错，什么都没有写",
    Exit.INTERRUPTED: "被中断，没有写一半的文件",
}


def of_result(result: Result) -> Exit:
    """Exit code of a solve."""
    if result.status == "infeasible":
        return Exit.IMPOSSIBLE
    if result.roster is None or result.status != "optimal" or not result.proven:
        return Exit.UNPROVEN
    return of_findings(result.findings)


def of_run(run: Run) -> Exit:
    """Exit code of a finished run: as of its result, and limits that locks exceed are no less
    short."""
    found = of_result(run.decided_by)
    return Exit.SHORT if found is Exit.DONE and run.over_limits else found


def of_audit(found: Audit) -> Exit:
    """The same of a roster somebody made; cells of it that cannot be count as well."""
    wrong = found.over_limits or found.slips
    return Exit.SHORT if wrong else of_findings(found.findings)


def of_targets(targets: Iterable[TargetLine]) -> Exit:
    """Exit code of the ledger: targets that are only watched do not count."""
    from models.finding import State

    pursued = (line for line in targets if line.mode in ("hard", "soft"))
    return Exit.SHORT if any(line.state is State.SHORT for line in pursued) else Exit.DONE


def of_findings(findings: Iterable[Finding]) -> Exit:
    """Exit code of an audit: what is only watched does not count, nor what is undecidable."""
    from models.finding import State

    broken = any(f.enforced and f.state is State.SHORT for f in findings)
    return Exit.SHORT if broken else Exit.DONE
