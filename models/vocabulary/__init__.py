"""Closed vocabularies: the Chinese words the office writes, one English name per notion.

Every member's *value* is the word of the sheets. :mod:`models.spellings` lists the other spellings
that are read as the same word; anything else is refused with the nearest known word.
"""

from __future__ import annotations

from models.vocabulary.decisions import (
    Approval,
    ExemptionKind,
    OfficeReview,
    PointsUse,
    SchoolOpinion,
)
from models.vocabulary.people import (
    Appraisal,
    Counsellor,
    Degree,
    Education,
    Ethics,
    Gender,
    KeyLevel,
    Leadership,
    PostKind,
    RetirementChoice,
    Service,
    StaffKind,
    StaffStatus,
    Title,
)
from models.vocabulary.placements import (
    Direction,
    Mode,
    Relation,
    Round,
    TeamRole,
    Term,
    TermName,
)
from models.vocabulary.schools import (
    COMPULSORY_STAGES,
    Grade,
    Locale,
    PairingKind,
    SchoolChange,
    Schooling,
    SchoolKind,
    Sponsor,
    Stage,
)
from models.vocabulary.subjects import SUBJECTS
from models.vocabulary.word import Word

__all__ = [
    "COMPULSORY_STAGES",
    "SUBJECTS",
    "Appraisal",
    "Approval",
    "Counsellor",
    "Degree",
    "Direction",
    "Education",
    "Ethics",
    "ExemptionKind",
    "Gender",
    "Grade",
    "KeyLevel",
    "Leadership",
    "Locale",
    "Mode",
    "OfficeReview",
    "PairingKind",
    "PointsUse",
    "PostKind",
    "Relation",
    "RetirementChoice",
    "Round",
    "SchoolChange",
    "SchoolKind",
    "SchoolOpinion",
    "Schooling",
    "Service",
    "Sponsor",
    "StaffKind",
    "StaffStatus",
    "Stage",
    "TeamRole",
    "Term",
    "TermName",
    "Title",
    "Word",
]
