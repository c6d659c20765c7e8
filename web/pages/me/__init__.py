"""What a person may change about themselves."""
