"""Pictures of the running product for README and docs, with invented content: `make pictures`."""
