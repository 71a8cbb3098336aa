"""The pages phones see. Every text that comes from people goes through `escape`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from visionwork.domain.groups import Group, GroupKind
from visionwork.domain.rounds import Question, QuestionKind
from visionwork.feedback.answer_words import AnswerWords
from visionwork.feedback.chapters import ShownText, chapters, preference_labels, text_name
from visionwork.feedback.phone.content import FormContent
from visionwork.feedback.phone.form import DIGEST_FIELD, GROUP_FIELD, WORD_FIELD, Filled
from visionwork.feedback.phone.limits import Limits

_PROBLEM = "problem"
"""Where the page begins that shows a form again. The address is sent with it, since it would else go on
naming the question somebody came from."""

_ASKED = "-asked"

_MARKS = {
    GroupKind.CUSTOMERS: "●",
    GroupKind.EMPLOYEES: "■",
    GroupKind.MANAGERS: "◆",
    GroupKind.EXECUTIVES: "▲",
    GroupKind.COMMUNITY: "⬟",
    GroupKind.OTHER: "○",
}


def page(words: AnswerWords, title: str, body: str, *, form: bool = False) -> bytes:
    """Return a whole page.

    Args:
        words: Texts of the form.
        title: Title of the window, not escaped yet.
        body: What stands in it, escaped.
        form: Whether it has a form. Browsers keep the origin of a form back under the strictest
            referrer policy, and then it could not be told from one that another site has sent.
    """
    policy = '<meta name="referrer" content="same-origin">\n' if form else ""
    return f"""<!DOCTYPE html>
<html lang="{escape(words.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no">
{policy}<title>{escape(title)}</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<main>
{body}
</main>
</body>
</html>
""".encode()


def message_page(words: AnswerWords, key: str) -> bytes:
    """Return a page that only says something, by the key of its text."""
    title = words.text(f"{key}_title")
    body = f'<div class="message"><h1>{escape(title)}</h1>\n<p>{escape(words.text(key))}</p></div>'
    return page(words, title, body)


def word_page(words: AnswerWords, problem: str = "") -> bytes:
    """Return the page that asks for the room word.

    Args:
        words: Texts of the form.
        problem: Why the last word was not taken; empty at first.
    """
    error = described = ""
    if problem:
        error = f'<p class="error" id="word-error" role="alert">{escape(problem)}</p>'
        described = ' aria-invalid="true" autofocus'
    body = f"""<h1>{escape(words.text("word_title"))}</h1>
<p class="lead">{escape(words.text("word_lead"))}</p>
<form method="post" action="/" accept-charset="utf-8">
<div class="block">
<label class="question" for="word">{escape(words.text("word_label"))}</label>
<p class="hint" id="word-hint">{escape(words.text("word_hint"))}</p>
{error}<input type="text" id="word" name="{WORD_FIELD}" maxlength="40" autocomplete="off"
 autocapitalize="none" autocorrect="off" spellcheck="false" required
 aria-describedby="word-hint{" word-error" if problem else ""}"{described}>
</div>
<button type="submit">{escape(words.text("word_send"))}</button>
</form>"""
    return page(words, words.text("word_title"), body, form=True)


def form_page(
    content: FormContent, limits: Limits, filled: Filled | None = None, *, turned: bool = False
) -> bytes:
    """Return the form.

    Args:
        content: The round.
        limits: Bounds of what may be written.
        filled: What was sent and is not yet good; None for an empty form.
        turned: Whether the second of two texts comes first.
    """
    words, filled = content.words, filled or Filled()
    title = words.text("title")
    wrong = bool(filled.errors or filled.notice)
    numbers = _numbers(content, turned=turned)
    two = len(content.texts) > 1
    lead = f"{words.text('lead')} {words.text('two_texts')}" if two else words.text("lead")
    begin = f"""<p class="round">{escape(content.title)}</p>
<h1>{escape(title)}</h1>
<p class="lead">{escape(lead)}</p>
{_summary(content, filled, numbers)}{_privacy(words)}"""
    read, asked = (
        chapters(content.texts, content.questions, turned=turned),
        (GROUP_FIELD, _groups(content, filled)),
    )
    parts = [("start", begin)]
    # One text is read before anything is asked; of two, each stands before its own questions.
    if two:
        parts.append(asked)
    for chapter in read:
        parts += [_statement(words, text) for text in chapter.texts]
        if not two:
            parts.append(asked)
        parts += [
            (_place(item), _question(content, item, numbers, filled, limits)) for item in chapter.questions
        ]
    body = f"""<form method="post" action="#{_PROBLEM}" accept-charset="utf-8">
