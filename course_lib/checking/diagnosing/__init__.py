"""Why an answer is wrong: the named mistake, or the clue that fits."""
