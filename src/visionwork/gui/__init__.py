"""Windows, pages and widgets: the only layer that uses QtWidgets."""
