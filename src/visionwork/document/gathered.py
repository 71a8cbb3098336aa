"""Answers that another system has gathered: stored once, however often they are fetched."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from visionwork.document.errors import DocumentError
from visionwork.document.responses import comment_hash, require_open, response_row
from visionwork.document.rounds import RoundRepository
from visionwork.document.store import Store
from visionwork.document.transaction import Row
from visionwork.domain.drafts import clean_text
from visionwork.domain.rounds import Channel, NewResponse, ticked_ids


@dataclass(frozen=True, slots=True)
class GatheredComment:
    """What somebody wrote to one question, under a random key that leads to no other answer."""

    key: str
    group_id: int
    code: str
    text: str


class GatheredAnswers:
    """Stores what was gathered elsewhere.

    Args:
        store: The document's store.
        rounds: Its rounds.
    """

    def __init__(self, store: Store, rounds: RoundRepository) -> None:
        self._store = store
        self._rounds = rounds

    def add(
        self,
        round_id: int,
        responses: Iterable[tuple[str, NewResponse]],
        comments: Iterable[GatheredComment],
        channel: Channel,
    ) -> int:
        """Store answers, all or none, and return how many people's were new.

        Args:
            round_id: The round.
            responses: What was ticked, each with the key it has where it was gathered. Only a hash of the
                key is kept, so that it tells a second fetch but leads nowhere.
            comments: What was written.
            channel: The way the answers came in.

        Raises:
            DocumentError: The round is closed, its single answers were removed, or a group is not the
                workshop's.
            ValueError: A scale value is not 1 to 5.
        """
        asked = self._rounds.get(round_id)
        require_open(asked)
        scale_ids = ticked_ids(asked.questions)
        groups = {row["id"] for row in self._store.rows("SELECT id FROM stakeholder_group")}
        known = self._rounds.fingerprints(round_id)
        rows: list[Row] = []
        for key, response in responses:
            self._check_group(response.group_id, groups)
            mark = hashlib.sha256(key.encode()).hexdigest()
            if mark not in known:
                row = response_row(round_id, response, channel, scale_ids)
                rows.append({**row, "fingerprint": mark})
        here = {row["key"] for row in self._store.rows("SELECT key FROM comment")}
        written: list[Row] = []
        for comment in comments:
            self._check_group(comment.group_id, groups)
            if comment.key not in here:
                written.append(_comment_row(round_id, comment))
        # A random key orders the tables, so that storage tells nothing of where a row came from.
        rows.sort(key=lambda row: row["key"])
        written.sort(key=lambda row: row["key"])
        if rows or written:
            with self._store.command("Fetch answers") as tx:
                tx.insert_rows("response", rows)
                tx.insert_rows("comment", written)
        return len(rows)

    def _check_group(self, group_id: int, groups: set[int]) -> None:
        if group_id not in groups:
            raise DocumentError(
                "An answer belongs to a group that is not in this workshop.", "Nothing was changed."
            )


def _comment_row(round_id: int, comment: GatheredComment) -> Row:
    text = clean_text(comment.text).strip()
    return {
        "key": comment.key, "round_id": round_id, "group_id": comment.group_id, "code": comment.code,
        "text": text, "sha256": comment_hash(comment.group_id, comment.code, text),
        "theme_id": None, "chosen": 0,
    }  # fmt: skip
