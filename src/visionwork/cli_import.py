"""The command that imports answers from a table."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from visionwork.cli_files import TABLE
from visionwork.cli_support import WORKSHOP, find_round, read, reading, taking_answers, warn, writing
from visionwork.domain.counting import counted
from visionwork.domain.errors import UserFacingError

if TYPE_CHECKING:
    from visionwork.document.document import Document
    from visionwork.domain.rounds import Round
    from visionwork.feedback.answer_rows import RefusedRow
    from visionwork.feedback.import_plan import ImportPlan
    from visionwork.feedback.mapping_file import MappingFile

_MAP_STEP = (
    "Name the columns in a file and add it, as --map columns.toml. Lines of it may be"
    ' group = "Team" or everybody = "Account leads", and questions.q1 = "Opinion".'
    " If the names of the columns stand further down in the table, delete what is above them."
)
"""What to do where a column is not known, since nobody can choose it here."""

_ROWS_TOLD = 10
"""Rows that do not fit, by which somebody sees what is wrong with all of them."""


@click.command("import-feedback")
@click.argument("file", type=WORKSHOP)
@click.argument("table", type=TABLE, metavar="TABLE")
@click.option("--round", "number", required=True, type=int, help="Number of the feedback round.")
@click.option("--map", "map_file", type=WORKSHOP, help="TOML file that says what the columns hold.")
@click.option("--sheet", help="Sheet of a workbook (XLSX); the first one when left out.")
@click.option("--again", is_flag=True, help="Import answers that another round has already.")
@click.option("--skip-unfit", is_flag=True, help="Leave out rows that do not fit, and import the rest.")
@click.option(
    "--other-people", is_flag=True, help="Count rows equal to others, time and all, as other people's."
)
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
def import_feedback(
    file: Path,
    table: Path,
    number: int,
    map_file: Path | None,
    sheet: str | None,
    again: bool,
    skip_unfit: bool,
    other_people: bool,
    dry_run: bool,
) -> None:
    """Import the answers of a CSV or XLSX file into a round of FILE, all or none.

    When a row does not fit, it is named and nothing is imported, unless --skip-unfit leaves such rows out.
    Rows in which nothing is answered are named and left out; there is nothing to lose with them. So are rows
    that stand in the file twice, to the second they were sent, unless --other-people counts them.
    """
    from visionwork.answers_together import add_at_once, round_with_the_same
    from visionwork.domain.rounds import Channel
    from visionwork.feedback.import_plan import plan_file
    from visionwork.feedback.long_files import is_long
    from visionwork.feedback.mapping_file import read_mapping

    mapping = read_mapping(read(map_file)) if map_file is not None else None
    with reading(file) if dry_run else writing(file) as document, _columns_by_option():
        item = find_round(document, number)
        if is_long(table):
            plan = _import_long(
                document,
                item,
                table,
                mapping,
                again=again,
                skip_unfit=skip_unfit,
                other_people=other_people,
                dry_run=dry_run,
            )
        else:
            known = document.rounds.fingerprints(item.id)
            data, groups = read(table), document.groups.all()
            plan = plan_file(data, item, groups, known, mapping, sheet, other_people=other_people)
            if not again and (other := round_with_the_same(document, item, plan.responses)) is not None:
                raise _counts_elsewhere(other, number)
            _require_fit(plan, skip_unfit=skip_unfit, dry_run=dry_run)
            if plan.responses and not dry_run:
                with taking_answers(document, item):
                    add_at_once(document, item, plan.responses, Channel.CSV)
    _tell_import(plan, dry_run)


@contextmanager
def _columns_by_option() -> Iterator[None]:
    """Tell which option names the columns, where the window would have somebody choose them."""
    from visionwork.feedback.import_plan import NoColumnError

    try:
        yield
    except NoColumnError as error:
        raise UserFacingError(error.sentence, _MAP_STEP) from error


def _import_long(
    document: Document,
    item: Round,
    table: Path,
    mapping: MappingFile | None,
    *,
    again: bool,
    skip_unfit: bool,
    other_people: bool,
    dry_run: bool,
) -> ImportPlan:
    """Import a file that is too long to be held in memory, and return what became of its rows."""
    from visionwork.answers_together import add_file, round_with_the_same_file
    from visionwork.domain.rounds import Channel
    from visionwork.feedback.long_answers import open_answers

    answers = open_answers(table, item, document.groups.all(), mapping, other_people=other_people)
    if not again and (other := round_with_the_same_file(document, item, answers)) is not None:
        raise _counts_elsewhere(other, item.number)
    if dry_run:
        plan = answers.plan(document.batches.count_new(item, answers, other_people=other_people))
        _require_fit(plan, skip_unfit=skip_unfit, dry_run=True)
        return plan
    with taking_answers(document, item):
        asked = document.rounds.get(item.id)
        plan = answers.plan(add_file(document, asked, answers, Channel.CSV, other_people=other_people))
        _require_fit(plan, skip_unfit=skip_unfit, dry_run=False)  # read once; what does not fit undoes it
    return plan


def _require_fit(plan: ImportPlan, *, skip_unfit: bool, dry_run: bool) -> None:
    """Refuse an import that would lose answers which nobody chose to leave out.

    Raises:
        UserFacingError: Rows do not fit; they are named before.
    """
    if not plan.lost or skip_unfit:
        return
    _name_rows(plan, [row for row in plan.refused if not row.blank], plan.lost)
    skip = f", or add --skip-unfit to import the rest ({counted(plan.new, 'answer', 'answers')})"
    raise UserFacingError(
        f"Nothing {'would be' if dry_run else 'was'} imported:"
        f" {counted(plan.lost, 'row does', 'rows do')} not fit.",
        f"Correct the file or the map of its columns (--map){skip if plan.new else ''}.",
    )


def _counts_elsewhere(other: Round, number: int) -> UserFacingError:
    return UserFacingError(
        f"Most of these answers are in round {other.number} already.",
        f"Add --again to have them count in round {number} as well.",
    )


def _tell_import(plan: ImportPlan, dry_run: bool) -> None:
    click.echo(plan.summary() if dry_run else plan.summary().replace(" will be added", " added"))
    _name_rows(plan, plan.refused, plan.unfit)
    if plan.unfit and not plan.new and not plan.already_here:
        sys.exit(1)


def _name_rows(plan: ImportPlan, rows: Sequence[RefusedRow], of: int) -> None:
    """Say what was noticed about a file, and name the first of the rows that do not come in."""
    for notice in (*plan.notices, *(str(row) for row in rows[:_ROWS_TOLD])):
        warn(notice)
    if more := of - len(rows[:_ROWS_TOLD]):
        warn(f"… and {counted(more, 'more row', 'more rows')}.")
