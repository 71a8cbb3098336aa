"""Small widgets every page is built from, one class or family a module."""
