"""封记: by which a workbook of ours is known to hold what was written, and nothing by hand since.

It is the comment of the archive: spreadsheets pass it over, and write none when they save.
"""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

_MARK = b"staffing "


def seal(path: Path) -> None:
    """Seal a finished workbook. Same content, same bytes. Raises OSError."""
    with zipfile.ZipFile(path, "a") as archive:
        archive.comment = _MARK + _content(archive)


def unaltered(path: Path) -> bool:
    """True for a workbook of ours that is as it was written."""
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.comment == _MARK + _content(archive)
    except (OSError, zipfile.BadZipFile):
        return False


def _content(archive: zipfile.ZipFile) -> bytes:
    """Hash of every part's name, length and checksum."""
    parts = sorted((part.filename, part.file_size, part.CRC) for part in archive.infolist())
    return hashlib.sha256(repr(parts).encode()).hexdigest().encode()
