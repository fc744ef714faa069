"""What is asked of an exercise: its cases, its probe and the facts that must hold."""
