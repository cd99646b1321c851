"""About teams (支教团): roles nobody can fill, guests and counterparts that belong to no team.

Who holds a role is the policy's to say; here only who could under any reading, so that what is
named is missing for certain.
"""

from __future__ import annotations

from collections.abc import Iterator

from constraints.facts.teams import members_of
from models.column import Code, Subject
from models.county import County
from models.problem import Problem
from models.sheets import LockRow, OutsidePersonRow, TeacherRow, TeamRow
from models.vocabulary import Direction, KeyLevel, Leadership, Mode, SchoolKind, TeamRole
from staffing.data_audit.notes import note, school_words, who
from staffing.leaders.discretion import HEADS


def check_teams(county: County) -> Iterator[Problem]:
    """Everything to look into about teams, the people other counties send, and locks to teams."""
    members = members_of(county, county.teams)
    for row in county.teams:
        yield from _ends(county, row)
        yield from _arrived(county, row, len(members.get(row, ())))
        yield from _own_roles(county, row)
    filled = {person for people in members.values() for person in people}
    for person in county.outside_people:
        if person not in filled:
            yield from _stray_guest(county, person)
    for lock in county.locks:
        if lock.person in county.teacher:
            yield from _stray_lock(county, lock, county.teacher[lock.person])


def _ends(county: County, row: TeamRow) -> Iterator[Problem]:
    """派入 comes to a school of ours from outside; 派出 leaves one of ours."""
    inbound = row.direction is Direction.INBOUND
    ours, field = (row.receiver, "receiver") if inbound else (row.sender, "sender")
    if ours not in county.school:
        header = "受援学校" if inbound else "派出学校"
        message = (
            f"支教团{row.team}方向是“{row.direction}”，{header}{school_words(county, ours)}"
            "却不是本县学校，这一行不起作用；请核对方向和学校"
        )
        yield note(county, row, field, "team_direction", message)
    if inbound and row.sender in county.school:
        message = (
            f"支教团{row.team}方向是“派入”，"
            f"派出学校{school_words(county, row.sender)}却是本县学校，"
            "不会安排人员去支教；本县学校派出的方向请填“派出”"
        )
        yield note(county, row, "sender", "team_direction", message)


def _arrived(county: County, row: TeamRow, have: int) -> Iterator[Problem]:
    heads = row.heads or 0  # left to the policy where it is blank
    if row.direction is Direction.INBOUND and have < heads:
        message = (
            f"派入支教团{row.team}的“{row.role}”应有{heads}人，外县人员表中来源学校、受援学校、"
            f"角色{'、学科' if row.subject else ''}都相符的只有{have}人，缺{heads - have}人；"
            "请补填外县人员，或改人数"
        )
        yield note(county, row, "heads", "team_short", message)


def _own_roles(county: County, row: TeamRow) -> Iterator[Problem]:
    """Our own people for a role: members of a team of ours, counterparts of a team we receive."""
    if row.role is None:
        return
    heads = row.heads or 0
    if row.direction is Direction.OUTBOUND and row.sender in county.school:
        have = len(_holders(county, row.sender, row.role, row.subject))
        if have < heads:
            taught = f"、主教{row.subject}" if row.subject else ""
            message = (
                f"派出支教团{row.team}的“{row.role}”要{heads}人，"
                f"{school_words(county, row.sender)}具备该角色{taught}的只有{have}人，"
                "全团因此派不出；请核对角色、人数和教师表的行政职务"
            )
            yield note(county, row, "role", "team_role_missing", message)
    wanted = row.counterparts or 0
    if wanted and row.receiver in county.school:
        have = len(_holders(county, row.receiver, row.role, None))
        if have < wanted:
            message = (
                f"支教团{row.team}的“{row.role}”要跟岗{wanted}人，"
                f"{school_words(county, row.receiver)}具备该角色的只有{have}人，"
                f"缺{wanted - have}人；请把跟岗人数填在有人的角色上"
            )
            yield note(county, row, "counterparts", "counterpart_role_missing", message)


def _holders(
    county: County, school: Code, role: TeamRole, subject: Subject | None
) -> list[TeacherRow]:
    """Everybody at a legal school who could hold a role under any policy."""
    legal = county.legal_school(school)
    return [
        row
        for row in county.teachers
        if county.legal_school(row.duty_school) == legal
        and subject in (None, row.subject)
        and _could_hold(county, row, role)
    ]


