"""What a client's answers may quote."""
