"""A round of 100,000 answers: importing it, counting it, looking at it again, writing its results.

The answers are made here: twelve points, a group and twenty words each. The floors are what anybody would
write with Python alone: `csv.reader` with `executemany` into one table, a SQL pivot of sixty sums over it,
and `csv.writer` over comments in memory. `million` measures the same with a million answers.

    python benchmarks/scale.py peak FILE DOCUMENT     import a file; print the peak of the memory in KiB
"""

from __future__ import annotations

import csv
import io
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path

import measure
from visionwork.answers_together import add_file
from visionwork.document.document import Document, create_database, open_database
from visionwork.domain.groups import GroupKind
from visionwork.domain.rounds import Channel, NewResponse, QuestionKind, RoundGroup
from visionwork.feedback.long_answers import open_answers
from visionwork.feedback.results_export import write_csv, write_xlsx
from visionwork.method.loader import default_method
from visionwork.protected import all_protected_results, current_results
from visionwork.report.build import make_report
from visionwork.reporting import report_content

PEOPLE, SOME, MILLION = 100_000, 500_000, 1_000_000
ROUNDS = 5
POINTS = 12
GROUPS = ("Account leads", "Consultants", "Back office", "Clients", "Partners", "Neighbours")
_WORDS = tuple(
    word
    for line in (
        "clients team trust honest growth people time work promise clear proud future learn share plan care",
        "small bold listen quality support office season method reason street garden letter winter market",
    )
    for word in line.split()
)
_COLUMNS = ", ".join(f"q{number}" for number in range(1, POINTS + 1))


def results(folder: Path) -> list[measure.Result]:
    """Measure a round of 100,000 answers.

    Args:
        folder: Where the files go; on the disk that matters.
    """
    table = folder / "answers.csv"
    write_answers(table, PEOPLE)
    empty = folder / "empty.db"
    make_document(empty)
    larger = folder / "larger.csv"
    write_answers(larger, SOME)
    found = [_import(table, empty, folder), _memory(folder, empty, {PEOPLE: table, SOME: larger})]
    document = _imported(table, empty, folder / "many.db")
    try:
        found += _counting(document, table, folder, "100,000")
        found += _one_by_one(folder, empty)
        found += _writing(document, folder, empty)
    finally:
        document.close()
    return found


def million(folder: Path) -> list[measure.Result]:
    """Measure what has to stay as it is with a million answers.

    Args:
        folder: Where the files go; a gigabyte.
    """
    few, many = folder / "answers.csv", folder / "million.csv"
    _say("writing a million answers")
    write_answers(few, PEOPLE)
    write_answers(many, MILLION)
    empty = folder / "empty.db"
    make_document(empty)
    _say("importing them, beside csv and executemany, and for the memory")
    found = [
        _import(many, empty, folder, rounds=1, name="import of 1,000,000 answers, cpu"),
        _memory(folder, empty, {PEOPLE: few, MILLION: many}),
    ]
    _say("importing them")
    small = _imported(few, empty, folder / "many.db")
    large = _imported(many, empty, folder / "million.db")
    try:
        _say("counting them, beside a pivot in SQL")
        found += _counting(large, many, folder, "1,000,000", rounds=1)
        for name, look in (
            ("reopening", partial(_looked)),
            ("first page of comments", partial(_paged)),
        ):
            ways = {
                "100,000": measure.timed(partial(look, small)),
                "1,000,000": measure.timed(partial(look, large)),
            }
            times = measure.interleave(ways, 15)
            value = measure.ratio(times, "1,000,000", "100,000")
            found.append(
                measure.Result(f"{name}, a million against 100,000", value, 1.5, "x", measure.describe(times))
            )
        found += _seconds(large)
    finally:
        small.close()
        large.close()
    return found


def write_answers(path: Path, people: int, seed: int = 1) -> None:
    """Write a file as a survey tool exports it."""
    chance = random.Random(seed)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        questions = [f"Statement number {number}" for number in range(1, POINTS + 1)]
        writer.writerow(["Timestamp", "Which group are you in?", *questions, "In your own words"])
        for number in range(people):
            writer.writerow([
                f"2026/03/02 10:{number // 60 % 60:02}:{number % 60:02}", chance.choice(GROUPS),
                *chance.choices("12345", [1, 2, 3, 5, 4], k=POINTS), " ".join(chance.choices(_WORDS, k=20)),
            ])  # fmt: skip


