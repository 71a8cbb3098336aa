"""The command line: texts on stdout, errors on stderr, exit 0, 1 (a user's problem) or 2 (wrong call)."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from visionwork import __version__
from visionwork.cli_coach import coach, compare
from visionwork.cli_server import fetch, serve, server_round
from visionwork.cli_support import (
    LANGUAGE_HELP,
    METHOD_HELP,
    OUT,
    TABLE,
    WORKSHOP,
    counted,
    find_round,
    json_text,
    language_of,
    method_of,
    methods,
    read,
    reading,
    say,
    taking_answers,
    warn,
    writing,
)
from visionwork.domain.counting import counted as counted_things
from visionwork.domain.errors import UserFacingError
from visionwork.paths import app_data_dir

if TYPE_CHECKING:
    from visionwork.document.document import Document
    from visionwork.domain.rounds import Round
    from visionwork.feedback.answer_rows import RefusedRow
    from visionwork.feedback.import_plan import ImportPlan
    from visionwork.feedback.mapping_file import MappingFile

COMMANDS = (
    "sample", "new", "show", "export", "import-feedback", "feedback-form", "read-forms", "collect", "results",
    "shred", "check", "server-round", "serve", "fetch", "coach", "compare",
)  # fmt: skip
"""Words that make the first argument a command; anything else is a file to open in the app."""

_ROWS_TOLD = 10
"""Rows that do not fit, by which somebody sees what is wrong with all of them."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="visionwork")
def cli() -> None:
    """Visionwork: four steps to a vision that people can find themselves in.

    `visionwork [FILE] [--method FILE]` opens the app; the commands below work without a window.
    """


@cli.command()
@click.argument("path", type=WORKSHOP)
def sample(path: Path) -> None:
    """Write the sample workshop of the fictional Aldermoor Consulting to PATH."""
    from visionwork.sample import write_sample

    write_sample(path, app_data_dir())
    click.echo(f"Wrote the sample workshop to {path}")


@cli.command()
@click.argument("path", type=WORKSHOP)
@click.option("--title", required=True, help="Title of the workshop.")
@click.option("--organisation", required=True, help="Whose vision it is.")
@click.option("--method", "method_file", type=WORKSHOP, help=METHOD_HELP)
def new(path: Path, title: str, organisation: str, method_file: Path | None) -> None:
    """Write a new workshop to PATH, with the groups that the app suggests."""
    if not title.strip():
        raise click.BadParameter("Give the workshop a title.", param_hint="'--title'")
    if not organisation.strip():
        raise click.BadParameter("Say whose vision it is.", param_hint="'--organisation'")
    from visionwork.document.session import DocumentSession
    from visionwork.domain.groups import SUGGESTED_KINDS

    home = app_data_dir()
    method = methods(method_file).standard
    session = DocumentSession.create(
        path, title, organisation, home,
        group_kinds=SUGGESTED_KINDS, method=method.named, language=method.language,
        words=method.words,
    )  # fmt: skip
    session.close()
    click.echo(f"Wrote a new workshop to {path}")


@cli.command()
@click.argument("file", type=WORKSHOP)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--changes", is_flag=True, help="Add promises, drift and decisions to the JSON.")
@click.option("--method", "method_file", type=WORKSHOP, help=METHOD_HELP)
def show(file: Path, as_json: bool, changes: bool, method_file: Path | None) -> None:
    """Show steps and progress, groups, drafts, rounds, evidence and signatures of FILE."""
    from visionwork.overview import overview, overview_text
    from visionwork.protected import all_protected_results

    with counted(file) as document:
        snapshot = document.snapshot()
        method = method_of(snapshot, method_file)
        results = all_protected_results(document)
        data = overview(snapshot, method, results, changes=changes or not as_json)
    click.echo(json_text(data) if as_json else overview_text(data, snapshot.house_words))


