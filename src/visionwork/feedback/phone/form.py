"""What a phone has sent, checked and turned into answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from visionwork.domain.drafts import clean_text
from visionwork.domain.rounds import NewResponse, QuestionKind
from visionwork.feedback.phone.content import FormContent
from visionwork.feedback.phone.limits import Limits

_MOST_FIELDS = 200
_PAIR = re.compile("(?:^|&)([^&=]*)=([^&]*)")
GROUP_FIELD, DIGEST_FIELD, WORD_FIELD = "group", "form", "word"


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as somebody filled it in.

    Attributes:
        values: What stands in each field, for showing it again.
        errors: What is wrong, in words, by field.
        notice: What is wrong with the form as a whole; empty when nothing is.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""


def fields(body: bytes) -> dict[str, str] | None:
    """Return the fields of a posted form, the first of each name; None when it is not one.

    The URL standard's parser of forms, but that only ASCII is taken, and so many fields, each with a sign of
    equality.
    """
    if not body.isascii():
        return None
    text = body.decode("ascii").replace("+", " ")
    if text.count("&") >= _MOST_FIELDS:
        return None
    pairs: list[tuple[str, str]] = _PAIR.findall(text)
    if "%" in text:
        pairs = [(unquote(name, errors="replace"), unquote(value, errors="replace")) for name, value in pairs]
    found = dict(pairs)
    return found if len(found) == len(pairs) else dict(reversed(pairs))


class FormReader:
    """Reads posted forms of one round as it stands; unknown fields are passed over.

    Args:
        content: The round.
        limits: Bounds.
    """

    def __init__(self, content: FormContent, limits: Limits) -> None:
        self._content = content
        self._limits = limits
        self._groups = {str(group.id): group.id for group in content.groups}
        self._ticked = [
            (question.id, {str(point): point for point in range(1, question.points + 1)})
            for question in content.ticked
        ]
        self._open = [question.id for question in content.open_questions]

    def read(self, values: Mapping[str, str]) -> NewResponse | Filled:
        """Return the answers in a form, or what keeps them from being answers."""
        errors: dict[str, str] = {}
        group_id = self._groups.get(values.get(GROUP_FIELD, ""))
        scales: dict[str, int] = {}
        for question_id, points in self._ticked:
            chosen = values.get(question_id)
            if chosen:
                if chosen in points:
                    scales[question_id] = points[chosen]
                else:
                    errors[question_id] = self._wrong(question_id)
        comments: dict[str, str] = {}
        for question_id in self._open:
            written = values.get(question_id)
            text = clean_text(written).strip() if written else ""
            if len(text) > self._limits.comment_chars:
                most = self._limits.comment_chars
                errors[question_id] = self._content.words.text("too_long", length=len(text), most=most)
            elif text:
                comments[question_id] = text
        if values.get(DIGEST_FIELD) != self._content.digest:
            return Filled(self.kept(values), {}, self._content.words.text("changed"))
        if group_id is None or errors or not (scales or comments):
            return self._refused(values, errors, group_id, empty=not (scales or comments))
        return NewResponse(group_id, scales, comments)

    def kept(self, values: Mapping[str, str]) -> dict[str, str]:
        """Return what is shown again of what was filled in."""
        names = (GROUP_FIELD, *(question.id for question in self._content.questions))
        return {name: values[name] for name in names if name in values}

    def _refused(
        self, values: Mapping[str, str], errors: dict[str, str], group_id: int | None, *, empty: bool
    ) -> Filled:
        words, questions = self._content.words, self._content.questions
        if group_id is None:
            errors = {GROUP_FIELD: words.text("no_group"), **errors}
        if not errors and empty:
            errors[questions[0].id if questions else GROUP_FIELD] = words.text("no_answer")
        return Filled(self.kept(values), errors)

    def _wrong(self, question_id: str) -> str:
        scale = any(q.id == question_id and q.kind is QuestionKind.SCALE for q in self._content.ticked)
        return self._content.words.text("wrong_point" if scale else "wrong_choice")
