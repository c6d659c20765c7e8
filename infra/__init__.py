"""Running Palabre: engines, processes, command line, demo."""
