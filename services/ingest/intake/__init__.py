"""Items in: read strictly, stored once, every version kept, and said to those who follow."""
