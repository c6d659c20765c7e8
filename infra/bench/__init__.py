"""Benchmarks, run by hand: each compares with a floor or another size in the same run."""
