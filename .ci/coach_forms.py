"""Writes the forms of the words that the coach's rules look for: `make coach-forms`, after a change."""

from __future__ import annotations

import sys
from pathlib import Path

from visionwork.coach.lemmas import forms_of, write_forms
from visionwork.coach.loader import FORMS, load_rules

COACH = Path(__file__).resolve().parents[1] / "resources" / "coach"


def main() -> int:
    """Write the file of every language."""
    for folder in sorted(path.parent for path in COACH.glob("*/language.toml")):
        rules = load_rules(folder)
        forms = forms_of(rules.words(), rules.language.code)
        write_forms(folder / FORMS, forms)
        print(f"{folder.name}: {len(forms)} words, {sum(map(len, forms.values()))} forms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
