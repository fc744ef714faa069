"""``grader similar``: submissions that share work which others do not have."""
