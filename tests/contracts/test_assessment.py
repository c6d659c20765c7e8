"""What was kept by an earlier version is still read."""

from services.contracts.triage import Assessment

STORED = {
    "labels": {"toxic": 0.1, "question": 0.9},
    "found": ["question"],
    "lang": "fr",
    "sentiment": "neutral",
    "personal_data": ["phone"],
    "spans": [{"label": "question", "start": 0, "end": 12}],
    "priority": 30,
    "reasons": [{"code": "question", "points": 30, "params": {}}],
    "model": "2026.1",
}


class TestStoredAssessments:
    def test_of_the_first_form_are_read_and_say_nothing_of_what_was_not_looked_for(self) -> None:
        read = Assessment.model_validate(STORED)
        assert (read.urgency_level, read.intent, read.unsure) == (0, None, [])
        assert (read.personal_data_spans, read.explanation) == ([], [])
        assert read.labels == STORED["labels"]
