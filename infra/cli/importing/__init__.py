"""What `palabre import` is made of: lines out of a file, and batches into the intake."""
