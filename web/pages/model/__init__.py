"""What the scoring model is and how good it was measured to be."""
