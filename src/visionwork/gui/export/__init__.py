"""Export on screen: choosing a report, seeing its pages, writing the file."""
