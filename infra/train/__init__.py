"""Training of the models that `services/triage/scoring` ships: rows in, arrays and a report out."""
