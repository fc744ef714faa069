"""What is asked: a module for each lesson, under the lesson's name without its number."""
