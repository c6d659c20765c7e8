"""The second opinion: a model elsewhere is asked about messages in doubt, within a budget, and never acts."""
