"""What has to give, and where, in the words of an office: ``第二小学编制 +4``."""

from __future__ import annotations

from constraints.cover import sending_floor
from constraints.registry import rules
from constraints.rotation.move_caps import CapScope
from constraints.situation import Situation
from models.policy import RuleRow
from staffing.answers.diagnose.conceding import Concession
from staffing.answers.diagnose.giving import Item
from staffing.answers.diagnose.where import APPROVED, lacking
from staffing.leaders.discretion import veiled_key
from staffing.naming import CountyNames
from staffing.wording import amount_words

_GIVES = {
    "establishment_cap": "{place}编制 +{n}",
    "duty_cap": "{place}在岗人数上限 +{n}",
    "move_caps": "{place}{name} +{n}",
    "subject_offered": "{place}允许暂无能教的教师",
    "subject_cover": "{place}允许缺 {words}",
    "sending_floor": "{place}另补 {words}",
    "rotation_share": "{place}“{name}”减 {words}",
    "key_teacher_share": "{place}“{name}”减 {words}",
    "team_whole": "{place}少派 {words}",
    "counterpart_quota": "{place}跟岗少派 {words}",
    "exemption": "{place}外出（须先撤回免缓审批）",
    "lock": "撤回锁定：{place}",
}
_DIRECTIONS = {CapScope.OUT: "派出", CapScope.IN: "接收"}
_OTHERWISE = "{place}“{name}”放宽 {words}"


def concession_text(situation: Situation, concession: Concession) -> str:
    """What has to give, in a few words; the amount in the rule's unit."""
    row, unit = row_of(situation, concession.item), rules()[concession.item.rule].unit
    said = _GIVES.get(concession.item.rule, _OTHERWISE).format(
        place=place_of(situation, concession.item),
        name=name_of(row),
        n=concession.amount,
        words=amount_words(concession.amount, unit),
    )
    return said + _when_added(situation, row, concession)


def _when_added(situation: Situation, row: RuleRow, concession: Concession) -> str:
    """How much it takes where people are added to a school's own, which raises its floor."""
    if not isinstance(row.params, sending_floor.P):
        return ""
    below = sending_floor.below_share(situation, row.params, concession.item.key)
    if not below:
        return ""
    added = amount_words(concession.amount + below, rules()[row.rule].unit)
    return f"（在“教师”表给本校加人的，底线随期初课时升高，须加 {added}）"


def place_of(situation: Situation, item: Item) -> str:
    """School, post or person of a demand; a team with the roles that too few can fill."""
    place = CountyNames(situation.county).key(veiled_key(situation.county, item.key))
    short = lacking(situation, row_of(situation, item), item.key)
    roles = "、".join(f"{x.role.role}缺 {x.short} 人" for x in short)
    return f"支教团{place}（{roles}）" if roles else place


def asked_of(situation: Situation, cap: Item) -> str:
    """What those under a cap do at its place: 派出, 接收; 安排 where it has no direction."""
    scope = getattr(row_of(situation, cap).params, "scope", None)
    if isinstance(scope, CapScope) and scope in _DIRECTIONS:
        return _DIRECTIONS[scope]
    return "接入" if cap.rule in APPROVED else "安排"


def name_of(row: RuleRow) -> str:
    """What people call a policy row."""
    return row.title or rules()[row.rule].name


def row_of(situation: Situation, item: Item) -> RuleRow:
    """The policy row of a demand."""
    return next(row for row in situation.policy.rules if row.id == item.row)
