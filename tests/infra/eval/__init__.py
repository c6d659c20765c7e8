"""Tests of measuring: figures that were worked out by hand, and rows that must not change."""