<input type="hidden" name="{DIGEST_FIELD}" value="{escape(content.digest)}">
{_screens(words, parts, filled)}</form>"""
    return page(words, f"{words.text('error_title')}: {title}" if wrong else title, body, form=True)


def _screens(words: AnswerWords, parts: Sequence[tuple[str, str]], filled: Filled) -> str:
    """Return the parts of the form, each with a way to the next; on a small screen each fills it.

    Args:
        words: Texts of the form.
        parts: The name a part is led to by, and what stands in it, escaped.
        filled: What was sent and is not yet good. Where something is to be mended, or the form is only to be
            sent once more, it can be sent from there, without a way through all the others.
    """
    send = escape(words.text("send"))
    following = [name for name, _ in parts[1:]]
    screens = []
    for (name, part), after in zip(parts, [*following, ""], strict=True):
        mended = name.removesuffix(_ASKED) in filled.errors or (name == parts[0][0] and filled.notice)
        again = f'<button type="submit" class="again">{send}</button>\n' if mended and after else ""
        on = f'<a class="next" href="#{escape(after)}">{escape(words.text("next"))}</a>\n' if after else ""
        last = "" if after else f'<button type="submit">{send}</button>\n'
        screens.append(f'<div class="screen">\n{part}{again}{on}{last}</div>\n')
    return "".join(screens)


def _numbers(content: FormContent, *, turned: bool) -> dict[str, int]:
    """Return the numbers of the questions by id, as somebody meets them."""
    met = [
        item.id
        for part in chapters(content.texts, content.questions, turned=turned)
        for item in part.questions
    ]
    return {question_id: number for number, question_id in enumerate(met, 1)}


def _place(question: Question) -> str:
    """Return what leads to a question: its own name, or the whole of it where that names a field alone."""
    return question.id if question.ticked else f"{question.id}{_ASKED}"


def _statement(words: AnswerWords, text: ShownText) -> tuple[str, str]:
    """Return what leads to a wording, and the wording."""
    name = f"vision{text.letter.lower()}"
    label = text_name(words, text) or words.text("statement_label")
    return (
        name,
        f"""<section aria-labelledby="{name}">
<h2 id="{name}" tabindex="-1">{escape(label)}</h2>
<blockquote class="statement">{escape(text.text)}</blockquote>
</section>
""",
    )


def _question(
    content: FormContent, question: Question, numbers: Mapping[str, int], filled: Filled, limits: Limits
) -> str:
    number, total = numbers[question.id], len(numbers)
    if question.ticked:
        return _points(content, question, number, total, filled)
    return _open(content, question, number, total, filled, limits)


def _summary(content: FormContent, filled: Filled, numbers: Mapping[str, int]) -> str:
    """Return what keeps the form from being sent, with a way to each place."""
    if not filled.errors and not filled.notice:
        return ""
    items = "".join(
        f'<li><a href="#{escape(name)}">{escape(_told(content, name, text, numbers))}</a></li>'
        for name, text in filled.errors.items()
    )
    notice = f"<p>{escape(filled.notice)}</p>" if filled.notice else ""
    listed = f"<ul>{items}</ul>" if items else ""
    head = escape(content.words.text("error_title"))
    told = f"<h2>{head}</h2>{notice}{listed}"
    return f'<div class="problem" id="{_PROBLEM}" role="alert" tabindex="-1">{told}</div>\n'


def _told(content: FormContent, name: str, text: str, numbers: Mapping[str, int]) -> str:
    """Return an error with the question it belongs to, where it does not say that by itself."""
    words = content.words
    if name not in numbers or text == words.text("no_answer"):
        return text
    return f"{words.text('question', number=numbers[name], total=len(numbers))}: {text}"


def _privacy(words: AnswerWords) -> str:
    """Return the promise that matters most, and behind it every other one with what is not protected."""
    first, *others = words.protected
    return f"""<section class="privacy" aria-labelledby="privacy">
