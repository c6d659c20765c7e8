"""Tests of training, on made data and in seconds."""
