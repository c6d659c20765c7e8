"""Triage says what a message means and what comes first.

It follows the event log of ingest, scores what arrived, places conversations in the queue with a priority and
its reasons, and records what people decided. It owns assessments, the queue and decisions; web reads and decides
through its operations, ingest performs what was decided, reporting follows its events. It keeps a copy of the
text that it scored for queue and search; the source of a message stays ingest.
"""
