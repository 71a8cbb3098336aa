"""Documents without a window: what is told when they cannot be published."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from visionwork.document.access import published_at_end
from visionwork.document.errors import NotSavedError, told
from visionwork.document.publish import PublishOutcome, PublishResult
from visionwork.document.session import DocumentSession


@pytest.fixture
def session(workshop: Path, home: Path) -> DocumentSession:
    return DocumentSession.open(workshop, home)


@pytest.mark.parametrize(
    "number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.ENOENT, errno.EFBIG, errno.ENAMETOOLONG]
)
def test_what_a_failed_publishing_left_is_told_with_a_step_a_command_can_take(
    session: DocumentSession, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    refused = told(OSError(number, "refused"), NotSavedError)
    failed = PublishOutcome(PublishResult.FAILED, session.path, error=refused)
    monkeypatch.setattr(session, "publish_now", lambda: failed)
    with pytest.raises(NotSavedError) as raised, published_at_end(session):
        session.document.cards.add("behaviour", "group:1", "One")
    assert raised.value.__cause__ is refused
    sentence, step = raised.value.sentence, raised.value.next_step
    assert "is whole, but may be without what was done now" in sentence
    assert "as it was" not in sentence
    assert "Then open Aldermoor.visionwork again" in step
    for only_in_the_window in ("Save the workshop elsewhere", "or save the workshop", "Choose"):
        assert only_in_the_window not in step
