"""One full county for the whole folder."""

from __future__ import annotations

import pytest

from models.county import County
from staffing.sample import make_county


@pytest.fixture(scope="package")
def shipped() -> County:
    """The county shipped in data_samples and shown by the demo."""
    return make_county()
