"""The PDF report and the charts it shares with the screen. No Qt, no database."""
