"""Tests of scoring's rules."""
