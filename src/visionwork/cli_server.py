"""The commands of rounds on a server: handing one over, serving it, fetching it."""

from __future__ import annotations

from pathlib import Path

import click

from visionwork.cli_files import PACKAGE
from visionwork.cli_support import (
    LANGUAGE_HELP,
    WORKSHOP,
    find_round,
    language_of,
    read,
    reading,
    say,
    warn,
    writing,
)
from visionwork.domain.errors import UserFacingError
from visionwork.domain.rounds import ANSWERS_STEP, in_steps
from visionwork.paths import app_data_dir


@click.command("server-round")
@click.argument("file", type=WORKSHOP)
@click.option("--round", "number", required=True, type=int, help="Number of the feedback round.")
@click.option("--url", required=True, help="Where people will reach the form: https://feedback.example.org")
@click.option("-o", "--out", required=True, type=PACKAGE, help="JSON file to write for the server.")
@click.option("--method", "method_file", type=WORKSHOP, help=LANGUAGE_HELP)
def server_round(file: Path, number: int, url: str, out: Path, method_file: Path | None) -> None:
    """Write a round of FILE for a server of the house; this laptop keeps the token that opens the answers."""
    from visionwork.exporting import write_export
    from visionwork.server_rounds import prepare_round

    with reading(file) as document:
        language = language_of(method_file) or document.workshop.get().language
        handed = prepare_round(document, find_round(document, number), url, language, app_data_dir())
    write_export(handed.package.to_json().encode(), out, private=True)
    click.echo(f"Wrote {out}. Keep it as private as the answers.")
    click.echo(f"Invitation  {handed.package.invitation}")
    click.echo(f"Token       {handed.token}")
    click.echo("This laptop remembers the token; `visionwork fetch` on another one needs it.")


@click.command()
@click.argument("package", type=WORKSHOP)
@click.option(
    "--database", required=True, envvar="VISIONWORK_DATABASE", help="PostgreSQL: postgresql://user@host/name"
)
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", default=8765, show_default=True, type=click.IntRange(0, 65_535))
@click.option(
    "--expected", default=10_000, show_default=True, type=click.IntRange(1), help="Answers a worker takes."
)
@click.option("--certificate", type=WORKSHOP, help="Chain of certificates (PEM), without a proxy before it.")
@click.option("--private-key", type=WORKSHOP, help="The certificate's key (PEM).")
def serve(
    package: Path,
    database: str,
    workers: int,
    host: str,
    port: int,
    expected: int,
    certificate: Path | None,
    private_key: Path | None,
) -> None:
    """Serve the round in PACKAGE on this server until Ctrl+C; answers go to PostgreSQL."""
    from visionwork.serving.worker import ServeWish
    from visionwork.serving.workers import serve as serve_round

    text = read(package).decode("utf-8", "replace")
    wish = ServeWish(text, database, workers, host, port, expected, certificate, private_key)
    serve_round(wish, say, warn)


@click.command()
@click.argument("file", type=WORKSHOP)
@click.option("--round", "number", required=True, type=int, help="Number of the feedback round.")
@click.option("--url", help="The server, when another laptop handed it the round.")
@click.option("--token", envvar="VISIONWORK_TOKEN", help="Opens the answers, when another laptop made it.")
@click.option("--authority", type=WORKSHOP, help="Certificates (PEM) of the house's own authority.")
@click.option("--close", is_flag=True, help="Close the round on the server first.")
@click.option("--forget", is_flag=True, help="Remove the answers from the server when they are here.")
def fetch(
    file: Path,
    number: int,
    url: str | None,
    token: str | None,
    authority: Path | None,
    close: bool,
    forget: bool,
) -> None:
    """Bring a closed round's answers from a server into FILE; doing it again adds nothing."""
    from visionwork.server_rounds import download, forget_token, remembered, store_download
    from visionwork.serving.client import RoundServer
    from visionwork.serving.package import public_url

    home = app_data_dir()
    with writing(file) as document:
        item = find_round(document, number)
        known = remembered(document, item, home)
        url = url or (known.package.url if known else None)
        token = token or (known.token if known else None)
        if url is None or token is None:
            raise UserFacingError(
                "This laptop has not handed the round to a server.", "Give --url and --token."
            )
        server = RoundServer(public_url(url), token, authority)
        found = store_download(document, item, download(item, server, close=close))
    # Only now is everything in the workshop's own file.
    there = in_steps(found.on_server)
    click.echo(f"{found.told} added, of {there:,} on the server, told in steps of {ANSWERS_STEP}.")
    if forget:
        server.forget()
        with reading(file, tell=False) as document:
            forget_token(document, find_round(document, number), home)
        click.echo("Removed the round from the server.")
