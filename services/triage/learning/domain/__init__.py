"""Rules and values of learning: what people's acts say, how their words are weighed, and when enough is known."""
