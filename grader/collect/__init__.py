"""``grader collect``: what learning management systems give, into nbgrader's ``submitted/``."""
