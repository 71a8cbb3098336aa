"""The command line: texts on stdout, errors on stderr, exit 0, 1 (a user's problem) or 2 (wrong call)."""

from __future__ import annotations

import logging
import sys
from functools import partial
from pathlib import Path

import click

from visionwork import __version__
from visionwork.cli_coach import coach, compare
from visionwork.cli_files import PDF, RESULTS, WORKSHOP_TO_MAKE
from visionwork.cli_import import import_feedback
from visionwork.cli_server import fetch, serve, server_round
from visionwork.cli_support import (
    LANGUAGE_HELP,
    METHOD_HELP,
    WORKSHOP,
    counted,
    find_round,
    json_text,
    language_of,
    method_of,
    methods,
    reading,
    say,
    taking_answers,
    warn,
    writing,
)
from visionwork.domain.counting import counted as counted_things
from visionwork.domain.errors import UserFacingError
from visionwork.paths import app_data_dir

COMMANDS = (
    "sample", "new", "show", "export", "import-feedback", "feedback-form", "read-forms", "collect", "results",
    "shred", "check", "server-round", "serve", "fetch", "coach", "compare",
)  # fmt: skip
"""Words that make the first argument a command; anything else is a file to open in the app."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="visionwork")
def cli() -> None:
    """Visionwork: four steps to a vision that people can find themselves in.

    `visionwork [FILE] [--method FILE]` opens the app; the commands below work without a window.
    """


@cli.command()
@click.argument("path", type=WORKSHOP_TO_MAKE)
def sample(path: Path) -> None:
    """Write the sample workshop of the fictional Aldermoor Consulting to PATH."""
    from visionwork.sample import write_sample

    write_sample(path, app_data_dir())
    click.echo(f"Wrote the sample workshop to {path}")


@cli.command()
@click.argument("path", type=WORKSHOP_TO_MAKE)
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
@click.option("-o", "--out", required=True, type=PDF, help="PDF to write.")
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


@cli.command("feedback-form")
@click.argument("file", type=WORKSHOP)
@click.option("--round", "number", required=True, type=int, help="Number of the feedback round.")
@click.option("-o", "--out", required=True, type=PDF, help="PDF to write.")
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
    for path in paths[1:]:
        PDF.require_own(path)
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
@click.option("--csv", "csv_file", type=RESULTS, help="Write the results as CSV, or as .xlsx.")
def results(file: Path, number: int | None, as_json: bool, csv_file: Path | None) -> None:
    """Show the results of FILE's rounds; groups under five are held back and in no total."""
    from visionwork.exporting import stream_export
    from visionwork.feedback.results_export import results_json, write_results
    from visionwork.feedback.results_text import results_text
    from visionwork.protected import checked_results

    with counted(file) as document:
        rounds = [find_round(document, number)] if number is not None else list(document.rounds.all())
        if not rounds:
            none = UserFacingError("There is no feedback round yet.", "Open one in the app: Feedback rounds.")
            if csv_file is not None or not as_json:
                raise none
            warn(str(none))  # to a program, an empty list is an answer
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
@click.option("--yes", is_flag=True, help="Do not ask.")
def shred(file: Path, number: int, yes: bool) -> None:
    """Remove the single answers of a closed round of FILE for good; its results stay."""
    from visionwork.protected import shred_answers

    if not yes:
        with reading(file) as document:  # nobody is asked for what cannot be done
            document.rounds.check_shreds(find_round(document, number).id)
        click.confirm(
            f"Remove every single answer of round {number} for good, here and in the backups of this file?"
            " Other copies of it keep them, with the backups of those.",
            abort=True,
        )
    with writing(file, tell=yes) as document:
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


for _command in (import_feedback, server_round, serve, fetch, coach, compare):
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
