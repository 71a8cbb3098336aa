from __future__ import annotations

from datetime import date

import pytest

from visionwork.document.document import Document
from visionwork.document.errors import DocumentError
from visionwork.domain.commitments import SignatureState, signature_state, signed_in_other_layout

DAY = date(2026, 3, 2)


def test_a_signature_belongs_to_the_text_that_was_signed(document: Document) -> None:
    ann = document.participants.add("Ann Okafor", is_leader=True)
    document.signatures.sign(ann, " Ann  Okafor ", DAY, "We answer within a day.")
    (signature,) = document.signatures.all()
    assert (signature.name, signature.signed_on) == ("Ann Okafor", DAY)
    assert signature_state(signature, "We answer within a day.") is SignatureState.VALID
    assert signature_state(signature, "We answer within a week.") is SignatureState.LAPSED


def test_signing_again_replaces_the_earlier_signature(document: Document) -> None:
    ann = document.participants.add("Ann Okafor", is_leader=True)
    document.signatures.sign(ann, "Ann", DAY, "One")
    again = document.signatures.sign(ann, "Ann O.", DAY, "Two")
    assert [item.id for item in document.signatures.all()] == [again]
    document.signatures.withdraw(again)
    assert document.signatures.all() == ()
    document.undo()
    document.undo()
    assert [item.name for item in document.signatures.all()] == ["Ann"]


def test_a_signature_needs_a_name(document: Document) -> None:
    ann = document.participants.add("Ann Okafor", is_leader=True)
    with pytest.raises(DocumentError):
        document.signatures.sign(ann, "  ", DAY, "We answer within a day.")


def test_a_signature_stands_when_only_the_layout_changed(document: Document) -> None:
    ann = document.participants.add("Ann Okafor", is_leader=True)
    document.signatures.sign(ann, "Ann", DAY, '[values]\n{"do": "We say \\"no\\" early - and why."}')
    (signature,) = document.signatures.all()
    relaid = '[values]\n{"do": "We say “no” early\\n– and  why."}'
    assert signature_state(signature, relaid) is SignatureState.VALID
    assert signed_in_other_layout(signature, relaid)
    other = '[values]\n{"do": "We say no early, and why."}'
    assert signature_state(signature, other) is SignatureState.LAPSED
    assert not signed_in_other_layout(signature, other)
