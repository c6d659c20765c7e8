"""Rules of figures: what each of them is, and how a period is cut."""
