"""Whether another model is asked about what ours doubts."""
