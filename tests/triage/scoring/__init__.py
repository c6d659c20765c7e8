"""Tests of scoring; the cast of sentences stands in register_fr.jsonl."""
