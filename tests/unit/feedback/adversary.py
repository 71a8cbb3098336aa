"""What somebody can work out who adds, subtracts and scales published numbers as they like."""

from __future__ import annotations

from fractions import Fraction


def echelon(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """Return independent rows with leading ones (Gauss)."""
    basis: list[list[Fraction]] = []
    for row in rows:
        rest = reduced(row, basis)
        lead = next((i for i, value in enumerate(rest) if value), None)
        if lead is not None:
            basis.append([value / rest[lead] for value in rest])
    return basis


def reduced(row: list[Fraction], basis: list[list[Fraction]]) -> list[Fraction]:
    for other in basis:
        lead = next(i for i, value in enumerate(other) if value)
        if row[lead]:
            factor = row[lead]
            row = [a - factor * b for a, b in zip(row, other, strict=True)]
    return row


def in_span(row: list[Fraction], basis: list[list[Fraction]]) -> bool:
    return not any(reduced(row, basis))
