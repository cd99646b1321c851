"""Schools, campuses and classes: a seat, townships, villages."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from models.column import Code
from models.vocabulary import Grade, Locale, SchoolKind, Sponsor, Stage
from staffing.sample import figures
from staffing.sample.drafts import Campus, Sketch
from staffing.sample.places import Zone, near, seat_zones, town_zones

PRIMARY_GRADES = (Grade.G1, Grade.G2, Grade.G3, Grade.G4, Grade.G5)
JUNIOR_GRADES = (Grade.G6, Grade.G7, Grade.G8, Grade.G9)
"""五四学制, as in Zibo: grade six is a junior grade."""
GRADES: dict[Stage, tuple[Grade, ...]] = {
    Stage.KINDERGARTEN: (Grade.K1, Grade.K2, Grade.K3),
    Stage.PRIMARY: PRIMARY_GRADES,
    Stage.JUNIOR: JUNIOR_GRADES,
    Stage.SENIOR: (Grade.S1, Grade.S2, Grade.S3),
    Stage.VOCATIONAL: (Grade.V1, Grade.V2, Grade.V3),
    Stage.SPECIAL: (Grade.SPECIAL,),
}
_CLASS_SIZE: dict[Stage, int] = {
    Stage.KINDERGARTEN: 33,
    Stage.PRIMARY: 42,
    Stage.JUNIOR: 46,
    Stage.SENIOR: 52,
    Stage.VOCATIONAL: 45,
    Stage.SPECIAL: 10,
}
_VILLAGES = ("东庄", "西庄", "南庄", "北庄", "前寨", "后寨", "上坡", "下坡")


@dataclass
class _Wish:
    """A school to be: pupil weights by stage, shared out once all schools are known."""

    campus: Campus
    weights: dict[Stage, float]
    grades: tuple[Grade, ...] | None = None


class _Founder:
    """Founds schools zone by zone, giving codes in order of founding."""

    def __init__(self, sketch: Sketch) -> None:
        self.sketch = sketch
        self.rng = sketch.chance("schools")
        self.plans: list[_Wish] = []
        self.serial: dict[int, int] = {}

    def found(
        self, zone: Zone, name: str, kind: SchoolKind, weights: dict[Stage, float], **facts: object
    ) -> _Wish:
        """Add one school to *zone*; facts are fields of :class:`Campus`."""
        number = self.serial[zone.number] = self.serial.get(zone.number, 0) + 1
        code = Code(f"9901{zone.number:03d}{number:03d}")
        locale = Locale.CITY if zone.seat else Locale.TOWN
        locale = facts.pop("locale", locale)  # type: ignore[assignment]
        reach = {Locale.CITY: 1.6, Locale.TOWN: 0.6, Locale.RURAL: 4.0}[locale]
        x, y = near(zone, reach, self.rng)
        facts.setdefault("legal", code)
        facts.setdefault("sponsor", Sponsor.PUBLIC)
        campus = Campus(
            code=code, name=zone.place + name, kind=kind, locale=locale, district=zone.name,
            x=x, y=y, county_seat=zone.seat, township_seat=locale is Locale.TOWN,
            **facts,  # type: ignore[arg-type]
        )  # fmt: skip
        plan = _Wish(campus, {s: w * (0.8 + 0.4 * self.rng.random()) for s, w in weights.items()})
        self.plans.append(plan)
        return plan


def found_schools(sketch: Sketch) -> None:
    """Fill ``sketch.campuses`` with schools, flags, pupils and classes."""
    founder = _Founder(sketch)
    seats = seat_zones(sketch.count(2, 1))
    towns = town_zones(sketch.count(9, 1), len(seats))
    _seat_compulsory(founder, seats)
    for i, zone in enumerate(towns):
        _town_compulsory(founder, zone, i)
    _kindergartens(founder, seats, towns)
    _upper(founder, seats)
    _share_pupils(sketch, founder.plans)
    sketch.campuses = sorted((p.campus for p in founder.plans), key=lambda c: c.code)
    _groups(sketch, seats)
    _weak_round(sketch)


def _spread(zones: list[Zone], count: int) -> list[tuple[int, Zone]]:
    return [(i, zones[i % len(zones)]) for i in range(count)]


def _seat_compulsory(founder: _Founder, seats: list[Zone]) -> None:
    """Primary, junior and nine-year schools of the seat; the first ones are 优质学校."""
    sketch, districts = founder.sketch, len(seats)
    for i, zone in _spread(seats, sketch.count(10, 1)):
        founder.found(
            zone, f"第{i // districts + 1}小学", SchoolKind.PRIMARY, {Stage.PRIMARY: 850.0},
            central=i < districts, strong=i < 2 * districts, new=i == 4 * districts,
        )  # fmt: skip
    for i, zone in _spread(seats, sketch.count(4, 1)):
        founder.found(
            zone, f"第{i // districts + 1}初级中学", SchoolKind.JUNIOR, {Stage.JUNIOR: 1350.0},
            strong=i < districts,
        )  # fmt: skip
    for i, zone in _spread(seats, sketch.count(1)):
        founder.found(
            zone, f"九年一贯制学校{i // districts + 1}", SchoolKind.NINE_YEAR,
            {Stage.PRIMARY: 500.0, Stage.JUNIOR: 600.0},
        )  # fmt: skip
    for i, zone in _spread(seats, sketch.count(2)):
        founder.found(
            zone, f"民办样例学校{i // districts + 1}", SchoolKind.NINE_YEAR,
            {Stage.PRIMARY: 350.0, Stage.JUNIOR: 450.0}, sponsor=Sponsor.PRIVATE,
        )  # fmt: skip


def _town_compulsory(founder: _Founder, zone: Zone, index: int) -> None:
    """A township: junior and central primary at its seat, campuses and points in the villages."""
    rural = Locale.RURAL
    founder.found(
        zone, "初级中学", SchoolKind.JUNIOR, {Stage.JUNIOR: 800.0}, boarding=index % 3 == 0
    )
    central = founder.found(
        zone, "中心小学", SchoolKind.PRIMARY, {Stage.PRIMARY: 560.0}, central=True
    )
    legal = central.campus.code
    for n in range(2 + index % 2):
        village = _VILLAGES[n]
        if n == 1:
            point = founder.found(
                zone, f"中心小学{village}教学点", SchoolKind.PRIMARY, {Stage.PRIMARY: 48.0},
                locale=rural, legal=legal, point=True,
            )  # fmt: skip
            point.grades = PRIMARY_GRADES[:3]
        else:
            founder.found(
                zone, f"中心小学{village}校区", SchoolKind.PRIMARY, {Stage.PRIMARY: 130.0},
                locale=rural, legal=legal,
            )  # fmt: skip
    if index % 9 in (1, 3, 5, 6, 8):
        founder.found(
            zone, f"{_VILLAGES[4]}小学", SchoolKind.PRIMARY, {Stage.PRIMARY: 190.0}, locale=rural
        )
    if index % 9 in (2, 4, 7, 8):
        founder.found(
            zone, f"{_VILLAGES[5]}学校", SchoolKind.NINE_YEAR,
            {Stage.PRIMARY: 230.0, Stage.JUNIOR: 280.0}, locale=rural, boarding=True,
        )  # fmt: skip


def _kindergartens(founder: _Founder, seats: list[Zone], towns: list[Zone]) -> None:
    """Public and private kindergartens; a central one has village campuses (一园多点)."""
    kind, stage, sketch, n = SchoolKind.KINDERGARTEN, Stage.KINDERGARTEN, founder.sketch, len(seats)
    for i, zone in _spread(seats, sketch.count(6, 1)):
        founder.found(zone, f"第{i // n + 1}幼儿园", kind, {stage: 500.0})
    for i, zone in _spread(seats, sketch.count(8)):
        founder.found(
            zone, f"民办样例幼儿园{i // n + 1}", kind, {stage: 350.0}, sponsor=Sponsor.PRIVATE
        )
    for i, zone in enumerate(towns):
        legal = founder.found(zone, "中心幼儿园", kind, {stage: 330.0}, central=True).campus.code
        for v in range(2 + i % 2):
            founder.found(
                zone, f"中心幼儿园{_VILLAGES[v]}分园", kind, {stage: 110.0},
                locale=Locale.RURAL, legal=legal,
            )  # fmt: skip
        if sketch.scale >= 0.2:
            founder.found(zone, "民办样例幼儿园", kind, {stage: 180.0}, sponsor=Sponsor.PRIVATE)


def _upper(founder: _Founder, seats: list[Zone]) -> None:
    """Senior, vocational and special schools and the research office, as far as the size goes."""
    sketch = founder.sketch
    for i, zone in _spread(seats, sketch.count(3, 1 if sketch.scale >= 0.04 else 0)):
        founder.found(zone, f"第{i + 1}高级中学", SchoolKind.SENIOR, {Stage.SENIOR: 3600.0})
    for i, zone in _spread(seats, sketch.count(1, 1 if sketch.scale >= 0.1 else 0)):
        founder.found(zone, f"中等职业学校{i + 1}", SchoolKind.VOCATIONAL, {Stage.VOCATIONAL: 1.0})
    for _, zone in _spread(seats, sketch.count(1, 1 if sketch.scale >= 0.1 else 0)):
        founder.found(zone, "特殊教育学校", SchoolKind.SPECIAL, {Stage.SPECIAL: 1.0})
    for _, zone in _spread(seats, sketch.count(1, 1)):
        founder.found(zone, "教学研究室", SchoolKind.RESEARCH, {})


def _share_pupils(sketch: Sketch, plans: list[_Wish]) -> None:
    """Share the stages' pupils over the schools by weight, then over grades and classes."""
    compulsory = sketch.count(figures.COMPULSORY_PUPILS)
    primary = compulsory * len(PRIMARY_GRADES) // (len(PRIMARY_GRADES) + len(JUNIOR_GRADES))
    upper, vocational = figures.UPPER_PUPILS, figures.VOCATIONAL_PUPILS
    totals = {
        Stage.KINDERGARTEN: sketch.count(figures.KINDERGARTEN_PUPILS),
        Stage.PRIMARY: primary,
        Stage.JUNIOR: compulsory - primary,
        Stage.SENIOR: sketch.count(upper) - sketch.count(vocational),
        Stage.VOCATIONAL: sketch.count(vocational),
        Stage.SPECIAL: sketch.count(160),
    }
    rng = sketch.chance("pupils")
    for stage, total in totals.items():
        runners = [p for p in plans if stage in p.weights]
        shares = apportion(total, [p.weights[stage] for p in runners])
        for plan, pupils in zip(runners, shares, strict=True):
            _fill_grades(plan, stage, pupils, rng)


