"""One row for each thing that happened, without a word of what anybody wrote."""
