"""The parts of the grid: model, delegate, editors and commands."""
