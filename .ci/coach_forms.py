"""Writes what the coach knows of words from simplemma: `make coach-forms`, after a change of the rules."""

from __future__ import annotations

import sys
from pathlib import Path

from visionwork.coach.base_forms import write_base_forms
from visionwork.coach.lemmas import forms_of, write_forms
from visionwork.coach.likeness import BASE_FORMS
from visionwork.coach.loader import FORMS, load_rules, passed_mark

COACH = Path(__file__).resolve().parents[1] / "resources" / "coach"


def main() -> int:
    """Write the file of every language."""
    for folder in sorted(path.parent for path in COACH.glob("*/language.toml")):
        rules = load_rules(folder)
        forms = forms_of(rules.words(), rules.language.code)
        write_forms(folder / FORMS, forms, passed_mark(folder))
        count = write_base_forms(folder / BASE_FORMS, rules.language.code)
        print(f"{folder.name}: {len(forms)} words, {sum(map(len, forms.values()))} forms, {count} base forms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
