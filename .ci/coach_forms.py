"""Writes what the coach keeps beside its rules, base forms of simplemma among it: `make coach-forms`."""

from __future__ import annotations

import sys
from pathlib import Path

from visionwork.coach.base_forms import write_base_forms
from visionwork.coach.drift_words import BASE_FORMS
from visionwork.coach.lemmas import forms_of, write_forms
from visionwork.coach.loader import FORMS, prepare_rules

COACH = Path(__file__).resolve().parents[1] / "resources" / "coach"


def main() -> int:
    """Write the file of every language."""
    for folder in sorted(path.parent for path in COACH.glob("*/language.toml")):
        rules = prepare_rules(folder)
        forms = forms_of(rules.words(), rules.language.code)
        write_forms(folder / FORMS, forms)
        count = write_base_forms(folder / BASE_FORMS, rules.language.code)
        print(f"{folder.name}: {len(forms)} words, {sum(map(len, forms.values()))} forms, {count} base forms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
