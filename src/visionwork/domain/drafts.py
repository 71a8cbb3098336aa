"""Drafts: immutable, numbered versions of a text, each bound to its hash."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime

from visionwork.domain.records import record

STATEMENT_SUBJECT = "statement"
"""Subject of the vision statement; see `view_subject` for the views."""


def view_subject(exercise_id: str, group_id: int) -> str:
    """Return the subject under which a group's view is kept.

    A subject names the text whose drafts are counted together: the statement, or one
    group's view in one exercise.
    """
    return f"view:{exercise_id}:{group_id}"


def clean_text(text: str) -> str:
    """Return text as it is stored: NFC, line ends as newline, no controls but tab and newline.

    Lone surrogates become U+FFFD, since SQLite cannot store them.
    """
    if text.isascii() and text.isprintable():  # most are, and there is nothing to do
        return text
    text = re.sub(_SURROGATE, "\ufffd", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n").replace("\u2028", "\n")
    return unicodedata.normalize("NFC", re.sub(_CONTROLS, "", text))


# Compiled when a text is not plain: it takes a millisecond, which a start need not wait for.
_SURROGATE = "[\ud800-\udfff]"
_CONTROLS = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]"


def text_hash(text: str) -> str:
    """Return the SHA-256 of a stored text as 64 hexadecimal digits (FIPS 180-4)."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def word_count(text: str) -> int:
    """Return how many words a text has; a word is a run of characters that are not spaces.

    Chinese, Japanese and Korean characters, which stand without spaces, count one each.
    """
    return sum(1 if max(word) < _FIRST_CJK else max(1, len(re.findall(_CJK, word))) for word in text.split())


_FIRST_CJK = "\u3040"
_CJK = "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]"  # compiled late: it takes 5 ms


@record
class Draft:
    """One immutable version of a text.

    Attributes:
        id: Row id in the document.
        subject: `STATEMENT_SUBJECT` or a `view_subject`.
        number: Number within its subject, from 1.
        text: The exact wording.
        sha256: Hash of the wording.
        summary: What changed, in a sentence; may be empty.
        author: Who wrote it, such as "Table 2"; may be empty.
        saved_at: Local time of saving, without zone.
        restored_from: Number of the draft it was restored from, or None.
        set_aside: Why the team set this draft aside, or None when it did not.
        altered: Whether the wording no longer fits its hash, so that nobody has read, tested or agreed on it.
    """

    id: int
    subject: str
    number: int
    text: str
    sha256: str
    summary: str = ""
    author: str = ""
    saved_at: datetime = datetime.min
    restored_from: int | None = None
    set_aside: str | None = None
    altered: bool = False


ALTERED = "altered outside the app"
"""What a text is called that was changed or damaged on the disk after the app had stored it."""

GET_BACK = "Restore a backup from before; the Workshop menu lists them."
"""What people do then."""


def draft_label(draft: Draft) -> str:
    """Return what a draft is called in a list, such as "Draft 3" or "Draft 3, altered outside the app"."""
    return f"Draft {draft.number}, {ALTERED}" if draft.altered else f"Draft {draft.number}"


def altered_sentence(draft: Draft) -> str:
    """Return what is said of a draft whose wording is not the one that was saved."""
    return f"Draft {draft.number} was {ALTERED}: its words are not those that were saved, tested or agreed."


def altered_words(draft: Draft) -> str:
    """Return what is said of a draft whose wording is not the one that was saved, and what to do."""
    return f"{altered_sentence(draft)} {GET_BACK}"


@record
class WorkingText:
    """The text of a subject as it is being edited, not yet a draft."""

    subject: str
    text: str = ""
    author: str = ""
    edited_at: datetime | None = None


def differs_from_latest(drafts: Sequence[Draft], text: str) -> bool:
    """Return whether a text has anything in it that is not the latest draft already."""
    return text != drafts[-1].text if drafts else bool(text.strip())


def next_number(drafts: Sequence[Draft]) -> int:
    """Return the number the next draft will get."""
    return drafts[-1].number + 1 if drafts else 1


@record
class Agreement:
    """A record that a draft of the statement was agreed.

    Attributes:
        draft_id: The draft that was agreed.
        sha256: Hash of the wording that was agreed.
        agreed_on: Day of the agreement.
        agreed_by: Who agreed, in words.
    """

    id: int
    draft_id: int
    sha256: str
    agreed_on: date
    agreed_by: str
