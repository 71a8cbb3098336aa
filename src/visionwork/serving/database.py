"""Answers in PostgreSQL: what a server keeps of a round until the workshop has fetched it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from visionwork.domain.errors import UserFacingError

if TYPE_CHECKING:
    from types import TracebackType

    from psycopg import Connection

PAGE = 2_000
"""Rows that are handed out at once."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS visionwork_round (
    id text PRIMARY KEY,
    digest text NOT NULL,
    closed boolean NOT NULL DEFAULT false
);
CREATE TABLE IF NOT EXISTS visionwork_response (
    round_id text NOT NULL REFERENCES visionwork_round (id),
    key text COLLATE "C" NOT NULL CHECK (length(key) = 32),
    group_id integer NOT NULL,
    scales text NOT NULL,
    PRIMARY KEY (round_id, key)
);
CREATE TABLE IF NOT EXISTS visionwork_comment (
    round_id text NOT NULL REFERENCES visionwork_round (id),
    key text COLLATE "C" NOT NULL CHECK (length(key) = 32),
    group_id integer NOT NULL,
    code text NOT NULL,
    text text NOT NULL,
    PRIMARY KEY (round_id, key)
);
"""
# Two servers that start at the same moment would both try to make the tables.
_SCHEMA_LOCK = 0x56697744


class DatabaseError(UserFacingError):
    """The database cannot be used."""


@dataclass(frozen=True, slots=True)
class StoredResponse:
    """What somebody ticked: a point a scale question, "-" for one left out, in the questionnaire's order."""

    key: str
    group_id: int
    scales: str


