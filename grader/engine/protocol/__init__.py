"""What both sides of the sandbox share: the steps of a job, its limits, and how data crosses."""
