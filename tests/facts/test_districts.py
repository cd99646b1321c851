"""学区: the seat school's head, and guides from 名师 and key teachers."""

from constraints.facts.districts import NO_GUIDE, NO_HEAD, NO_SEAT, Districts
from tests.tiny import situation, tiny


def _posts(changes=None):
    found = Districts.of(situation(tiny(changes or {}))).posts
    return {post.district: post for post in found}


def test_the_head_of_the_seat_school_and_the_best_teacher():
    posts = _posts({"T7": {"leadership": "校长", "key_level": "市级"},
                    "T6": {"key_level": "县级"}})  # fmt: skip
    west = posts["西学区"]
    assert (west.seat, west.head, west.guides, west.notes) == ("C", "T7", ("T6",), ())


def test_nobody_is_invented():
    posts = _posts({"T1": {"key_level": "无"}})
    assert posts["西学区"].notes == (NO_HEAD, NO_GUIDE) and posts["西学区"].seat == "C"
    assert posts["东学区"].notes == (NO_SEAT, NO_GUIDE)


def test_a_central_primary_school_leads_where_there_is_no_junior_school():
    posts = _posts({"B": {"central": True}, "T5": {"leadership": "校长"}})
    assert posts["东学区"].head == "T5" and posts["东学区"].guides == ("T1",)
