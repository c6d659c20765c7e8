"""Real input for an installation that runs: files in other forms, made into what `palabre import` takes."""
