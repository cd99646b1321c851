"""What a way of being placed that the policy has switched off leaves out, in words.

People and decisions of such a mode stand in the workbook and count for nothing; that is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from constraints.facts.outside import Outside
from constraints.situation import Situation
from models.county import County
from models.policy import Policy
from models.problem import Problem
from models.vocabulary import Mode
from staffing.data_audit.notes import note, who


def switched_off(situation: Situation) -> tuple[str, ...]:
    """One sentence per mode that is off and has people of other counties, wishes or decisions."""
    wishes = Counter(wish.mode for wish in situation.county.wishes)
    locks = Counter(lock.mode for lock in situation.county.locks)
    guests = Outside.of(situation).shut_out
    found = []
    for mode in Mode:
        if mode is Mode.STAY or mode.name.lower() in situation.policy.modes:
            continue
        left = [
            f"外县人员表中{mode}的 {len(guests[mode])} 人不计入师资，也不列入名单"
            if mode in guests
            else "",
            f"志愿表中方式为{mode}的 {wishes[mode]} 条不参加安排" if wishes[mode] else "",
            f"锁定表中方式为{mode}的 {locks[mode]} 条不起作用" if locks[mode] else "",
        ]
        if any(left):
            found.append(f"政策停用了{mode}：{'；'.join(part for part in left if part)}。")
    return tuple(found)


def locks_switched_off(county: County, policy: Policy) -> Iterator[Problem]:
    """Decisions to go by a mode that is off: nothing can fulfil them."""
    for lock in county.locks:
        teacher = county.teacher.get(lock.person)
        on = lock.mode is Mode.STAY or lock.mode.name.lower() in policy.modes
        if not on and teacher is not None:
            message = (
                f"{who(teacher)}锁定{lock.mode}（{lock.decided_by}决定），政策却停用了{lock.mode}，"
                "这条锁定不起作用；请启用这种方式，或删去锁定"
            )
            yield note(county, lock, "mode", "lock_mode_off", message)
