"""Layout told apart from wording."""

from __future__ import annotations

import pytest

from visionwork.domain.layout import only_layout_differs, same_words


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("We 'ask' first", "We ‘ask’  first\n", True),
        ('"Responsive" - always...', "“Responsive” – always…", True),
        ("one\n\ntwo", "one two", True),
        ("We ask", "we ask", False),
        ("We ask.", "We ask", False),
        ("resume", "résumé", False),
        ("soft\u00adware", "software", True),
    ],
)
def test_layout_is_told_apart_from_wording(before: str, after: str, same: bool) -> None:
    assert only_layout_differs(before, after) is same
    assert only_layout_differs(after, before) is same

    assert same_words(before, after) is same