@dataclass(frozen=True, slots=True)
class StoredComment:
    """What somebody wrote to one question, under a key of its own that leads to no other answer."""

    key: str
    group_id: int
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """One filled-in form."""

    response: StoredResponse
    comments: tuple[StoredComment, ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of forms that were stored together.

    Attributes:
        new: Keys that are stored now and were not before.
        closed: Whether the round takes answers no more; then none is stored.
    """

    new: frozenset[str] = field(default_factory=frozenset)
    closed: bool = False


P = ParamSpec("P")
T = TypeVar("T")


def _telling(
    method: Callable[Concatenate[RoundDatabase, P], T],
) -> Callable[Concatenate[RoundDatabase, P], T]:
    """Tell what the driver raises as a `DatabaseError`; the transaction was rolled back."""

    @functools.wraps(method)
    def told(self: RoundDatabase, *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return method(self, *args, **kwargs)
        except self.driver_error as error:
            why = str(error).strip().splitlines()
            raise DatabaseError(
                f"The database does not answer: {why[0] if why else 'it gave no reason'}",
                "Try again in a moment.",
            ) from error

    return told


class RoundDatabase:
    """One round in a PostgreSQL database, over one connection; used by one thread at a time.

    Args:
        address: How libpq writes it, such as "postgresql://user@host/name" (PostgreSQL manual, 34.1.1).
        round_id: The round's id.

    Every method raises `DatabaseError` when the database does not answer.

    Attributes:
        driver_error: What the driver raises.

    Raises:
        DatabaseError: The database does not answer, or the driver is not installed.
    """

    def __init__(self, address: str, round_id: str) -> None:
        try:
            import psycopg
        except ImportError as error:
            raise DatabaseError(
                "The driver for PostgreSQL is not installed.",
                'Install it with pip install "visionwork[server]".',
            ) from error
        self.driver_error: type[Exception] = psycopg.Error
        self._round_id = round_id
        try:
            self._connection: Connection[tuple[Any, ...]] = psycopg.connect(
                address,
                connect_timeout=5,
                tcp_user_timeout=10_000,
                application_name="visionwork",
                autocommit=True,
            )
            # A thank-you is only said after the disk has it, however the server is set up.
            self._connection.execute("SET synchronous_commit TO on")
        except psycopg.Error as error:
            why = str(error).strip().splitlines()[0] if str(error).strip() else "it gave no reason"
            raise DatabaseError(
                f"The database does not answer: {why}", "Check its address, then start again."
            ) from error

    def __enter__(self) -> RoundDatabase:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connection."""
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    @property
    def broken(self) -> bool:
        """Whether the connection is lost and a new one is needed."""
        return self._connection.closed or self._connection.broken

    @_telling
    def prepare(self, digest: str) -> None:
        """Make the tables and the round where they are missing.

        Raises:
            DatabaseError: A round of this id asks something else here.
        """
        with self._connection.transaction():
            self._connection.execute("SELECT pg_advisory_xact_lock(%s)", [_SCHEMA_LOCK])
            self._connection.execute(_SCHEMA)
            self._connection.execute(
                "INSERT INTO visionwork_round (id, digest) VALUES (%s, %s) ON CONFLICT DO NOTHING",
                [self._round_id, digest],
            )
        found = self._one("SELECT digest FROM visionwork_round WHERE id = %s", [self._round_id])
        if found != digest:
            raise DatabaseError(
                "This round is in the database with other questions.",
                "Fetch and forget it first, or open a new round in the workshop.",
            )

    @_telling
    def is_closed(self) -> bool:
        """Return whether the round takes answers no more; a round that is gone does not either."""
        closed = self._one("SELECT closed FROM visionwork_round WHERE id = %s", [self._round_id])
        return closed is not False

    @_telling
    def store(self, arrivals: Sequence[Arrival]) -> Batch:
        """Store forms in one transaction; a key that is there already stays as it is.

        The round's row is locked against closing meanwhile, so that nothing comes in after it.
        """
        with self._connection.transaction():
            row = self._connection.execute(
                "SELECT closed FROM visionwork_round WHERE id = %s FOR SHARE", [self._round_id]
            ).fetchone()
            if row is None or row[0]:
                return Batch(closed=True)
            responses = [arrival.response for arrival in arrivals]
            stored = self._connection.execute(
                "INSERT INTO visionwork_response (round_id, key, group_id, scales)"
                " SELECT %s, * FROM unnest(%s::text[], %s::integer[], %s::text[])"
                " ON CONFLICT DO NOTHING RETURNING key",
                [
                    self._round_id,
                    [item.key for item in responses],
                    [item.group_id for item in responses],
                    [item.scales for item in responses],
                ],
            ).fetchall()
            new = frozenset(key for (key,) in stored)
            # A key that stands twice in one batch is stored once; only the first one's words count.
            self._add_comments(_comments_of_first(arrivals, new))
        return Batch(new)

    @_telling
    def close_round(self) -> None:
        """Take no more answers, and forget in which order they came.

        PostgreSQL keeps rows in the order of arrival and marks each with its transaction; both would tell
        who was early. So the rows are written anew, in the order of their random keys, in one transaction.
        """
        with self._connection.transaction():
            self._connection.execute(
                "UPDATE visionwork_round SET closed = true WHERE id = %s", [self._round_id]
            )
            self._rewrite_responses()
            self._rewrite_comments()
        self._vacuum()

    @_telling
    def responses(self, after: str) -> list[StoredResponse]:
        """Return a page of what was ticked, by key, behind a key."""
        rows = self._connection.execute(
            "SELECT key, group_id, scales FROM visionwork_response"
            " WHERE round_id = %s AND key > %s ORDER BY key LIMIT %s",
            [self._round_id, after, PAGE],
        )
        return [StoredResponse(*row) for row in rows]

    @_telling
    def comments(self, after: str) -> list[StoredComment]:
        """Return a page of what was written, by key, behind a key."""
        rows = self._connection.execute(
            "SELECT key, group_id, code, text FROM visionwork_comment"
            " WHERE round_id = %s AND key > %s ORDER BY key LIMIT %s",
            [self._round_id, after, PAGE],
        )
        return [StoredComment(*row) for row in rows]

    @_telling
    def counts(self) -> tuple[int, int]:
        """Return how many responses and comments there are."""
        responses = self._one(
            "SELECT count(*) FROM visionwork_response WHERE round_id = %s", [self._round_id]
        )
        comments = self._one("SELECT count(*) FROM visionwork_comment WHERE round_id = %s", [self._round_id])
        return int(responses or 0), int(comments or 0)

    @_telling
    def forget(self) -> None:
        """Remove the round and its answers; the round stays closed until its last row is gone."""
        with self._connection.transaction():
            self._connection.execute("DELETE FROM visionwork_response WHERE round_id = %s", [self._round_id])
            self._connection.execute("DELETE FROM visionwork_comment WHERE round_id = %s", [self._round_id])
            self._connection.execute("DELETE FROM visionwork_round WHERE id = %s", [self._round_id])
        self._vacuum()

    def _add_comments(self, comments: Iterable[StoredComment]) -> None:
        written = list(comments)
        if not written:
            return
        self._connection.execute(
            "INSERT INTO visionwork_comment (round_id, key, group_id, code, text)"
            " SELECT %s, * FROM unnest(%s::text[], %s::integer[], %s::text[], %s::text[])",
            [
                self._round_id,
                [item.key for item in written],
                [item.group_id for item in written],
                [item.code for item in written],
                [item.text for item in written],
            ],
        )

    def _rewrite_responses(self) -> None:
        self._connection.execute(
            "CREATE TEMPORARY TABLE visionwork_sorted ON COMMIT DROP AS"
            " SELECT * FROM visionwork_response WHERE round_id = %s", [self._round_id]
        )  # fmt: skip
        self._connection.execute("DELETE FROM visionwork_response WHERE round_id = %s", [self._round_id])
        self._connection.execute(
            "INSERT INTO visionwork_response SELECT * FROM visionwork_sorted ORDER BY key"
        )

    def _rewrite_comments(self) -> None:
        self._connection.execute(
            "CREATE TEMPORARY TABLE visionwork_written ON COMMIT DROP AS"
            " SELECT * FROM visionwork_comment WHERE round_id = %s", [self._round_id]
        )  # fmt: skip
        self._connection.execute("DELETE FROM visionwork_comment WHERE round_id = %s", [self._round_id])
        self._connection.execute(
            "INSERT INTO visionwork_comment SELECT * FROM visionwork_written ORDER BY key"
        )

    def _vacuum(self) -> None:
        """Give the old rows' places free; what stood in them is overwritten in time."""
        self._connection.execute("VACUUM visionwork_response, visionwork_comment")

    def _one(self, sql: str, values: list[Any]) -> Any:  # noqa: ANN401
        row = self._connection.execute(sql, values).fetchone()  # pyright: ignore[reportArgumentType]
        return row[0] if row is not None else None


def _comments_of_first(arrivals: Sequence[Arrival], new: frozenset[str]) -> list[StoredComment]:
    waiting = set(new)
    found: list[StoredComment] = []
    for arrival in arrivals:
        if arrival.response.key in waiting:
            waiting.remove(arrival.response.key)
            found += arrival.comments
    return found
