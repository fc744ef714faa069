"""Values, cases and differences in words and digits."""