@cli.command()
@click.argument("file", type=WORKSHOP)
@click.option("-o", "--out", required=True, type=OUT, help="PDF to write.")
@click.option(
    "--cut",
    default="full",
    show_default=True,
    type=click.Choice(["full", "summary", "commitments", "poster"]),
    help="How much of it to export.",
)
@click.option(
    "--paper", default="a4", show_default=True, type=click.Choice(["a4", "letter"]), help="Size of the paper."
)
@click.option("--method", "method_file", type=WORKSHOP, help=METHOD_HELP)
def export(file: Path, out: Path, cut: str, paper: str, method_file: Path | None) -> None:
    """Export FILE as a PDF."""
    from visionwork.protected import all_protected_results
    from visionwork.report.build import build_report
    from visionwork.reporting import report_content

    with counted(file) as document:
        snapshot = document.snapshot()
        content = report_content(snapshot, method_of(snapshot, method_file), all_protected_results(document))
    built = build_report(content, out, cut=cut, paper=paper)
    for warning in built.warnings:
        click.echo(warning, err=True)
    click.echo(f"Wrote {out} ({counted_things(built.pages, 'page', 'pages')})")


@cli.command("import-feedback")
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
    with reading(file) if dry_run else writing(file) as document:
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
    skip = f", or add --skip-unfit to import the rest ({counted_things(plan.new, 'answer', 'answers')})"
    raise UserFacingError(
        f"Nothing {'would be' if dry_run else 'was'} imported:"
        f" {counted_things(plan.lost, 'row does', 'rows do')} not fit.",
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
        warn(f"… and {counted_things(more, 'more row', 'more rows')}.")


@cli.command("feedback-form")
@click.argument("file", type=WORKSHOP)
@click.option("--round", "number", required=True, type=int, help="Number of the feedback round.")
@click.option("-o", "--out", required=True, type=OUT, help="PDF to write.")
@click.option(
    "--paper", default="a4", show_default=True, type=click.Choice(["a4", "letter"]), help="Size of the paper."
)
@click.option("--method", "method_file", type=WORKSHOP, help=LANGUAGE_HELP)
def feedback_form(file: Path, number: int, out: Path, paper: str, method_file: Path | None) -> None:
    """Write a PDF form for a round of FILE, to be filled in on screen or on paper.

    A round on two drafts makes two files, each beginning with another draft.
    """
    from visionwork.exporting import write_export
    from visionwork.report.warnings import missing_warning
    from visionwork.round_forms import form_paths, round_forms

    with reading(file) as document:
        forms = round_forms(document, find_round(document, number), paper, language_of(method_file))
    paths = form_paths(out, forms)
    for file_, path in zip(forms, paths, strict=True):
        write_export(file_.form.data, path)
        pages = file_.form.pages
        click.echo(f"Wrote {path} ({pages} {'page' if pages == 1 else 'pages'})")
    if missing := {sign for file_ in forms for sign in file_.form.missing}:
        click.echo(missing_warning(missing), err=True)
    if len(paths) > 1:
        click.echo("The two begin with another text each. Send each to half of the people.")


@cli.command("read-forms")
@click.argument("file", type=WORKSHOP)
@click.argument("forms", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="PDF...")
@click.option("--round", "number", required=True, type=int, help="Number of the feedback round.")
def read_forms(file: Path, forms: tuple[Path, ...], number: int) -> None:
    """Read PDF forms that came back into a round of FILE; reading them again adds nothing.

    Files that cannot be taken are named, and all others come in; ends with 1 then.
    """
    from visionwork.answers_together import add_at_once
    from visionwork.domain.rounds import Channel
    from visionwork.feedback.pdf_form.batch import read_batch
    from visionwork.round_forms import round_judge

    with writing(file) as document:
        item = find_round(document, number)
        batch = read_batch(forms, round_judge(document, item), document.rounds.fingerprints(item.id))
        if batch.responses:
            with taking_answers(document, item):
                add_at_once(document, item, batch.responses, Channel.PDF_FORM)
    click.echo(batch.summary().replace(" will be added", " added"))
    for sentence in batch.sentences():
        click.echo(sentence, err=True)
    if batch.lost or not (batch.responses or batch.already_here):
        sys.exit(1)


@cli.command()
@click.argument("file", type=WORKSHOP)
@click.option("--round", "number", required=True, type=int, help="Number of the feedback round.")
@click.option("--host", help="Address of this laptop to serve at; otherwise a likely one.")
@click.option("--port", type=click.IntRange(0, 65_535), help="Port; 8765 or one near it otherwise.")
@click.option("--method", "method_file", type=WORKSHOP, help=LANGUAGE_HELP)
def collect(file: Path, number: int, host: str | None, port: int | None, method_file: Path | None) -> None:
    """Let people in the room answer a round of FILE on their phones, until Ctrl+C."""
    from visionwork.collect import CollectWish
    from visionwork.collect import collect as collect_answers

    wish = CollectWish(file, number, host, port, language_of(method_file))
    collect_answers(wish, app_data_dir(), say, warn)


@cli.command()
@click.argument("file", type=WORKSHOP)
@click.option("--round", "number", type=int, help="Only this round.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--csv", "csv_file", type=OUT, help="Write the results as CSV, or as .xlsx.")
def results(file: Path, number: int | None, as_json: bool, csv_file: Path | None) -> None:
    """Show the results of FILE's rounds; groups under five are held back and in no total."""
    from visionwork.exporting import stream_export
    from visionwork.feedback.results_export import results_json, write_results
    from visionwork.feedback.results_text import results_text
    from visionwork.protected import checked_results

    with counted(file) as document:
        rounds = [find_round(document, number)] if number is not None else list(document.rounds.all())
        found = [checked_results(document, item) for item in rounds]
        if csv_file is not None:
            # The table has no place for it; the other forms say it themselves.
            for sentence in dict.fromkeys(sentence for result in found for sentence in result.altered):
                warn(sentence)
            words = document.workshop.house_words()
            stream_export(partial(write_results, found, csv_file.suffix, words=words), csv_file)
            click.echo(f"Wrote {csv_file}", err=as_json)
        if as_json:
            click.echo(json_text(results_json(found)))
        elif csv_file is None:
            click.echo(results_text(found))


@cli.command()
@click.argument("file", type=WORKSHOP)
@click.option("--round", "number", required=True, type=int, help="Number of the feedback round.")
@click.confirmation_option("--yes", prompt="Remove every single answer of this round for good?")
def shred(file: Path, number: int) -> None:
    """Remove the single answers of a closed round of FILE for good; its results stay."""
    from visionwork.protected import shred_answers

    with writing(file) as document:
        shred_answers(document, find_round(document, number), document.clock().date())
    click.echo(f"Removed the single answers of round {number}; the results stay.")


@cli.command()
@click.argument("file", type=WORKSHOP)
def check(file: Path) -> None:
    """Check the integrity of FILE: structure, schema, and the hashes of drafts and answers."""
    from visionwork.document.check import check_document

    report = check_document(file)
    for finding in report.findings:
        click.echo(finding)
    if report.findings:
        sys.exit(1)
    click.echo(f"{file} is sound.")


for _command in (server_round, serve, fetch, coach, compare):
    cli.add_command(_command)

for _name, _words in {
    "check": "Look for damage in a workshop.",
    "coach": "Read a statement: who is in it, what to ask about.",
    "collect": "Let people in the room answer on their phones.",
    "compare": "Say which groups and promises a text lost.",
    "export": "Export a workshop as a PDF.",
    "feedback-form": "Write a PDF form for a round.",
    "fetch": "Bring a round's answers from a server.",
    "import-feedback": "Import answers from a CSV or XLSX file.",
    "new": "Write a new workshop.",
    "read-forms": "Read PDF forms that came back.",
    "results": "Show results; small groups are held back.",
    "sample": "Write the sample workshop.",
    "serve": "Serve a round on a server of the house.",
    "server-round": "Write a round for a server of the house.",
    "show": "Show steps, drafts, rounds and signatures.",
    "shred": "Remove the single answers of a closed round.",
}.items():
    cli.commands[_name].short_help = _words  # the first sentences are too long for a list


def run(arguments: list[str]) -> int:
    """Run a command line and return its exit code: 0, 1 for a user's problem, 2 for a wrong call."""
    # What goes wrong is said in a sentence; what the app writes to its log would stand beside it.
    logging.getLogger("visionwork").addHandler(logging.NullHandler())
    try:
        cli.main(arguments, prog_name="visionwork", standalone_mode=False)
    except UserFacingError as error:
        click.echo(str(error), err=True)
        return 1
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.Abort:
        click.echo("Stopped before the end.", err=True)
        return 1
    except click.ClickException as error:
        error.show()
        return 2
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else 1
    return 0
