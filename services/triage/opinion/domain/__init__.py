"""What is asked, how an answer is read, and what it may cost: no calls and no tables."""
