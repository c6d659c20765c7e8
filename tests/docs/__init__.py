"""What the documentation shows is run, so that it stays true."""
