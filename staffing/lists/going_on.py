"""延续: who is away from home, or came as a recruit or from another county, since an earlier term;
no plan's doing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from constraints.facts.recruits import Recruits
from constraints.facts.standing import StandingFact
from constraints.situation import Situation
from models.column import Code, Subject
from models.roster import Placement, Roster
from models.sheets import HistoryRow
from models.vocabulary import Mode, Relation
from staffing.naming import CountyNames
from staffing.teams.fill import inbound
from staffing.wording import period_words


@dataclass(frozen=True)
class GoingOn:
    """One placement of an earlier term that still holds.

    home: empty for a recruit; end: None = not known; plan: the row of the earlier plan, where the
    workbook does not tell of it itself.
    """

    person: Code
    mode: Mode
    home: Code
    host: Code
    start: date
    end: date | None
    subject: Subject | None
    plan: Placement | None = None

    @property
    def days(self) -> str:
        """``2026年9月至2027年8月``."""
        if self.end is None:
            return f"{self.start.year}年{self.start.month}月起，止期未填"
        return period_words(self.start, self.end)

    def words(self, names: CountyNames) -> str:
        """Where the person is, by what mode, until when."""
        return (
            f"{self.mode.value}到{names.school(self.host)}（{self.days}），以前学期安排，本期照旧"
        )


def going_on(situation: Situation) -> tuple[GoingOn, ...]:
    """Everybody of whom that is so, teachers in code order, then recruits."""
    county, found = situation.county, list[GoingOn]()
    for code, standing in StandingFact.of(situation).by_person.items():
        if standing.running:
            rows = [r for r in county.history_of[code] if r.start == standing.since]
            home = county.teacher[code].establishment_school
            found.append(_of(situation, rows[-1], home, county.subject_of(code)))
    arrived = Recruits.of(situation).arrived if "recruitment" in situation.policy.modes else {}
    for code, school in arrived.items():
        rows = [r for r in county.history_of[code] if r.mode is Mode.RECRUITMENT]
        stay = rows[-1].model_copy(update={"school": school})
        found.append(_of(situation, stay, Code(""), county.subject_of(code)))
    return tuple(found)


def guests_going_on(situation: Situation) -> tuple[GoingOn, ...]:
    """People other counties send who came in an earlier term, in code order."""
    start = situation.county.term.start
    return tuple(
        GoingOn(p.person, p.mode, p.home, p.host, p.start, p.end, p.subject)
        for p in inbound(situation, Roster(()))
        if p.start < start
    )


def _of(situation: Situation, row: HistoryRow, home: Code, subject: Subject | None) -> GoingOn:
    about = (row.person, row.mode, row.start)
    plans = (p for p in situation.county.carried if (p.person, p.mode, p.start) == about)
    return GoingOn(
        row.person, row.mode, home, row.school, row.start, row.end, row.subject or subject,
        next(plans, None),
    )  # fmt: skip


def settled_words(situation: Situation, person: Code, names: CountyNames) -> str:
    """What an earlier term decided of somebody's place now; empty where it decided nothing."""
    for one in going_on(situation):
        if one.person == person:
            return one.words(names)
    for p in situation.county.carried:
        if p.person == person and p.relation is Relation.TRANSFERRED:
            school, days = names.school(p.host), period_words(p.start, p.end)
            return f"以前学期已{p.mode.value}到{school}（{days}），本期在该校，不再另排"
    return ""


def held_words(situation: Situation) -> str:
    """``以前学期安排、本期照旧 3 人，不在本期安排之内：交流 2，招聘 1；外县以前学期派来、本期照旧
    6 人。``; empty for nobody."""
    found, guests = going_on(situation), len({p.person for p in guests_going_on(situation)})
    counts = Counter(one.mode for one in found)
    modes = "，".join(f"{mode.value} {counts[mode]}" for mode in Mode if counts[mode])
    said = (
        f"以前学期安排、本期照旧 {len(found)} 人，不在本期安排之内：{modes}" if found else "",
        f"外县以前学期派来、本期照旧 {guests} 人" if guests else "",
    )
    words = "；".join(filter(None, said))
    return f"{words}。" if words else ""
