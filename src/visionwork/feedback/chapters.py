"""How a questionnaire is read: the text first, then what is asked about it; two texts one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from visionwork.domain.questionnaire import in_order
from visionwork.domain.records import record
from visionwork.domain.rounds import Question
from visionwork.feedback.answer_words import AnswerWords

LETTERS = ("A", "B")
"""What people call the two texts. The letter stays with the draft, whichever is read first, so that a room
can speak of them; draft numbers would say which is newer."""


@record
class ShownText:
    """A wording as people read it.

    Attributes:
        draft_id: The draft.
        text: Its wording, exactly as stored.
        letter: "A" or "B" where there are two, else "".
    """

    draft_id: int
    text: str
    letter: str = ""


@record
class Chapter:
    """Texts, and the questions that come after them.

    Attributes:
        texts: What is read first; empty for questions about both texts that were read before.
        questions: What is asked then.
    """

    texts: tuple[ShownText, ...]
    questions: tuple[Question, ...]


def shown_texts(drafts: Sequence[tuple[int, str]]) -> tuple[ShownText, ...]:
    """Return the wordings of a round.

    Args:
        drafts: Ids and texts, in the order of the round.
    """
    letters = LETTERS if len(drafts) > 1 else ("",)
    return tuple(
        ShownText(draft_id, text, letter) for (draft_id, text), letter in zip(drafts, letters, strict=False)
    )


def chapters(
    texts: Sequence[ShownText], questions: Sequence[Question], *, turned: bool = False
) -> tuple[Chapter, ...]:
    """Return what somebody reads and is asked, in order.

    Args:
        texts: The wordings of the round.
        questions: Its questions.
        turned: Whether the second of two texts comes first.
    """
    if len(texts) < 2:
        return (Chapter(tuple(texts), tuple(questions)),)
    order = texts[::-1] if turned else texts
    asked = in_order(questions, order[0].draft_id)
    parts = [
        Chapter((text,), tuple(item for item in asked if item.draft_id == text.draft_id)) for text in order
    ]
    last = Chapter((), tuple(item for item in asked if item.draft_id is None))
    return (*parts, last) if last.questions else tuple(parts)


def text_name(words: AnswerWords, text: ShownText) -> str:
    """Return what a text is called: "Text A" where there are two, else ""."""
    return words.text("text", letter=text.letter) if text.letter else ""


def preference_labels(words: AnswerWords) -> tuple[str, ...]:
    """Return the answers to the question which text speaks more to somebody, in the order they are stored."""
    return (
        *(words.text("text", letter=letter) for letter in LETTERS),
        words.text("prefer_both"),
        words.text("prefer_neither"),
    )
