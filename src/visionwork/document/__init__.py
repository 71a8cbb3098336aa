"""The workshop document: the only place that reads and writes SQLite."""
