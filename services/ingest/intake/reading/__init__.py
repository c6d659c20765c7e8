"""From the bytes that a scheduler sent to items, or to what is wrong with each of them."""
