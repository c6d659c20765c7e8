"""Rules of a voice: whom it greets, which form of address a text uses, and how long its replies wait."""