def _fill_grades(plan: _Wish, stage: Stage, pupils: int, rng: Random) -> None:
    grades = plan.grades or GRADES[stage]
    size = _CLASS_SIZE[stage]
    for grade, n in zip(
        grades, apportion(pupils, [0.92 + 0.16 * rng.random() for _ in grades]), strict=True
    ):
        plan.campus.grades[grade] = (max(1, -(-n // size)), n)


def apportion(total: int, weights: list[float]) -> list[int]:
    """Whole shares of *total* in proportion to *weights*, summing exactly (largest remainder)."""
    if not weights:
        return []
    exact = [total * w / sum(weights) for w in weights]
    shares = [int(e) for e in exact]
    order = sorted(range(len(weights)), key=lambda i: (shares[i] - exact[i], i))
    for i in order[: total - sum(shares)]:
        shares[i] += 1
    return shares


def _groups(sketch: Sketch, seats: list[Zone]) -> None:
    """Each 优质 school leads a group with a village school far from it."""
    strong = [c for c in sketch.campuses if c.strong]
    rural = [c for c in sketch.campuses if c.locale is Locale.RURAL and c.compulsory and c.is_legal]
    for leader, member in zip(strong, rural, strict=False):
        leader.group = member.group = f"样例教育集团{leader.code[-6:]}"


def _weak_round(sketch: Sketch) -> None:
    """About a third of the public schools of each stage, the smaller rural ones, are 薄弱."""
    for kinds in ((SchoolKind.JUNIOR, SchoolKind.NINE_YEAR), (SchoolKind.PRIMARY,)):
        pool = [c for c in sketch.campuses if c.kind in kinds and c.public and c.is_legal]
        pool.sort(key=lambda c: (not c.rural, c.pupils, c.code))
        for campus in pool[: max(1, len(pool) // 3)]:
            campus.weak = True
