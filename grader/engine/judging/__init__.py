"""Where answers are held against what is right: the trusted side of a check."""
