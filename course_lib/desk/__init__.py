"""The learner's desk: what is done, what comes next, and what to practise again."""