def make_document(path: Path) -> None:
    """Write a workshop with a round that nobody has answered."""
    path.unlink(missing_ok=True)
    create_database(path, "Scale", "Aldermoor Consulting")
    document = open_database(path)
    draft = document.texts.save_draft("statement", "Our clients know who looks after them.")
    groups = [document.groups.add(name, GroupKind.EMPLOYEES) for name in GROUPS]
    questions = [(QuestionKind.SCALE, f"Statement number {number}") for number in range(1, POINTS + 1)]
    questions.append((QuestionKind.OPEN, "In your own words"))
    document.rounds.open(draft.id, questions, [RoundGroup(group) for group in groups], date(2026, 3, 2))  # type: ignore[arg-type]
    document.close()


def plain_import(table: Path, path: Path) -> None:
    """Do what `csv.reader` and `executemany` do, in one transaction."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.execute(f"CREATE TABLE answer (time, part, {_COLUMNS}, words)")
    with table.open(newline="", encoding="utf-8") as file:
        rows = csv.reader(file)
        next(rows)
        marks = ", ".join("?" * (POINTS + 3))
        connection.executemany(f"INSERT INTO answer VALUES ({marks})", rows)  # noqa: S608
    connection.commit()
    connection.close()


def _imported(table: Path, empty: Path, path: Path) -> Document:
    shutil.copyfile(empty, path)
    document = open_database(path)
    asked = document.rounds.get(1)
    add_file(document, asked, open_answers(table, asked, document.groups.all()), Channel.CSV)
    return document


def _import(
    table: Path, empty: Path, folder: Path, rounds: int = ROUNDS, name: str = "import of 100,000 answers, cpu"
) -> measure.Result:
    def ours() -> None:
        _imported(table, empty, folder / "ours.db").close()

    ways = {
        "csv and executemany": measure.timed(
            partial(plain_import, table, folder / "plain.db"), time.process_time
        ),
        "Visionwork": measure.timed(ours, time.process_time),
    }
    if rounds > 1:
        measure.interleave(ways, 1)
    times = measure.interleave(ways, rounds)
    return measure.Result(
        name, measure.ratio(times, "Visionwork", "csv and executemany"), 1.1, "x", measure.describe(times)
    )


def _memory(folder: Path, empty: Path, tables: Mapping[int, Path]) -> measure.Result:
    peaks = []
    for table in tables.values():
        path = folder / "peak.db"
        shutil.copyfile(empty, path)
        command = [sys.executable, __file__, "peak", str(table), str(path)]
        peaks.append(int(subprocess.run(command, check=True, capture_output=True, text=True).stdout) / 1024)
    told = ", ".join(f"{people:,} answers {peak:.0f} MiB" for people, peak in zip(tables, peaks, strict=True))
    return measure.Result("memory of an import, many against few", peaks[1] / peaks[0], 1.1, "x", told)


def _say(what: str) -> None:
    """Tell who waits for minutes how far it is."""
    print(f"  {what} ...", file=sys.stderr, flush=True)


def _counting(
    document: Document, table: Path, folder: Path, people: str, rounds: int = ROUNDS
) -> list[measure.Result]:
    plain = folder / "pivot.db"
    _pivot_table(table, plain)
    connection = sqlite3.connect(plain)
    ways = {
        "SQL pivot": measure.timed(partial(_pivot, connection)),
        "recount": measure.timed(partial(document.rounds.recount, 1)),
        "reopening": measure.timed(partial(_looked, document)),
    }
    if rounds > 1:
        measure.interleave(ways, 1)
    times = measure.interleave(ways, rounds)
    connection.close()
    told = measure.describe(times)
    return [
        measure.Result(
            f"recount of {people} answers", measure.ratio(times, "recount", "SQL pivot"), 0.3, "x", told
        ),
        measure.Result(
            f"reopening the page, {people} answers",
            measure.ratio(times, "reopening", "SQL pivot"),
            0.01,
            "x",
            told,
        ),
    ]


def _one_by_one(folder: Path, empty: Path) -> list[measure.Result]:
    """Measure the recount of answers that came one by one, as from phones."""
    path = folder / "single.db"
    shutil.copyfile(empty, path)
    document = open_database(path)
    chance = random.Random(2)
    codes = [f"q{number}" for number in range(1, POINTS + 1)]
    document.rounds.add_responses(
        1,
        (
            NewResponse(
                chance.randint(1, len(GROUPS)),
                dict(zip(codes, chance.choices((1, 2, 3, 4, 5), k=POINTS), strict=True)),
            )
            for _ in range(PEOPLE)
        ),
        Channel.PHONE,
    )
    connection = sqlite3.connect(folder / "pivot.db")
    ways = {
        "SQL pivot": measure.timed(partial(_pivot, connection)),
        "recount": measure.timed(partial(document.rounds.recount, 1)),
    }
    measure.interleave(ways, 1)
    times = measure.interleave(ways, ROUNDS)
    connection.close()
    document.close()
    value = measure.ratio(times, "recount", "SQL pivot")
    return [measure.Result("recount, answers one by one", value, 0.3, "x", measure.describe(times))]


def _writing(document: Document, folder: Path, empty: Path) -> list[measure.Result]:
    """Measure files of results and the report."""
    table = folder / "few.csv"
    write_answers(table, 600)
    little = _imported(table, empty, folder / "few.db")
    rows = list(all_protected_results(document)[0].questions[-1].comments)
    ways = {
        "csv.writer": measure.timed(partial(_plain_csv, rows)),
        "Visionwork": measure.timed(lambda: write_csv(all_protected_results(document), io.BytesIO())),
    }
    times = measure.interleave(ways, 3)
    reports = {
        "600 answers": measure.timed(partial(_report, little)),
        "100,000 answers": measure.timed(partial(_report, document)),
    }
    measure.interleave(reports, 1)
    built = measure.interleave(reports, ROUNDS)
    little.close()
    written = measure.ratio(times, "Visionwork", "csv.writer")
    report = measure.ratio(built, "100,000 answers", "600 answers")
    return [
        measure.Result("results and comments as CSV", written, 12, "x", measure.describe(times)),
        measure.Result("report of 100,000 answers", report, 1.5, "x", measure.describe(built)),
    ]


def _seconds(document: Document) -> list[measure.Result]:
    """Measure what takes its time with a million answers, and is done beside the window."""
    _say("searching, writing results and the report")
    reader = document.comments.reader(1)
    search = measure.timed(lambda: sum(1 for _ in reader.search("garden street winter", ["q13"])))
    written = [
        measure.timed(partial(write, all_protected_results(document), io.BytesIO()))()
        for write in (write_csv, write_xlsx)
    ]
    report = statistics.median(measure.timed(partial(_report, document))() for _ in range(3))
    undo = measure.timed(document.undo)
    return [
        measure.Result("search of 1,000,000 comments", search(), 8, "s", ""),
        measure.Result("1,000,000 comments as CSV", written[0], 20, "s", ""),
        measure.Result("1,000,000 comments as XLSX", written[1], 180, "s", ""),
        measure.Result("report of 1,000,000 answers", report, 1.5, "s", ""),
        measure.Result("undo of an import of 1,000,000", undo(), 5, "s", ""),
    ]


def _looked(document: Document) -> None:
    current_results(document)


def _paged(document: Document) -> None:
    all_protected_results(document)[0].questions[-1].comments[:12]


def _report(document: Document) -> None:
    make_report(report_content(document.snapshot(), default_method(), all_protected_results(document)))


def _plain_csv(rows: list[object]) -> None:
    writer = csv.writer(io.StringIO())
    for comment in rows:
        writer.writerow([comment.text, comment.group, comment.theme])  # type: ignore[attr-defined]


def _pivot_table(table: Path, path: Path) -> None:
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    typed = ", ".join(f"q{number} INTEGER" for number in range(1, POINTS + 1))
    connection.execute(f"CREATE TABLE answer (part TEXT, {typed}, words TEXT)")
    with table.open(newline="", encoding="utf-8") as file:
        rows = csv.reader(file)
        next(rows)
        marks = ", ".join("?" * (POINTS + 2))
        connection.executemany(f"INSERT INTO answer VALUES ({marks})", (row[1:] for row in rows))  # noqa: S608
    connection.commit()
    connection.close()


def _pivot(connection: sqlite3.Connection) -> None:
    sums = ", ".join(f"sum(q{number} = {point})" for number in range(1, POINTS + 1) for point in range(1, 6))
    connection.execute(f"SELECT part, {sums} FROM answer GROUP BY part").fetchall()  # noqa: S608


def _print_peak(table: Path, path: Path) -> None:
    import resource

    _imported(table, path, path.with_suffix(".copy")).close()
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


if __name__ == "__main__":
    _print_peak(Path(sys.argv[2]), Path(sys.argv[3]))
