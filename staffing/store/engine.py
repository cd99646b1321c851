"""Opening the database, and its errors in words."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from models.problem import StaffingError

if TYPE_CHECKING:
    from sqlalchemy import Engine

_PRAGMAS = ("journal_mode=wal", "synchronous=full", "foreign_keys=on", "busy_timeout=5000")
"""WAL with a full sync loses nothing that was committed, even when the power fails."""

_CANNOT_OPEN = "运行记录库无法打开。请检查所在文件夹是否存在、是否有权限，或用 --db 另指定一个库。"
NOT_A_RECORD = "该文件不是运行记录库，未改动它。请用 --db 另指定一个文件。"
_WORDS = (
    ("locked", "运行记录库正被其他程序使用。请关闭其他正在运行的本程序后重试。"),
    ("readonly", "运行记录库是只读的，无法写入。请检查文件权限，或用 --db 另指定一个库。"),
    ("unable to open", _CANNOT_OPEN),
    ("not a database", NOT_A_RECORD),
    ("malformed", "运行记录库已损坏。请从备份恢复，或用 --db 另指定一个库。"),
    ("full", "磁盘已满，运行记录未能写入。请清理磁盘后重试。"),
)
"""Sign in the driver's message → what to tell the office."""


_MADE: WeakKeyDictionary[Engine, Path] = WeakKeyDictionary()
"""Engines whose file was not there before."""


class StoreUnavailable(StaffingError):
    """The database cannot be opened, read or written; the message says why and what to do."""


def open_engine(url: str, *, existing: bool = False) -> Engine:
    """An engine for a SQLAlchemy URL or a bare file name, which means SQLite.

    existing: a file that is not there is refused instead of being made.
    """
    from sqlalchemy import event
    from sqlmodel import create_engine

    full = url if "://" in url else f"sqlite:///{url}"
    engine = create_engine(full, json_serializer=partial(json.dumps, ensure_ascii=False))
    if engine.dialect.name == "sqlite":
        if existing:
            _demand(engine.url.database)
        if _keep_private(engine.url.database):
            _MADE[engine] = Path(str(engine.url.database))
        event.listen(engine, "connect", _on_connect)
        event.listen(engine, "begin", _on_begin)
    return engine


@contextmanager
def in_words() -> Iterator[None]:
    """Turn database errors into a sentence. The URL is never shown: it may hold a password."""
    from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

    try:
        yield
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise StoreUnavailable(
            "数据库地址不能识别，或缺少它的驱动程序。请检查 --db，例如 --db staffing.db。"
        ) from error
    except DBAPIError as error:
        cause = str(error.orig)
        words = next((text for sign, text in _WORDS if sign in cause), "运行记录库出错，未能读写。")
        raise StoreUnavailable(words) from error


def _demand(database: str | None) -> None:
    """Refuse to read a file that does not exist: an empty record would pass for the answer."""
    if database and database != ":memory:" and not Path(database).exists():
        raise StoreUnavailable(
            f"找不到运行记录库“{database}”，没有新建。请核对文件名和所在文件夹，或用 --db 指明；"
            "求解（staffing solve）过一次才会有记录。"
        )


def made_file(engine: Engine) -> Path | None:
    """The file that opening this engine made; None when it was there, or there is none."""
    return _MADE.get(engine)


def remove_file(file: Path) -> None:
    """Take a database file away, with what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)


def _keep_private(database: str | None) -> bool:
    """Make a new database file readable by its owner alone: it names people. Whether it is new."""
    if not database or database == ":memory:" or Path(database).exists():
        return False
    try:
        os.close(os.open(database, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise StoreUnavailable(_CANNOT_OPEN) from error
    return True


def _on_connect(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions are begun below, those of tables included
    for pragma in _PRAGMAS:
        connection.execute(f"pragma {pragma}")


def _on_begin(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
