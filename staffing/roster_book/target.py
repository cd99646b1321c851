"""Putting a finished file in place: whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from models.problem import InputRefused, Problem
from staffing.roster_book.seal import unaltered
from staffing.workbook.fingerprint import marks_in

_OWNERS = ("~${}", ".~{}", ".~lock.{}#")
"""Names of the files Excel, WPS and LibreOffice leave beside a workbook while they hold it open."""


unfinished: list[Path] = []
"""Files being written, for whoever ends the process in the middle."""

_WAY_OUT = "请换一个文件名，或先把它移走；确要覆盖，加 --overwrite。"


def check_target(path: Path, inputs: Iterable[Path] = (), *, overwrite: bool = False) -> None:
    """Refuse in words a target that cannot or should not be written, before any long work starts.

    inputs: files the work reads. overwrite: a file that is there may be lost. Raises InputRefused
    when the target is one of the inputs, the folder is missing or closed to writing, the name is a
    folder's or not that of an .xlsx, another program holds the workbook open, or the file that is
    there is not one of ours as it was written.
    """
    _check_place(path, inputs)
    if not path.exists() or overwrite or unaltered(path):
        return
    if marks_in(path):
        what = "已有同名的花名册，写出以后改过（或由较早的版本写出），覆盖会丢失其中的改动。"
    else:
        what = "已有同名文件，不是本程序写出的结果，覆盖会丢失其中的数据。"
    _refuse(path, what + _WAY_OUT)


def _check_place(path: Path, inputs: Iterable[Path] = ()) -> None:
    if any(path.resolve() == source.resolve() for source in inputs):
        _refuse(path, "输出文件就是输入的文件，写出会毁掉原来填的数据。请换一个文件名。")
    if path.suffix.lower() != ".xlsx":
        _refuse(path, "输出文件名应以 .xlsx 结尾。请换一个文件名，例如 花名册.xlsx。")
    if path.is_dir():
        _refuse(path, "这是一个文件夹，不能当作输出文件。请写明文件名。")
    if not path.parent.is_dir():
        _refuse(path, f"文件夹“{path.parent}”不存在，无法写入。请先建立该文件夹。")
    if not os.access(path.parent, os.W_OK):
        _refuse(path, f"没有写入文件夹“{path.parent}”的权限。请换一个文件夹。")
    for pattern in _OWNERS:
        owner = path.with_name(pattern.format(path.name))
        if owner.exists():
            _refuse(
                path,
                "该文件正被表格软件打开，现在覆盖会丢失其中的改动。请先关闭它再运行"
                f"（若确已关闭，请删除同一文件夹中的“{owner.name}”）。",
            )


def check_targets(
    paths: Sequence[Path | None], inputs: Iterable[Path], *, overwrite: bool = False
) -> None:
    """As :func:`check_target` for several files, which must differ; None = not to be written."""
    taken = list(inputs)
    for path in filter(None, paths):
        check_target(path, taken, overwrite=overwrite)
        taken.append(path)


def check_new(path: Path, *, overwrite: bool = False) -> None:
    """As :func:`check_target`, and no file that is there, also of ours, is written over unasked."""
    _check_place(path)
    if path.exists() and not overwrite:
        _refuse(path, f"已有同名文件，写出会覆盖其中的数据。{_WAY_OUT}")


def replace_whole(path: Path, write: Callable[[Path], None]) -> None:
    """Write to a hidden name in the same folder, then put it in *path*'s place.

    Whatever goes wrong, *path* keeps its old content and nothing half-written stays behind.
    Raises InputRefused when the target is locked, read-only or the disk is full.
    """
    _check_place(path)
    begun = path.with_name(f".{path.stem}.{os.getpid()}.unfinished")
    unfinished.append(begun)
    try:
        write(begun)
        begun.replace(path)
    except PermissionError:
        _refuse(path, "该文件正被其他程序打开或为只读，未能写入，原文件未改动。请关闭后重试。")
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else "原因不明"
        _refuse(path, f"写入失败（{reason}），原文件未改动。请检查磁盘空间或换一个位置。")
    finally:
        begun.unlink(missing_ok=True)
        unfinished.remove(begun)


def _refuse(path: Path, message: str) -> None:
    raise InputRefused([Problem(path.name, "", message, "target")])
