"""Running a student's code on cases, within a time limit, and writing down what came out."""
