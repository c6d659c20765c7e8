"""Tests: a mirror of the house, and journeys, browser, real, faults and architecture."""
