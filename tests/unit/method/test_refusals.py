"""A bad method file is refused with the line and the reason, whatever is wrong with it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from visionwork.assets import asset_dir
from visionwork.domain.errors import UserFacingError
from visionwork.domain.method import Method
from visionwork.method import MethodError, default_method, load_method
from visionwork.method.tables import MOST_BYTES


class Spoilt(NamedTuple):
    """One change to the small method: what becomes what, where the fault is, what is said."""

    old: str
    new: str
    marker: str
    reason: str


FIRST_LINE = "# A small method"
VIEWS = "[[step.exercise]]\nid = 'views'"
CARDS = "[[step.exercise]]\nid = 'cards'"
PLAN = "[[step.exercise]]\nid = 'plan'"
NAMES = "[[step.exercise]]\nid = 'names'"
PROMOTES = "[[step.exercise.column]]\nid = 'promotes'"
STATUS = "[[step.exercise.column]]\nid = 'status'"

SYNTAX = {
    "two equal signs": Spoilt("minutes = 30", "minutes = = 30", "minutes = = 30", "This is not TOML"),
    "straight apostrophe": Spoilt("'Pens.'", "'The firm's pens.'", "firm", "write the curly one (’)"),
    "no comma": Spoilt("'Pens.', ", "'Pens.' ", "checklist", "goes on here without a comma"),
    "no quotation marks": Spoilt("'First'", "First", "title = First", "texts stand in quotation marks"),
    "open text": Spoilt("'First'", "'First", "title = 'First", "not closed with a quotation mark"),
    "backslash": Spoilt("'First'", '"C:\\Users"', "Users", "single ones take a text as it is"),
    "single brackets": Spoilt(
        "[[step.exercise]]\nid = 'cards'",
        "[step.exercise]\nid = 'cards'",
        "[step.exercise]\n",
        "double brackets",
    ),
    "statement twice": Spoilt(
        "notes = ['Read", "[statement]\nnotes = ['Read", "[statement]\nnotes", "a second time"
    ),
    "open list at the end": Spoilt("signs = ['plan']", "signs = ['plan'", "signs = ['plan'", "not TOML"),
    "key twice": Spoilt("minutes = 30", "minutes = 30\nminutes = 31", "minutes = 31", "not TOML"),
    "endless number": Spoilt("minutes = 30", f"minutes = {'9' * 5000}", "= 9999", "number here is far too"),
    "endless nesting": Spoilt("'Paper.'", "[" * 5000, "checklist", "nested too deeply"),
    "endless name": Spoilt("minutes = 30", "a." * 90_000 + "a = 1", "a.a = 1", "40 dots or more"),
}

TEXTS = {
    "no id of the method": Spoilt("id = 'small'\n", "", FIRST_LINE, "“id” is missing"),
    "no step title": Spoilt("title = 'First'\n", "", "[[step]]\nid = 'first'", "“title” is missing"),
    "number for a text": Spoilt("'Paper.'", "\n  7", "  7", "“checklist” must be text"),
    "text for a list": Spoilt("['Pens.', 'Paper.']", "'Pens.'", "checklist", "“checklist” must be a list"),
    "empty": Spoilt("headline = 'Who we are'", "headline = ' '", "headline = ' '", "“headline” is empty"),
    "not a language": Spoilt("'en'", "'English'", "English", "“English” is not a language tag"),
    "id with a space": Spoilt("'second'", "'The second'", "The second", "“The second” cannot be an id"),
    "unknown placeholder": Spoilt(
        "our {customers} see", "our {customer} see", "{customer}", "“{customer}” is not"
    ),
    "placeholder close to one": Spoilt("{organisation}", "{organization}", "{org", "mean “organisation”?"),
    "open brace": Spoilt("our {customers} see", "our {customers see", "{customers see", "“{” is not a known"),
    "placeholder in a name": Spoilt(
        "'Small method'", "'For {customers}'", "For {", "cannot hold a placeholder"
    ),
    "turned text": Spoilt(
        "'First'", "'Fir\u202est'", "= 'Fir\u202e", "not seen, U+202E (right-to-left override)"
    ),
    "control in a text": Spoilt("'First'", '"Fir\\u001b[2Jst"', '= "Fir', "U+001B (control character)"),
    "nothing to see": Spoilt("'First'", "'\u200b\u200d'", "\u200b", "“title” is empty"),
    "long title": Spoilt("'First'", f"'{'F' * 81}'", "= 'FFF", "has 81 characters; at most 80 are allowed"),
    "long prompt": Spoilt("'What first?'", f"'{'F' * 401}'", "['FFF", "at most 400 are allowed"),
    "long id": Spoilt("'second'", f"'{'s' * 3000}'", "'sss", "has 3,000 characters; at most 120"),
    "long language": Spoilt("'en'", f"'en{'-aaaaaaaa' * 9}'", "en-aaa", "at most 35 are allowed"),
    "word without its plural": Spoilt("many = 'directors'\n", "", "[words.executives]", "“many” is missing"),
    "word as a text": Spoilt(
        "[words.executives]\none = 'director'\nmany = 'directors'",
        "[words]\nexecutives = 'x'",
        "executives = 'x'",
        "“executives” must be a table",
    ),
    "placeholder in a word": Spoilt("'director'", "'{executives}'", "one = ", "cannot hold a placeholder"),
    "placeholder in an option": Spoilt("'begun', ", "'{customers}', ", "'{customers}', ", "cannot hold"),
}

KEYS = {
    "of the file": Spoilt(
        "language = 'en'", "language = 'en'\nlogo = 'x'", "logo", "“logo” is not a key of a method"
    ),
    "of the statement": Spoilt("minutes = 30", "minute = 30", "minute = 30", "Did you mean “minutes”?"),
    "of a question": Spoilt("kind = 'scale'", "kind = 'scale'\nmost = 5", "most = 5", "key of a question"),
    "of a step": Spoilt("aim = 'Begin.'", "aims = 'Begin.'", "aims", "Did you mean “aim”?"),
    "of another kind": Spoilt("signs = [", "most_rows = 2\nsigns = [", "most_rows = 2", "of kind signatures"),
    "of the words": Spoilt("[words.exec", "[words.Exec", "[words.Exec", "mean “executives”?"),
    "of a word": Spoilt("many = 'directors'", "more = 'x'", "more = 'x'", "the words for a kind of group"),
    "of the voices": Spoilt("customers = 'What is", "clients = 'What is", "clients =", "key of the voices"),
    "of a lane": Spoilt("title = 'Now'", "title = 'Now'\nhint = 'x'", "hint = 'x'", "not a key of a lane"),
    "of a seed": Spoilt("hint = 'First of all'", "hints = 'First'", "hints", "not a key of a seed row"),
    "that hides something": Spoilt(
        "weight = 2", '"wei\\u202eght" = 2', '"wei', "“weiU+202Eght” is not a key of a column"
    ),
    "that is endless": Spoilt("weight = 2", f"{'w' * 5000} = 2", "www = 2", f"“{'w' * 39}…” is not a key"),
    "of a column": Spoilt("weight = 2", "width = 2", "width = 2", "“width” is not a key of a column"),
}

VALUES = {
    "minutes as text": Spoilt("minutes = 30", "minutes = '30'", "'30'", "a whole number from 1 to 480"),
    "minutes as true": Spoilt("minutes = 30", "minutes = true", "minutes = true", "a whole number"),
    "no minutes": Spoilt("minutes = 25\n", "", PLAN, "“minutes” is missing"),
    "two prompts": Spoilt(", 'Who says so?']", "]", "prompts = ['Who is in it?'", "there are 2"),
    "seven prompts": Spoilt("'What last?'", "'a?', 'b?', 'c?', 'd?', 'e?'", "'a?'", "there are 7"),
    "no prompts": Spoilt(
        "prompts = ['What first?', 'What then?', 'What last?']\n", "", PLAN, "“prompts” is missing"
    ),
    "question kind": Spoilt("kind = 'scale'", "kind = 'stars'", "stars", "Known are: scale, open"),
    "exercise kind": Spoilt("kind = 'grid'", "kind = 'table'", "'table'", "“table” is not a known word"),
    "kind as a giant": Spoilt(
        "kind = 'grid'", f"kind = 0x{'f' * 9000}", "0xfff", "A number is not a known word for “kind”"
    ),
    "kind as a deep list": Spoilt(
        "kind = 'grid'", f"kind = {'[' * 400}{']' * 400}", "= [[[[[", "A list is not a known word for “kind”"
    ),
    "kind as a list": Spoilt("kind = 'grid'", "kind = ['grid']", "['grid']", "not a known word for “kind”"),
    "group kind": Spoilt(
        "['customers', 'employees']", "[\n'customers',\n'staff']", "'staff'", "“staff” is not"
    ),
    "group kind twice": Spoilt(
        "['customers', 'employees']", "['customers', 'customers']", "'customers', '", "twice"
    ),
    "column type": Spoilt("type = 'link'", "type = 'relation'", "relation", "“relation” is not a known word"),
    "weight": Spoilt("weight = 2", "weight = nan", "nan", "a number from 0.1 to 10"),
    "flag": Spoilt("prominent = true", "prominent = 'yes'", "'yes'", "“prominent” must be true or false"),
    "rows": Spoilt("most_rows = 5", "most_rows = 0", "most_rows = 0", "from 1 to 1000"),
}

TWINS = {
    "step": Spoilt("'second'", "'first' # again", "# again", "“first” is used twice as the id of a step"),
    "exercise": Spoilt("id = 'curve'", "id = 'cards' # again", "# again", "as the id of an exercise"),
    "lane": Spoilt("id = 'later'", "id = 'now' # again", "# again", "“now” is used twice in this exercise"),
    "seed": Spoilt("id = 'respect'", "id = 'trust' # again", "# again", "“trust” is used twice"),
    "column": Spoilt("id = 'status'", "id = 'action' # again", "# again", "“action” is used twice"),
    "signed grid": Spoilt("['plan']", "['plan', 'plan']", "['plan', ", "“plan” is used twice in “signs”"),
    "option": Spoilt(
        "'begun', 'done']", "'done',\n'done' # again\n]", "'done' # again", "twice in “options”"
    ),
}

SHAPES = {
    "statement as a list": Spoilt("[statement]", "[[statement]]", "[[statement]]", "must be a table"),
    "views without kinds": Spoilt("kinds = ['customers', 'employees']\n", "", VIEWS, "Views need “kinds”"),
    "kind without voice": Spoilt(
        "customers = 'What is it like?'\n", "", "[step.exercise.voices]", "for customers"
    ),
    "voice without kind": Spoilt(
        "['customers', 'employees']", "['customers']", "employees = 'What", "not in “kinds”"
    ),
    "two sorts of lanes": Spoilt(
        "kind = 'cards'", "kind = 'cards'\nkinds = ['customers']", CARDS, "either “kinds”"
    ),
    "choice without options": Spoilt(
        "options = ['begun', 'done']\n", "", STATUS, "“status” has no “options”"
    ),
    "options of a text": Spoilt("question = 'What?'", "options = ['a']", "['a']", "a column of type choice"),
    "kinds of a text": Spoilt("question = 'What?'", "kinds = []", "kinds = []", "a column of type group"),
    "link without an aim": Spoilt("links_to = 'cards'\n", "", PROMOTES, "does not say what it “links_to”"),
    "link to nowhere": Spoilt(
        "links_to = 'cards'", "links_to = 'card'", "'card'", "there is no such exercise"
    ),
    "link to itself": Spoilt(
        "links_to = 'cards'", "links_to = 'plan'", "links_to", "names the grid it stands in"
    ),
    "link to a curve": Spoilt(
        "links_to = 'cards'", "links_to = 'curve'", "links_to", "no entries to link to"
    ),
    "signs nothing": Spoilt("signs = ['plan']", "signs = []", NAMES, "Signatures need “signs”"),
    "signs what is not": Spoilt("signs = ['plan']", "signs = ['plans']", "'plans'", "“plans” is not a grid"),
    "signs cards": Spoilt("['plan']", "[\n  'plan',\n  'cards',\n]", "  'cards',", "“cards” is not a grid"),
    "rows named by a rating": Spoilt("type = 'text'", "type = 'rating'", "'rating'", "so it must be text"),
}


@pytest.mark.parametrize(
    "spoilt",
    [
        pytest.param(spoilt, id=f"{family}: {name}")
        for family, spoilts in (
            ("syntax", SYNTAX),
            ("text", TEXTS),
            ("unknown key", KEYS),
            ("value", VALUES),
            ("twice", TWINS),
            ("shape", SHAPES),
        )
        for name, spoilt in spoilts.items()
    ],
)
def test_the_line_and_the_reason_are_told(spoilt: Spoilt, small_text: str, method_path: Path) -> None:
    assert small_text.count(spoilt.old) == 1
    text = small_text.replace(spoilt.old, spoilt.new)
    error = refusal(method_path, text)

    assert spoilt.reason in error.reason
    assert error.line == line_of(text, spoilt.marker)
    assert error.path == method_path
    assert f"ours.toml cannot be used. Line {error.line}: {error.reason}" in error.sentence
    assert isinstance(error, UserFacingError)
    assert error.next_step


@pytest.mark.parametrize(
    ("heads", "reason"),
    [
        (("[[step", "[step"), "There is no step"),
        (("[[questionnaire]]",), "The questionnaire is missing"),
        (("[statement]",), "The table [statement] is missing"),
    ],
)
def test_a_whole_part_that_is_missing_is_named(
    heads: tuple[str, ...], reason: str, small_text: str, method_path: Path
) -> None:
    text = "\n\n".join(part for part in small_text.split("\n\n") if not part.startswith(heads))
    error = refusal(method_path, text)
    assert reason in error.reason
    assert error.line == 1


def test_a_step_without_exercises_is_named(small_text: str, method_path: Path) -> None:
    text = small_text + "\n[[step]]\nid = 'third'\ntitle = 'Third'\naim = 'End.'\n"
    error = refusal(method_path, text)
    assert "has no exercise" in error.reason
    assert error.line == line_of(text, "[[step]]\nid = 'third'")


def test_a_grid_without_columns_is_named(small_text: str, method_path: Path) -> None:
    start, end = (
        small_text.index("[[step.exercise.column]]"),
        small_text.index("[[step.exercise]]\nid = 'curve'"),
    )
    error = refusal(method_path, small_text[:start] + small_text[end:])
    assert "A grid needs columns" in error.reason


def test_a_part_written_as_texts_is_refused(small_text: str, method_path: Path) -> None:
    text = small_text.replace(
        "signs = ['plan']", "signs = ['plan']\n\n[[step]]\nid = 'x'\ntitle = 'X'\naim = 'X'\nexercise = ['a']"
    )
    error = refusal(method_path, text)
    assert "such as [[step.exercise]]" in error.reason
    assert error.line == line_of(text, "exercise = ['a']")


def test_a_file_that_is_not_utf_8_is_refused(small_text: str, method_path: Path) -> None:
    error = refusal(method_path, small_text.replace("Read it aloud", "Café").encode("latin-1"))
    assert "UTF-8" in error.reason
    assert error.line == line_of(small_text, "Read it aloud")


def test_a_file_over_one_megabyte_is_refused(small_text: str, method_path: Path) -> None:
    error = refusal(method_path, small_text + "#" * MOST_BYTES)
    assert "larger than 1 MB" in error.reason


def test_a_file_of_just_one_megabyte_is_read(small_text: str, method_path: Path) -> None:
    method_path.write_text(small_text + "#" * (MOST_BYTES - len(small_text.encode())), encoding="utf-8")
    assert load_method(method_path).id == "small"


def test_a_missing_file_is_told_like_any_other_fault(method_path: Path) -> None:
    with pytest.raises(MethodError, match=r"cannot be read \(No such file .* Check that it is there"):
        load_method(method_path)


@pytest.mark.skipif(os.name != "posix", reason="only here do pipes have a path")
def test_a_pipe_is_not_waited_for(method_path: Path) -> None:
    os.mkfifo(method_path)
    with pytest.raises(MethodError, match="It is not a file"):
        load_method(method_path)


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_told(content: bytes, method_path: Path) -> None:
    assert refusal(method_path, content).sentence.endswith("cannot be used. The file is empty.")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_other_unicode_files_are_told_to_be_saved_as_utf_8(
    encoding: str, small_text: str, method_path: Path
) -> None:
    assert "Save it as UTF-8" in refusal(method_path, small_text.encode(encoding)).next_step


@pytest.mark.parametrize(
    ("head", "most"),
    [("step.exercise.seed", 100), ("step.exercise.column", 12), ("step", 20), ("questionnaire", 30)],
)
def test_more_of_something_than_any_room_needs_is_refused_at_the_first_too_many(
    head: str, most: int, small_text: str, method_path: Path
) -> None:
    part = f"[[{head}]]\nid = 'more'\ntitle = 'More'\n"
    before, here, after = small_text.rpartition(f"[[{head}]]")
    text = before + part * most + here + after
    error = refusal(method_path, text)
    times = text.count(f"[[{head}]]")
    assert error.reason == f"“{head.rpartition('.')[2]}” is here {times} times; at most {most} are allowed."
    lines = [number for number, line in enumerate(text.split("\n"), 1) if line == f"[[{head}]]"]
    assert error.line == lines[most]


def test_leaders_sign_in_one_exercise(small_text: str, method_path: Path) -> None:
    start = small_text.index(NAMES)
    again = small_text[start:].replace("id = 'names'", "id = 'again'")
    error = refusal(method_path, f"{small_text}\n{again}")
    assert "“names” collects signatures already" in error.reason
    assert error.line == (small_text + "\n" + again[: again.index("kind = ")]).count("\n") + 1


def test_a_questionnaire_that_asks_nothing_of_one_draft_is_refused(
    small_text: str, method_path: Path
) -> None:
    error = refusal(method_path, small_text.replace("kind = 'scale'", "kind = 'preference'"))
    assert "asks nothing of a round on one draft" in error.reason
    assert error.line == line_of(small_text, "[[questionnaire]]")


def test_a_language_that_is_not_shipped_is_told() -> None:
    with pytest.raises(MethodError, match=r"xx\.toml"):
        default_method("xx")


def test_a_long_wrong_word_is_cut_in_the_reason(small_text: str, method_path: Path) -> None:
    error = refusal(method_path, small_text.replace("kind = 'grid'", f"kind = '{'x' * 500}'"))
    assert "xxx…" in error.reason
    assert len(error.reason) < 200


ODD = (
    "7", "-1.5", "1e999", "true", "2026-02-30", "2026-02-03", "[]", "{}", "''", "[[[['x']]]]",
    "{a = {b = 1}}", "'\u202e'", "'\u200b'", '"\\u0000"', f"'{'x' * 5000}'", "'{customers'", "'Ω'", "0xffff",
    "[7, 'x']", "[{}]",
)  # fmt: skip
"""Values that a key of the method may be given by mistake or on purpose."""


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_apps_own_file_with_odd_values_is_read_or_refused(data: st.DataObject, method_path: Path) -> None:
    text = (asset_dir("resources") / "method" / "en.toml").read_text(encoding="utf-8")
    values = list(re.finditer(r"'[^'\n]*'|(?<== )[\w.]+$", text, re.MULTILINE))
    for found in sorted(data.draw(st.lists(st.sampled_from(values), max_size=3)), key=lambda f: -f.start()):
        text = text[: found.start()] + data.draw(st.sampled_from(ODD)) + text[found.end() :]
    assert_read_or_refused(method_path, text)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_changed_it_is_read_or_refused(
    data: st.DataObject, small_text: str, method_path: Path
) -> None:
    lines = small_text.splitlines(keepends=True)
    odd = [
        "\n",
        "[",
        "]]",
        "{",
        "'",
        '"""',
        "id = 7\n",
        "kind = 'grid'\n",
        "[step]\n",
        "x.y = 1\n",
        "\\",
        "\x00",
        "\u202e",
        "#",
    ]
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        match data.draw(st.sampled_from(["delete", "double", "swap", "insert"])):
            case "delete":
                lines[at] = ""
            case "double":
                lines[at] *= 2
            case "swap":
                other = data.draw(st.integers(0, len(lines) - 1))
                lines[at], lines[other] = lines[other], lines[at]
            case "insert":
                place = data.draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:place] + data.draw(st.sampled_from(odd)) + lines[at][place:]
    text = "".join(lines)
    assert_read_or_refused(method_path, text)


def assert_read_or_refused(path: Path, text: str) -> None:
    """Expect a method, or an error with a line of the file and a short reason that hides nothing."""
    path.write_text(text, encoding="utf-8", newline="")
    outcome: Method | MethodError
    try:
        outcome = load_method(path)
    except MethodError as error:
        outcome = error
    if isinstance(outcome, MethodError):
        assert outcome.line is not None
        assert 1 <= outcome.line <= text.count("\n") + 1
        assert outcome.reason.isprintable()
        assert 10 < len(outcome.reason) < 400


def refusal(path: Path, text: str | bytes) -> MethodError:
    """Write a file, expect it to be refused, and return the error."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(MethodError) as caught:
        load_method(path)
    return caught.value


def line_of(text: str, marker: str) -> int:
    """Return the line, from 1, of a marker that stands in the text once."""
    assert text.count(marker) == 1, marker
    return text[: text.index(marker)].count("\n") + 1
