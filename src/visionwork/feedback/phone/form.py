"""What a phone has sent, checked and turned into answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from visionwork.domain.drafts import clean_text
from visionwork.domain.rounds import NewResponse, QuestionKind
from visionwork.feedback.phone.content import FormContent
from visionwork.feedback.phone.limits import Limits

_MOST_FIELDS = 200
GROUP_FIELD, DIGEST_FIELD, WORD_FIELD = "group", "form", "word"


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as somebody filled it in.

    Attributes:
        values: What stands in each field, for showing it again.
        errors: What is wrong, in words, by field.
        notice: What is wrong with the form as a whole; empty when nothing is.
        response: The answers, or None when something is wrong.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""
    response: NewResponse | None = None


def fields(body: bytes) -> dict[str, str] | None:
    """Return the fields of a posted form, the first of each name; None when it is not one."""
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, max_num_fields=_MOST_FIELDS, encoding="utf-8",
            errors="replace",
        )  # fmt: skip
    except ValueError:
        return None
    found: dict[str, str] = {}
    for name, value in pairs:
        found.setdefault(name, value)
    return found


def read_form(values: Mapping[str, str], content: FormContent, limits: Limits) -> Filled:
    """Return the answers in a posted form, or what keeps them from being answers.

    Unknown fields are passed over; nothing of them is stored or shown.
    """
    words = content.words
    errors: dict[str, str] = {}
    groups = {str(group.id): group.id for group in content.groups}
    chosen = values.get(GROUP_FIELD, "")
    if chosen not in groups:
        errors[GROUP_FIELD] = words.text("no_group")
    scales: dict[str, int] = {}
    for question in content.ticked:
        point = values.get(question.id, "")
        if point in tuple(map(str, range(1, question.points + 1))):
            scales[question.id] = int(point)
        elif point:
            scale = question.kind is QuestionKind.SCALE
            errors[question.id] = words.text("wrong_point" if scale else "wrong_choice")
    comments: dict[str, str] = {}
    for question in content.open_questions:
        text = clean_text(values.get(question.id, "")).strip()
        if len(text) > limits.comment_chars:
            errors[question.id] = words.text("too_long", length=len(text), most=limits.comment_chars)
        elif text:
            comments[question.id] = text
    if not errors and not scales and not comments:
        errors[content.questions[0].id if content.questions else GROUP_FIELD] = words.text("no_answer")
    kept = {
        name: values[name]
        for name in (GROUP_FIELD, *(question.id for question in content.questions))
        if name in values
    }
    if values.get(DIGEST_FIELD) != content.digest:
        return Filled(kept, {}, words.text("changed"))
    if errors:
        return Filled(kept, errors)
    return Filled(kept, response=NewResponse(groups[chosen], scales, comments))
