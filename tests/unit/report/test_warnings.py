"""What whoever exports is told beforehand."""

from __future__ import annotations

from visionwork.report.warnings import missing_warning


def test_a_script_the_pdf_cannot_write_is_told_by_its_name() -> None:
    told = missing_warning(set("לקוחות" + "عملاء"))
    assert told.startswith("The PDF cannot write Arabic and Hebrew yet: small squares stand in place")
    assert "Give the passages in another script as well." in told
    assert "alef" not in told


def test_single_signs_are_told_one_by_one_with_their_names() -> None:
    told = missing_warning({"\u2603", "ש"})
    assert "“\u2603” (snowman)" in told
    assert "“ש” (hebrew letter shin)" in told
    assert "cannot write" not in told
