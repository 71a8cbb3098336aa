"""A column map as a TOML file, so that the next export of the same survey needs no mapping by hand.

```toml
encoding = "utf-8"            # may be left out, as may delimiter and sheet
delimiter = ";"
sheet = "Form1"               # of a workbook
group = "Which group are you in?"   # name of the column; or: everybody = "Account leads"

[questions]                   # question, by id or in its own words = name of the column
q1 = "This vision has a place for me."

[groups]                      # text of the group column = group; an empty text leaves the rows out
"Sales (North)" = "Account leads"
"Interns" = ""
```
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from visionwork.domain.groups import Group
from visionwork.domain.rounds import Question
from visionwork.feedback.answer_table import AnswerTable, TableError
from visionwork.feedback.answers import folded
from visionwork.feedback.column_map import ColumnMap, group_names, group_text
from visionwork.feedback.csv_reading import DELIMITERS
from visionwork.feedback.text_encoding import ENCODINGS

_KEYS = frozenset(("encoding", "delimiter", "sheet", "group", "everybody", "questions", "groups"))


@dataclass(frozen=True, slots=True)
class MappingFile:
    """A column map by names, before it meets a file.

    Attributes:
        encoding: One of `ENCODINGS`, or None to recognise it.
        delimiter: One of `DELIMITERS`, or None to recognise it.
        sheet: Name of the sheet of a workbook, or None for the first.
        group: Name of the column that tells the group, or None.
        everybody: Name of the group everybody belongs to, or None.
        questions: Column names by question, which stands there by id or in its own words.
        groups: Group names by text of the group column; an empty name leaves the rows out.
    """

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    group: str | None = None
    everybody: str | None = None
    questions: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)

    def resolve(
        self, table: AnswerTable, questions: Sequence[Question], groups: Sequence[Group]
    ) -> ColumnMap:
        """Return the column map for a file.

        Raises:
            TableError: A column, a question or a group is named that is not there, or two lines name one
                column or one question.
        """
        names = group_names(groups)
        return ColumnMap(
            None if self.group is None else _column(table, self.group),
            None if self.everybody is None else _known(names, self.everybody, "group of this workshop"),
            self._asked(table, questions),
            {
                group_text(text): _known(names, name, "group of this workshop") if name.strip() else None
                for text, name in self.groups.items()
            },
        )

    def _asked(self, table: AnswerTable, questions: Sequence[Question]) -> dict[int, str]:
        """Return the question of each column; one that is named twice would lose answers unseen."""
        found: dict[int, str] = {}
        lines: dict[int | str, str] = {}
        for name, header in self.questions.items():
            column, question = _column(table, header), _question(questions, name)
            line = f"{_quoted(name)} = {_quoted(header)}"
            for named, what in ((column, "column"), (question, "question")):
                if named in lines:
                    raise _refused(f"The lines {lines[named]} and {line} name the same {what}.")
                lines[named] = line
            found[column] = question
        return found


def read_mapping(data: bytes) -> MappingFile:
    """Read a mapping file.

    Raises:
        TableError: It is no TOML, or a key or value in it is not known.
    """
    try:
        content = tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TableError(
            f"The map of columns cannot be read: {error}.", "Save it again from the app."
        ) from error
    unknown = sorted(content.keys() - _KEYS)
    if unknown:
        raise _refused(f"“{unknown[0]}” is not known.")
    for key in ("encoding", "delimiter", "sheet", "group", "everybody"):
        if not isinstance(content.get(key, ""), str):
            raise _refused(f"“{key}” is a text in quotation marks.")
    for key in ("questions", "groups"):
        entries = content.get(key, {})
        if not isinstance(entries, dict) or not all(isinstance(value, str) for value in entries.values()):
            raise _refused(f"“{key}” holds texts in quotation marks.")
    for key, allowed in (("encoding", ENCODINGS), ("delimiter", DELIMITERS)):
        if key in content and content[key] not in allowed:
            raise _refused(f"“{content[key]}” is not a possible {key}.")
    if "group" in content and "everybody" in content:
        raise _refused("It names both a group column and one group for everybody.")
    return MappingFile(**content)


def write_mapping(
    mapping: ColumnMap,
    table: AnswerTable,
    groups: Sequence[Group],
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
) -> str:
    """Return a column map as the text of a mapping file.

    Args:
        mapping: The map.
        table: The file it was made for.
        groups: Groups of the workshop.
        encoding: Encoding that was chosen by hand, or None.
        delimiter: Delimiter that was chosen by hand, or None.
        sheet: Sheet that was chosen by hand, or None.
    """
    names = {group.id: group.name for group in groups}
    lines = ["# Columns of a feedback export, for Visionwork."]
    for key, value in (("encoding", encoding), ("delimiter", delimiter), ("sheet", sheet)):
        if value is not None:
            lines.append(f"{key} = {_quoted(value)}")
    if mapping.group_column is not None:
        lines.append(f"group = {_quoted(table.headers[mapping.group_column])}")
    elif mapping.group_id is not None:
        lines.append(f"everybody = {_quoted(names[mapping.group_id])}")
    lines += ["", "[questions]"]
    for index, question_id in mapping.questions.items():
        lines.append(f"{_quoted(question_id)} = {_quoted(table.headers[index])}")
    if mapping.groups:
        lines += ["", "[groups]"]
        for text, group_id in mapping.groups.items():
            lines.append(f"{_quoted(text)} = {_quoted('' if group_id is None else names[group_id])}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """Return a TOML basic string; a JSON string is one, but for DEL (TOML 1.0, "String")."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _column(table: AnswerTable, header: str) -> int:
    if header in table.headers:
        return table.headers.index(header)
    wanted = folded(header)
    for index, name in enumerate(table.headers):
        if folded(name) == wanted:
            return index
    raise _refused(f"The file has no column “{header}”.")


def _question(questions: Sequence[Question], name: str) -> str:
    found = [q.id for q in questions if q.id == name or folded(q.text) == folded(name)]
    if len(found) > 1:
        raise _refused(f"“{name}” is asked about both drafts: call the questions {' and '.join(found)}.")
    if found:
        return found[0]
    raise _refused(f"This round has no question “{name}”.")


def _known(names: Mapping[str, int], name: str, what: str) -> int:
    found = names.get(folded(name))
    if found is None:
        raise _refused(f"“{name}” is no {what}.")
    return found


def _refused(reason: str) -> TableError:
    return TableError(f"The map of columns does not fit. {reason}", "Correct it, or map the columns again.")
