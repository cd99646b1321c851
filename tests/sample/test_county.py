"""Any size and seed: codes resolve, sums agree, nothing depends on chance outside the seed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from models.column import Month, Row
from models.county import FIELD_OF_SHEET, County
from models.vocabulary import Approval, ExemptionKind, Mode, Relation, Sponsor, StaffKind, Stage
from staffing.sample import DIRT, make_county, planted_dirt
from staffing.sample.names import with_check_digit

ROOT = Path(__file__).parents[2]


def _rows(county: County) -> list[Row]:
    return [row for name in FIELD_OF_SHEET for row in getattr(county, name)]


def _digest(county: County) -> str:
    text = "\n".join(row.model_dump_json() for row in [county.term, *_rows(county)])
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("size", [60, 200, 1000, 5000])
def test_every_code_resolves(size: int) -> None:
    county = make_county(size)
    outside = {row.code for row in county.outside_schools}
    known = set(county.school) | outside
    for row in _rows(county):
        for field in row.fields():
            value = getattr(row, field.name)
            if field.name in ("person", "holder") and value is not None:
                assert value in county.teacher, (row.sheet, field.name, value)
            is_school = field.name in (
                "school", "school_a", "school_b", "other", "sender", "receiver", "successor",
                "establishment_school", "duty_school", "legal_code",
            )  # fmt: skip
            if is_school and value is not None:
                assert value in known, (row.sheet, field.name, value)


@pytest.mark.parametrize("size", [60, 200, 1000, 5000])
def test_keys_are_unique(size: int) -> None:
    rows = _rows(make_county(size))
    keys = Counter((row.sheet, *(str(getattr(row, k)) for k in row.key)) for row in rows)
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("size", [60, 200, 1000, 5000])
def test_classes_sum_to_schools_and_establishment_is_stated(size: int) -> None:
    county = make_county(size)
    for school in county.schools:
        rows = county.classes_of.get(school.code, ())
        assert sum(r.classes for r in rows) == school.classes
        assert sum(r.pupils for r in rows) == school.pupils
        if county.holds_establishment(school.code):
            assert school.approved is not None and school.approved > 0
        legal = county.school[county.legal_school(school.code)]
        assert legal.district == school.district and legal.sponsor is school.sponsor
    homerooms = sum(bool(t.homeroom) for t in county.teachers)
    assert homerooms <= sum(s.classes for s in county.schools)
    assert homerooms >= 0.95 * sum(s.classes for s in county.schools)


@pytest.mark.parametrize("size", [60, 300, 1000, 12_000])
def test_size_is_about_what_was_asked(size: int) -> None:
    teachers = sum(t.teaches for t in make_county(size).teachers)
    assert 0.85 * size <= teachers <= 1.5 * size
    if size >= 300:
        assert teachers <= 1.1 * size


def test_a_school_where_nobody_has_taught_for_long_is_no_obstacle() -> None:
    assert make_county(280, 2).teachers


@pytest.mark.parametrize("size", [59, 45_001])
def test_sizes_out_of_range_are_refused(size: int) -> None:
    with pytest.raises(ValueError, match="样例县"):
        make_county(size)


def test_teachers_have_what_the_contract_requires(shipped: County) -> None:
    for row in shipped.teachers:
        if row.post_kind.value == "教师":
            assert all(getattr(row, name) is not None for name in row.required_of_teachers), row


def test_same_numbers_same_county_another_seed_another(shipped: County) -> None:
    assert shipped == make_county()
    assert _digest(make_county(200, 1)) != _digest(make_county(200, 2))


@pytest.mark.parametrize("hash_seed", ["0", "4711"])
def test_independent_of_the_hash_seed(hash_seed: str) -> None:
    code = (
        "from tests.sample.test_county import _digest; from staffing.sample import make_county;"
        "print(_digest(make_county(300, 5)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
    )  # fmt: skip
    assert done.stdout.strip() == _digest(make_county(300, 5))


def test_nobody_looks_real(shipped: County) -> None:
    for person in shipped.teachers:
        assert person.name[1] == "样", person.name
        number = person.id_number
        assert number is not None and number.startswith("99")
        assert with_check_digit(number[:17]) == number
    doubles = [n for n, k in Counter(t.id_number for t in shipped.teachers).items() if k > 1]
    assert len(doubles) == 1, "only the planted pair shares a number"
    assert all("样例" in row.name for row in shipped.outside_people)


def test_every_mode_has_its_material(shipped: County) -> None:
    pairs = {(row.kind, row.approval) for row in shipped.exemptions}
    assert pairs == {(k, a) for k in ExemptionKind for a in Approval}
    assert {w.mode for w in shipped.wishes} == {Mode.ROTATION, Mode.COMPETITION}
    assert {p.use.value for p in shipped.points} == {"竞聘", "交流"}
    assert {lock.mode for lock in shipped.locks} >= {Mode.STAY, Mode.ROTATION, Mode.TRANSFER}
    for name in FIELD_OF_SHEET:
        assert getattr(shipped, name), f"{name} is empty"
    assert {h.mode for h in shipped.history} >= {Mode.ROTATION, Mode.RECRUITMENT, Mode.TEMPERING}


def test_nine_people_three_attached_six_counterparts(shipped: County) -> None:
    inbound = [t for t in shipped.teams if t.direction.value == "派入"]
    assert len({t.receiver for t in inbound}) == 3
    assert sum(t.heads for t in inbound) == 9 == len(shipped.outside_people)
    assert sum(bool(p.attached) for p in shipped.outside_people) == 3
    assert sum(t.counterparts or 0 for t in inbound) == 6
    assert [t.direction.value for t in shipped.teams].count("派出") == 3


def test_exchanges_run_return_and_are_over(shipped: County) -> None:
    start = shipped.term.start
    runs = returns = over = 0
    for row in shipped.history:
        if row.mode is not Mode.ROTATION or row.relation is not Relation.KEPT or row.end is None:
            continue
        away = shipped.teacher[row.person].duty_school == row.school
        runs += away and row.end > start
        returns += away and row.end < start and (start - row.end).days == 1
        over += not away and row.end < start
    assert runs >= 20 and returns >= 20 and over >= 40


def test_most_rural_schools_are_paired_some_are_not(shipped: County) -> None:
    rural = [
        s for s in shipped.schools
        if s.locale.value != "城区" and s.legal_code is None and s.sponsor is Sponsor.PUBLIC
        and set(s.kind.stages) & {Stage.PRIMARY, Stage.JUNIOR}
    ]  # fmt: skip
    paired = {p.school for p in shipped.pairings}
    assert len(rural) * 3 / 4 <= len(paired) < len(rural)


def test_seat_over_and_villages_under_establishment(shipped: County) -> None:
    books = (StaffKind.ESTABLISHED, StaffKind.CONTROLLED)
    on_roll = Counter(t.establishment_school for t in shipped.teachers if t.staff_kind in books)
    over = {s.locale.value for s in shipped.schools if s.approved and on_roll[s.code] > s.approved}
    assert "城区" in over and "乡村" not in over


def test_dirt_is_where_it_is_said_to_be(shipped: County) -> None:
    planted = planted_dirt()
    assert Counter(case.kind for case in planted) == {k.kind: k.number for k in DIRT}
    people = {c.kind: [shipped.teacher[p] for p in c.people] for c in planted}
    assert people["off_post"][0].status.value == "在编不在岗"
    (late,) = people["birth_mismatch"]
    assert late.id_number is not None
    assert Month(int(late.id_number[6:10]), int(late.id_number[10:12])) != late.born
    first, second = people["duplicate_id"]
    assert first.id_number == second.id_number
    (private,) = people["public_at_private"]
    assert shipped.school[private.duty_school].sponsor is Sponsor.PRIVATE
    assert all(p.certificate_stage is None for p in people["no_certificate"])
    assert planted_dirt(100) == ()
