"""The term file: when lessons come and are due, what being late costs, and what counts."""
