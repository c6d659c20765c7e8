"""Real input for an installation that runs: files of messages, posted through the intake API as a scheduler would."""
