"""Cases and observations on their way between a student's process and the one that judges."""
