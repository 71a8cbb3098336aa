"""Words that several comments share, offered as names of themes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_WORD = re.compile(r"[^\W\d_]{4,}")
_COMMON = frozenset(
    word
    for line in (
        "about actually after again also always another anything because been before being between both",
        "came come could does doing done each even every everyone everything first from gets give goes",
        "going have having here into itself just know last less like made make makes many might more most",
        "much must need never nothing once ones other others over please read really said same says",
        "sentence should some someone something still such sure take tell than that their them then there",
        "these they thing things think this those time today together told until very vision want wants",
        "well were what when where which while will with without word words work would write your yours",
        "aber alle auch dass dies diese dieser doch eine einen einer einem haben ihre ihren immer kann",
        "kein keine mehr muss nicht noch oder sehr sich sind über unser unsere viel wenn werden wird",
        "wurde aussi avec cela cette comme dans elle elles être leur leurs mais même nous plus pour sans",
        "sont tout très vous",
    )
    for word in line.split()
)
_LEAST, _MOST = 2, 6


def suggested_words(comments: Sequence[str], taken: Sequence[str] = ()) -> list[str]:
    """Return words that two comments or more hold, the most frequent first.

    Args:
        comments: Comments that are not sorted yet.
        taken: Names of the themes that are there already.
    """
    seen = {name.casefold() for name in taken}
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    for text in comments:
        for word in {match.casefold(): match for match in _WORD.findall(text)}.items():
            counts[word[0]] += 1
            written.setdefault(*word)
    wanted = [
        (-count, word)
        for word, count in counts.items()
        if count >= _LEAST and word not in _COMMON and word not in seen
    ]
    return [written[word][:1].upper() + written[word][1:] for _, word in sorted(wanted)[:_MOST]]


def holding(word: str, comments: Sequence[str]) -> list[int]:
    """Return the places of the comments that hold a word, whatever its case."""
    word = word.casefold()
    return [
        place for place, text in enumerate(comments) if word in {w.casefold() for w in _WORD.findall(text)}
    ]