def _could_hold(county: County, row: TeacherRow, role: TeamRole) -> bool:
    match role:
        case TeamRole.LEADER:
            return row.leadership in HEADS
        case TeamRole.MIDDLE:
            return row.leadership is Leadership.MIDDLE
        case TeamRole.KEY_TEACHER:
            return row.teaches and row.key_level not in (None, KeyLevel.NONE)
        case TeamRole.RESEARCHER:
            return county.school[row.duty_school].kind is SchoolKind.RESEARCH
        case TeamRole.TEACHER:
            return row.teaches


def _stray_guest(county: County, person: OutsidePersonRow) -> Iterator[Problem]:
    """Someone at a school that receives teams, in none of them; without teams there is no fault."""
    teams = [
        row
        for row in county.teams
        if row.direction is Direction.INBOUND and row.receiver == person.receiver
    ]
    same = [row for row in teams if row.sender == person.sender]
    named = f"{person.name}（{person.code}）不属于任何支教团："
    if same and not {None, person.role} & {row.role for row in same}:
        listed = "、".join(sorted({str(row.role) for row in same}))
        message = f"{named}角色是“{person.role}”，该校派来的团只有{listed}；请核对角色"
        yield note(county, person, "role", "guest_without_team", message)
    elif same:
        message = f"{named}学科或起止与所来学校的团不符，或该角色已满；请核对"
        yield note(county, person, "subject", "guest_without_team", message)
    elif teams:
        senders = "、".join(dict.fromkeys(school_words(county, row.sender) for row in teams))
        message = (
            f"{named}来源学校{school_words(county, person.sender)}不是该受援学校支教团的派出学校"
            f"（{senders}）；请核对，确不属团队的可以不改"
        )
        yield note(county, person, "sender", "guest_without_team", message)


def _stray_lock(county: County, lock: LockRow, teacher: TeacherRow) -> Iterator[Problem]:
    """跟岗 to a school that sends no team to one's own; 支教 outside the county without a team."""
    home = county.legal_school(teacher.duty_school)
    if lock.school is None or lock.mode not in (Mode.SHADOWING, Mode.SECONDMENT):
        return
    shadow = lock.mode is Mode.SHADOWING
    mine = [r for r in county.teams if home == _legal(county, r.receiver if shadow else r.sender)]
    there = [r for r in mine if lock.school == (r.sender if shadow else r.receiver)]
    if there:
        yield from _without_role(county, lock, teacher, there)
    elif shadow or lock.school not in county.school:
        place, said = school_words(county, lock.school), f"{who(teacher)}锁定{lock.mode}到"
        yield note(
            county, lock, "school",
            "counterpart_school" if shadow and mine else "lock_without_team",
            f"{said}{place}（{lock.decided_by}决定），{_no_team(county, mine, shadow=shadow)}",
        )  # fmt: skip


def _no_team(county: County, mine: list[TeamRow], *, shadow: bool) -> str:
    if shadow and mine:
        senders = "、".join(dict.fromkeys(school_words(county, row.sender) for row in mine))
        return f"不是派团到本校的学校（{senders}），不算该团的一比一跟岗；请改正学校代码"
    what = "支教团表中没有该校派到本校的团" if shadow else "支教团表中没有本校派到该校的团"
    return f"{what}，不属于任何团队；骨干跟岗等名额内的可以不改，否则请补支教团或改正学校代码"


def _without_role(
    county: County, lock: LockRow, teacher: TeacherRow, teams: list[TeamRow]
) -> Iterator[Problem]:
    roles = {row.role for row in teams}
    if not any(role is None or _could_hold(county, teacher, role) for role in roles):
        named = "、".join(sorted(map(str, roles)))
        message = (
            f"{who(teacher)}锁定{lock.mode}（{lock.decided_by}决定），但不具备支教团{teams[0].team}的任何角色（{named}）；"
            "请核对行政职务，或改锁定"
        )
        yield note(county, lock, "person", "lock_without_role", message)


def _legal(county: County, code: Code) -> Code:
    return county.legal_school(code) if code in county.school else code
