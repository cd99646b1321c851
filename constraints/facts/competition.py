"""竞聘: the posts of each round of 县管校聘, who applies, and in which order they choose.

口径: everyone is ranked by 竞聘分 (积分, 用途 竞聘), the higher first; equals by the policy's
published list, and at last by 教师编号, so that the order is total and known beforehand. A post is
open in the rounds its 轮次 names (blank = any). 学区内 takes wishes for schools of one's own
district, 跨校 the others and those the first round left. 例外: people decided already (锁定),
failed in appraisal or ethics, without points, or of an office appointed otherwise (另行任免, as for
富余人员) do not take part, and are told so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from constraints.facts.grades import Grades
from constraints.facts.points import Points
from constraints.facts.standing import StandingFact
from constraints.facts.surplus import Surplus
from constraints.situation import Fact
from models.column import Code, Month, Subject
from models.policy import Params, param
from models.sheets import WishRow
from models.vocabulary import Appraisal, Ethics, Mode, PointsUse, Round, Word

Rank = tuple[Fraction | int | str, ...]
"""Place in the order of choosing: smaller chooses first."""


class TieBreak(Word):
    """What decides between equal points."""

    SENIORITY = "教龄"
    TENURE = "本校年限"
    TITLE = "职称"
    KEY_LEVEL = "骨干级别"
    RURAL_YEARS = "乡村任教年数"
    CODE = "教师编号"


@dataclass(frozen=True, kw_only=True)
class P(Params):
    """Rounds, ties and who is shut out."""

    words: Mapping[Round, tuple[str, ...]] = param("各轮次在岗位表中的写法")
    ties: tuple[TieBreak, ...] = param("竞聘分相同时依次比较的项目")
    failed: tuple[Appraisal, ...] = param("不得竞聘的年度考核等次")
    failed_ethics: tuple[Ethics, ...] = param("不得竞聘的师德考核等次")
    surplus_only: bool = param("是否只有落聘、富余人员可以竞聘")


@dataclass(frozen=True, order=True)
class Post:
    """A post offered in a round; subject or grade empty = any. ``places`` is how many there are."""

    school: Code
    subject: str
    grade: str
    places: int

    @property
    def key(self) -> tuple[Code, str, str]:
        """What names the post."""
        return self.school, self.subject, self.grade


class Competition(Fact[P]):
    """Posts, wishes and the order of choosing."""

    id = "competition"
    name = "县管校聘竞聘"
    Params = P

    def posts(self, stage: Round) -> tuple[Post, ...]:
        """Posts open in a round, sorted; rows of the same school, subject and grade added up."""
        places: Counter[tuple[Code, str, str]] = Counter()
        for row in self.county.vacancies:
            if row.round is None or row.round in self.p.words.get(stage, ()):
                places[row.school, str(row.subject or ""), row.grade or ""] += row.places
        return tuple(Post(*key, n) for key, n in sorted(places.items()))

    def wishes(self, stage: Round) -> Mapping[Code, tuple[WishRow, ...]]:
        """Wishes to be heard in a round, by person in code order, first wish first."""
        found: dict[Code, tuple[WishRow, ...]] = {}
        for person, rows in sorted(self.county.wishes_of.items()):
            heard = tuple(w for w in rows if w.mode is Mode.COMPETITION and self._heard(w, stage))
            if heard:
                found[person] = heard
        return found

    def fits(self, wish: WishRow, post: Post) -> bool:
        """Whether a wish is for this post: school, subject and grade."""
        grade = Grades.of(self.situation).grade_of(wish.person)
        return (
            wish.school == post.school
            and post.subject in ("", self.subject(wish))
            and post.grade in ("", grade)
        )

    def subject(self, wish: WishRow) -> Subject | None:
        """申报学科, else the person's own."""
        return wish.subject or self.county.teacher[wish.person].subject

    def score(self, code: Code) -> Fraction | None:
        """竞聘分; None when there is none."""
        return Points.of(self.situation).total(code, PointsUse.COMPETITION)

    def rank(self, code: Code) -> Rank:
        """Place in the order of choosing; people without points come last."""
        score = self.score(code)
        none = score is None
        ties = (self._tie(code, tie) for tie in self.p.ties)
        return (int(none), -(score or 0), *ties, str(code))

    def decided_by(self, one: Code, other: Code) -> str:
        """What puts *one* before *other*: 竞聘分, or the first item of the list that differs."""
        names = ("竞聘分", "竞聘分", *(str(tie) for tie in self.p.ties), TieBreak.CODE.value)
        pairs = zip(names, self.rank(one), self.rank(other), strict=True)
        return next((name for name, a, b in pairs if a != b), "")

    def bar(self, code: Code) -> str:
        """Why the person may not take part at all, fit for their own eyes; empty when they may."""
        row, p = self.county.teacher.get(code), self.p
        if row is None:
            return "不在教师表中"
        if self.county.locks_of.get(code):
            return "已有锁定的安排"
        if row.leadership in Surplus.of(self.situation).p.leaders:
            return "学校领导人员按干部管理权限另行任免，不参加竞聘"
        if StandingFact.of(self.situation).by_person[code].holder is None:
            return "不占编制，不参加竞聘"
        if row.appraisal in p.failed or row.ethics in p.failed_ethics:
            return "年度考核或师德考核不符合竞聘条件"
        if p.surplus_only and code not in self._surplus:
            return "不属落聘、富余人员"
        return "" if self.score(code) is not None else "没有竞聘积分"

    @cached_property
    def _surplus(self) -> frozenset[Code]:
        return frozenset(Surplus.of(self.situation).people)

    def _heard(self, wish: WishRow, stage: Round) -> bool:
        if wish.school is None or wish.school not in self.county.school:
            return False
        if wish.person not in self.county.teacher:
            return False
        home = StandingFact.of(self.situation).by_person[wish.person].school
        if home is None:
            return False
        same = self.county.school[home].district == self.county.school[wish.school].district
        return stage is Round.CROSS or (stage is Round.DISTRICT and same)

    def _tie(self, code: Code, tie: TieBreak) -> Fraction | int | str:
        row = self.county.teacher.get(code)
        if row is None:  # a recruit, whom only a plan by hand would let compete
            return str(code) if tie is TieBreak.CODE else 0
        match tie:
            case TieBreak.SENIORITY:
                return _month(row.worked_since)
            case TieBreak.TENURE:
                return _month(row.school_since)
            case TieBreak.TITLE:
                return -(row.title.rank if row.title else 0)
            case TieBreak.KEY_LEVEL:
                return -(row.key_level.rank if row.key_level else 0)
            case TieBreak.RURAL_YEARS:
                return -Fraction(row.rural_years or 0)
            case TieBreak.CODE:
                return str(code)


def _month(month: Month | None) -> int:
    """Earlier is smaller; a blank comes after everyone."""
    return month.ordinal if month else 10**9


FACT = Competition
