"""Waivers (放宽依据): what names a document and a clause, and what may set a norm aside."""

from __future__ import annotations

import re
from collections.abc import Mapping

from models.policy import Document, Standing

FORM = 'waiver = "文号 条款"'

_DRAFTS = (Standing.DRAFT, Standing.CONSULTATION)

_DIGITS = "0-9０-９〇零一二三四五六七八九十百"

_TITLE, _OWN, _END = r"《[^《》]*\w[^《》]*》", r"[^\W\d_][^；;，,。《》]{0,80}?", r"\s*号文?件?"

_DOCUMENT = re.compile(f"{_TITLE}|{_OWN}[{_DIGITS}]{_END}")
"""A title in 《》, or a number (文号) that begins with whose it is: 鲁字1号."""

_ANOTHER = re.compile(f"{_TITLE}|{_OWN}[〔［[（(][{_DIGITS}]{{4}}[〕］\\])）][{_DIGITS}\\s]+{_END}")
"""What after the first is a document for certain, no clause like 附件2号: 桓政发〔2022〕6号."""


def unfounded(waiver: str) -> str:
    """What a waiver does not say: its document, or the clause after it; "" where it says both."""
    first = _DOCUMENT.search(waiver)
    if first is None:
        return "没有写明是哪份文件"
    return "" if re.search(r"\w", _ANOTHER.sub("", waiver[first.end() :])) else "没有写明条款"


def draft_behind(waiver: str, source: str, documents: Mapping[str, Document]) -> str:
    """The draft that a waiver, or the value it lets stand, rests on, with its standing; "" where it
    rests on none."""
    for document in documents.values():
        named = [name for name in (f"《{document.title}》", document.number) if name]
        if document.standing in _DRAFTS and (
            document.id == source or any(name in waiver for name in named)
        ):
            return f"《{document.title}》是{document.standing.value}"
    words = [standing.value for standing in _DRAFTS if standing.value in waiver]
    return f"“{waiver}”是{words[0]}" if words else ""


def why_no_waiver(draft: str) -> str:
    """Why a waiver that rests on a draft sets nothing aside, and what to do; "" without a draft."""
    if not draft:
        return ""
    return (
        f"。所写的 waiver 不算：{draft}，不能放宽正式文件的规定；县里已决定采用的，在这里写"
        " adopted = true"
    )
