"""What a form is made from, in the language of those who fill it in."""

from __future__ import annotations

from visionwork.domain.groups import GroupKind
from visionwork.domain.records import record


@record
class FormGroup:
    """A group people may choose.

    Attributes:
        value: Value of its circle.
        name: Its name.
        kind: Its kind, for the shape before the name.
    """

    value: str
    name: str
    kind: GroupKind


@record
class FormQuestion:
    """A question of the form.

    Attributes:
        field: Name of its field.
        text: The question.
        labels: The answers to choose from, in the order of their values from 1; empty when it is answered in
            words.
        spoken: The same answers as screen readers say them.
        numbered: Whether a number stands beside each circle.
    """

    field: str
    text: str
    labels: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    numbered: bool = True


@record
class FormPart:
    """A wording, and what is asked after it.

    Attributes:
        title: Heading of the wording; empty when there is none.
        text: The wording, exactly as it is tested; empty for what is asked about two wordings at the end.
        questions: The questions, in order.
    """

    title: str
    text: str
    questions: tuple[FormQuestion, ...]


@record
class FormSheet:
    """What a form is made from, in the language of those who fill it in.

    Attributes:
        title: Title of the page.
        kicker: Which round of which draft.
        lead: Who asks what.
        how: What to do with the form.
        parts: The wording with its questions; two of them, and what is asked about both, in a round on two.
        group_title, group_hint: Heading and hint of the choice of a group.
        group_field: Name of its field.
        groups: The groups; a single one needs no choice.
        only_group: The sentence that stands in for the choice when there is one group.
        scale_hint, open_hint: Hints to the two kinds of question.
        protected_title, protected: What is protected, a sentence each.
        unprotected_title, unprotected: What is not.
        thanks: The last line.
        number: The line at the foot that tells the form from others.
        id_field, id_text: Name and content of the hidden field that does so for the app.
        organisation, subject, language, app_version: What the file says about itself.
        most: Most characters of an answer in words.
    """

    title: str
    kicker: str
    lead: str
    how: str
    parts: tuple[FormPart, ...]
    group_title: str
    group_hint: str
    group_field: str
    groups: tuple[FormGroup, ...]
    only_group: str
    scale_hint: str
    open_hint: str
    protected_title: str
    protected: tuple[str, ...]
    unprotected_title: str
    unprotected: tuple[str, ...]
    thanks: str
    number: str
    id_field: str
    id_text: str
    organisation: str = ""
    subject: str = ""
    language: str = "en"
    app_version: str = ""
    most: int = 2000
