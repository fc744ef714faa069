"""What goes wrong in lesson 00."""

from grader.mistakes import mistakes

wrong = mistakes("double")
wrong("squared", "2 * x → x ** 2", "You squared it: every answer is x times x.", "Which number turns 5 into 10?")
wrong("added_two", "2 * x → 2 + x", "You added 2: every answer is x + 2.", "What is twice 10, and what is 10 + 2?")
wrong("halved", "2 * x → x / 2", "You halved it: every answer is half of x.", "Should the answer be larger or smaller than 5?")
