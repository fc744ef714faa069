"""Observations held against a key: which aspects hold, and the score."""