<h2 id="privacy">{escape(words.text("privacy_title"))}</h2>
<p>{escape(first)}</p>
<details>
<summary>{escape(words.text("privacy_more"))}</summary>
<h3>{escape(words.text("protected_title"))}</h3>
{_list(others)}
<h3>{escape(words.text("unprotected_title"))}</h3>
{_list(words.unprotected)}
</details>
</section>
"""


def _list(texts: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(text)}</li>" for text in texts) + "</ul>"


def _error(content: FormContent, name: str, filled: Filled) -> str:
    text = filled.errors.get(name)
    if not text:
        return ""
    mark = escape(content.words.text("error_mark"))
    return f'<p class="error" id="{escape(name)}-error"><strong>{mark}:</strong> {escape(text)}</p>\n'


def _described(name: str, filled: Filled, *, hint: bool = True) -> str:
    ids = [f"{name}-hint"] if hint else []
    if name in filled.errors:
        ids.append(f"{name}-error")
    return f' aria-describedby="{escape(" ".join(ids))}"' if ids else ""


def _groups(content: FormContent, filled: Filled) -> str:
    chosen = filled.values.get(GROUP_FIELD, "")
    if len(content.groups) == 1:
        chosen = str(content.groups[0].id)
    choices = "".join(_group(group, chosen == str(group.id)) for group in content.groups)
    return f"""<fieldset class="block" id="{GROUP_FIELD}" tabindex="-1"{_described(GROUP_FIELD, filled)}>
<legend class="question">{escape(content.words.text("group_title"))}</legend>
<p class="hint" id="{GROUP_FIELD}-hint">{escape(content.words.text("group_hint"))}</p>
{_error(content, GROUP_FIELD, filled)}{choices}</fieldset>
"""


def _group(group: Group, chosen: bool) -> str:
    checked = " checked" if chosen else ""
    mark = f'<span class="mark {group.kind.value}" aria-hidden="true">{_MARKS[group.kind]}</span>'
    return (
        f'<label class="choice"><input type="radio" name="{GROUP_FIELD}" value="{group.id}"'
        f" required{checked}>{mark}<span>{escape(group.name)}</span></label>\n"
    )


def _legend(content: FormContent, question: Question, number: int, total: int) -> str:
    count = escape(content.words.text("question", number=number, total=total))
    return f'<span class="count">{count}</span> {escape(question.text)}'


def _points(content: FormContent, question: Question, number: int, total: int, filled: Filled) -> str:
    name = escape(question.id)
    chosen = filled.values.get(question.id, "")
    on_scale = question.kind is QuestionKind.SCALE
    labels = content.words.scale if on_scale else preference_labels(content.words)
    choices = "".join(
        f'<label class="choice"><input type="radio" name="{name}" value="{point}"'
        f"{' checked' if chosen == str(point) else ''}>"
        + (f'<span class="point p{point}" aria-hidden="true">{point}</span>' if on_scale else "")
        + f"<span>{escape(label)}</span></label>\n"
        for point, label in enumerate(labels, 1)
    )
    hint = content.words.text("scale_hint")
    return f"""<fieldset class="block" id="{name}" tabindex="-1"{_described(question.id, filled)}>
<legend class="question">{_legend(content, question, number, total)}</legend>
<p class="hint" id="{name}-hint">{escape(hint)}</p>
{_error(content, question.id, filled)}{choices}</fieldset>
"""


def _open(
    content: FormContent, question: Question, number: int, total: int, filled: Filled, limits: Limits
) -> str:
    name = escape(question.id)
    invalid = ' aria-invalid="true"' if question.id in filled.errors else ""
    text = escape(filled.values.get(question.id, ""))
    label = f'<span id="{name}-label">{_legend(content, question, number, total)}</span>'
    place = f'id="{name}{_ASKED}" role="group" aria-labelledby="{name}-label" tabindex="-1"'
    # A newline right after the tag is dropped by browsers, so one is put there for it.
    return f"""<div class="block" {place}>
<label class="question" for="{name}">{label}</label>
<p class="hint" id="{name}-hint">{escape(content.words.text("open_hint"))}</p>
{_error(content, question.id, filled)}<textarea id="{name}" name="{name}" rows="4"
 maxlength="{limits.comment_chars}"{_described(question.id, filled)}{invalid}>
{text}</textarea>
</div>
"""
