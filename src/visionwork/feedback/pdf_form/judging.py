"""From the fields of a form that came back to one person's answers, or one sentence saying why not."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from visionwork.domain.drafts import clean_text
from visionwork.domain.groups import Group
from visionwork.domain.rounds import NewResponse, QuestionKind, Round
from visionwork.feedback.pdf_form.identity import (
    COMMENT_LIMIT,
    FORM_VERSION,
    GROUP_FIELD,
    ID_FIELD,
    FormIdentity,
    group_value,
    identity_of,
    read_identity,
)
from visionwork.feedback.pdf_form.reading import Problem

_POINTS = {str(point): point for point in range(1, 6)}
_TELLING = 24
"""Comments of this many characters together are one person's: two people do not write the same."""

_SEPARATOR = "\x1e"

_PROBLEMS: Mapping[Problem, str] = {
    Problem.TOO_LARGE: "“{name}” is larger than 20 MB, so it was not opened. A form has less than 1 MB.",
    Problem.NO_PDF: "“{name}” is no PDF. Ask for the form itself, saved as a PDF.",
    Problem.ENCRYPTED: "“{name}” is protected with a password. Ask for a copy without one.",
    Problem.DAMAGED: "“{name}” is damaged. Ask for it again, in its own message or on a stick.",
    Problem.NO_FIELDS: (
        "“{name}” has no form fields any more: it is a scan, or was printed to a PDF. Type its answers in,"
        " or ask for the form itself, saved and not printed."
    ),
    Problem.XFA: "“{name}” is a form of another kind (XFA) that nothing can be read of. Type its answers in.",
    Problem.TOO_MANY_FIELDS: "“{name}” has hundreds of fields, so it is not one of our forms.",
    Problem.UNREADABLE: "“{name}” took too much time or memory to read. Ask for it again.",
}


@dataclass(frozen=True, slots=True)
class RefusedForm:
    """A file that is left out.

    Attributes:
        name: Name of the file.
        sentence: Why, and what to do.
        harmless: Whether no answer is lost with it: it holds none, or another file has the same.
    """

    name: str
    sentence: str
    harmless: bool = False

    def __str__(self) -> str:
        return self.sentence


class FormJudge:
    """Judges forms for one round.

    Args:
        workshop: Identity of the document.
        feedback_round: The round they should belong to.
        groups: Groups of the workshop.
        other_rounds: All rounds of the workshop, to name the one a form belongs to.
    """

    def __init__(
        self,
        workshop: str,
        feedback_round: Round,
        groups: Sequence[Group],
        other_rounds: Sequence[Round] = (),
    ) -> None:
        self._workshop = workshop
        self._round = feedback_round
        self._identity = identity_of(workshop, feedback_round)
        self._others = {identity_of(workshop, other).text() for other in other_rounds}
        invited = [group.group_id for group in feedback_round.groups]
        there = {group.id for group in groups}
        self._groups = {group_value(group_id): group_id for group_id in invited if group_id in there}

    def judge(self, name: str, data: bytes, fields: Mapping[str, str] | Problem) -> NewResponse | RefusedForm:
        """Return the answers of a form, or why there are none.

        Args:
            name: Name of the file.
            data: Its bytes, for telling the same file read twice.
            fields: What was read of it.
        """
        name = " ".join(clean_text(name).split())
        if isinstance(fields, Problem):
            return RefusedForm(name, _PROBLEMS[fields].format(name=name))
        wrong = self._wrong_form(read_identity(fields.get(ID_FIELD, "")))
        if wrong:
            return RefusedForm(name, f"“{name}” {wrong}")
        return self._answers(name, data, fields)

    def _wrong_form(self, found: FormIdentity | None) -> str:
        """Return what is wrong with a form's identity, as the rest of a sentence; "" when nothing is."""
        mine = self._identity
        if found is None:
            return "has fields, but is not a form of this app. Ask for the form you sent out."
        if found.version != FORM_VERSION:
            age = "newer" if found.version > FORM_VERSION else "much older"
            return f"was made by a {age} version of this app."
        if found.workshop != mine.workshop:
            return "belongs to another workshop. Read it in there."
        if found.round_number != mine.round_number:
            if found.text() in self._others:
                return f"belongs to Round {found.round_number}. Choose that round, then read it in."
            return f"belongs to Round {found.round_number}, and this is Round {mine.round_number}."
        if found.draft != mine.draft:
            return "shows another wording than this round tests, so its answers do not count here."
        if found.questions != mine.questions:
            return "asks other questions than this round, so its answers do not count here."
        return ""

    def _answers(self, name: str, data: bytes, fields: Mapping[str, str]) -> NewResponse | RefusedForm:
        scales: dict[str, int] = {}
        comments: dict[str, str] = {}
        for question in self._round.questions:
            value = fields.get(question.id, "")
            if question.kind is QuestionKind.OPEN:
                if text := clean_text(value).strip()[:COMMENT_LIMIT].strip():
                    comments[question.id] = text
            elif _POINTS.get(value, 99) <= question.points:
                scales[question.id] = _POINTS[value]
            elif value not in ("", "Off"):
                said = " ".join(clean_text(value).split())[:20]
                return RefusedForm(
                    name,
                    f"“{name}” has the answer “{said}”, which is not 1 to {question.points};"
                    " it was changed by hand.",
                )
        if not scales and not comments:
            said = f"“{name}” is empty: no question is answered in it."
            return RefusedForm(name, said, harmless=True)
        group_id = self._group(fields.get(GROUP_FIELD, ""))
        if group_id is None:
            chosen = fields.get(GROUP_FIELD, "") not in ("", "Off")
            reason = (
                "names a group that is not asked in this round"
                if chosen
                else "does not say which group the person belongs to"
            )
            return RefusedForm(name, f"“{name}” {reason}. Ask, and type its answers in.")
        response = NewResponse(group_id, scales, comments)
        return replace(response, fingerprint=fingerprint(response, data))

    def _group(self, value: str) -> int | None:
        """Return the group that was chosen, or the only one there is."""
        if len(self._groups) == 1 and value in ("", "Off"):
            return next(iter(self._groups.values()))
        return self._groups.get(value)


def fingerprint(response: NewResponse, data: bytes) -> str:
    """Return the mark by which a form that is read twice is told.

    Whoever saves a form again changes its bytes, not its words. So where the comments are long enough that no
    two people write them, the mark is made of the answers; elsewhere, since two people may well agree, it is
    made of the bytes of the file. Whoever recognises a file by its mark has the file, and knows its contents.

    Args:
        response: The answers.
        data: The bytes of the file.
    """
    scales = "".join(f"{question}={point};" for question, point in sorted(response.scales.items()))
    words = _SEPARATOR.join(f"{question}={text}" for question, text in sorted(response.comments.items()))
    telling = sum(map(len, response.comments.values())) >= _TELLING
    source = "" if telling else hashlib.sha256(data).hexdigest()
    content = _SEPARATOR.join(("pdf form", source, str(response.group_id), scales, words))
    return hashlib.sha256(content.encode()).hexdigest()
