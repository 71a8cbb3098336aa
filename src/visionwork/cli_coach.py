"""The commands of the coach: texts on standard input, JSON on standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from visionwork.cli_support import WORKSHOP, json_text, read
from visionwork.domain.errors import UserFacingError

if TYPE_CHECKING:
    from visionwork.domain.findings import Findings


@click.command()
@click.option("--jsonl", "many", is_flag=True, help='Read a line {"id": ..., "text": ...} a statement.')
@click.option("--picky", is_flag=True, help="Show hints, too.")
def coach(many: bool, picky: bool) -> None:
    """Read a statement from standard input; print who is in it and what is worth a question, as JSON."""
    from visionwork.coach.coach import default_coach
    from visionwork.domain.tuning import at_level

    reader = default_coach()
    if not many:
        text = _decoded(_all_input())
        if not text.strip():
            raise UserFacingError("There is no text on standard input.", "Give one: visionwork coach < FILE.")
        click.echo(json_text(findings_data(at_level(reader.read(text), picky))))
        return
    for line in json_lines("id", "text"):
        data = findings_data(at_level(reader.read(line["text"]), picky))
        click.echo(json.dumps({"id": line["id"], **data}, ensure_ascii=False))


@click.command()
@click.argument("before", type=WORKSHOP, required=False)
@click.argument("after", type=WORKSHOP, required=False)
@click.option("--jsonl", "many", is_flag=True, help='Read a line {"id", "before", "after"} a pair.')
def compare(before: Path | None, after: Path | None, many: bool) -> None:
    """Compare two texts: which groups and promises of BEFORE are lost in AFTER. Prints JSON."""
    from visionwork.comparing import compare_texts

    if many and before is None:
        for line in json_lines("id", "before", "after"):
            data = compare_texts(line["before"], line["after"])
            click.echo(json.dumps({"id": line["id"], **data}, ensure_ascii=False))
    elif not many and before is not None and after is not None:
        click.echo(json_text(compare_texts(_text_of(before), _text_of(after))))
    else:
        raise click.UsageError("Give two files, or --jsonl and pairs on standard input.")


def findings_data(findings: Findings) -> dict[str, Any]:
    """Return findings as the command prints them; indices count characters of the text."""
    return {
        "groups": {
            item.stakeholder.value: {"state": item.state.value, "spans": [list(span) for span in item.spans]}
            for item in findings.stakeholders
        },
        "relationship": findings.relationship,
        "marks": [
            {
                "kind": mark.kind.value,
                "also": [kind.value for kind in mark.also],
                "rule": mark.rule,
                "start": mark.start,
                "end": mark.end,
                "text": mark.text,
                "ask": mark.ask,
            }
            for mark in findings.marks
        ],
    }


def json_lines(*names: str) -> Iterator[dict[str, Any]]:
    """Yield the JSON objects on standard input, one a line; empty lines are passed over.

    Args:
        names: Keys that every object must have; all but "id" hold texts.

    Raises:
        UserFacingError: A line is no such object, and the message tells its number; or there is none.
    """
    some = False
    for number, raw in enumerate(sys.stdin.buffer, 1):
        text = _decoded(raw)
        if not text.strip():
            continue
        try:
            line = json.loads(text)
        except ValueError as error:
            raise UserFacingError(f"Line {number} is no JSON: {error}.") from error
        wanted = ", ".join(f'"{name}"' for name in names)
        if not isinstance(line, dict) or any(name not in line for name in names):
            raise UserFacingError(f"Line {number} is no object with {wanted}.")
        if any(not isinstance(line[name], str) for name in names if name != "id"):
            raise UserFacingError(f"Line {number}: all but the id have to be texts.")
        some = True
        yield line
    if not some:
        wanted = ", ".join(f'"{name}"' for name in names)
        raise UserFacingError("There is nothing on standard input.", f"Give an object {{{wanted}}} a line.")


def _text_of(path: Path) -> str:
    text = _decoded(read(path))
    if not text.strip():
        raise UserFacingError(f"There is no text in {path}.", "Name a file with a statement in it.")
    return text


def _all_input() -> bytes:
    return sys.stdin.buffer.read()


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserFacingError("The text is not in UTF-8.", "Save it as UTF-8 and try again.") from error
