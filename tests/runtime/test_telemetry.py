"""Logs hold ids and never what people wrote."""

import json

import pytest
import structlog

from services.runtime.telemetry import bind_correlation, configure_logging, correlation_from


class TestLogging:
    def test_a_line_is_data_with_the_correlation_and_without_words(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        try:
            configure_logging("ingest", "INFO")
            bind_correlation("order-4711")
            structlog.get_logger().info("item.kept", item="42", text="Vous êtes nuls", author_name="Gérard")
        finally:
            structlog.reset_defaults()
            structlog.contextvars.clear_contextvars()
        line = json.loads(capsys.readouterr().err)
        assert (line["event"], line["item"], line["process"]) == ("item.kept", "42", "ingest")
        assert line["correlation"] == "order-4711"
        assert (line["text"], line["author_name"]) == ("(withheld)", "(withheld)")

    def test_an_error_and_its_causes_do_not_repeat_what_people_wrote(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        words = "Vous êtes nuls"
        try:
            configure_logging("ingest", "INFO")
            try:
                raise ValueError(f"the row is refused\nDETAIL: Failing row contains ({words}).")
            except ValueError as cause:
                raise RuntimeError(f"not stored\n{words}") from cause
        except RuntimeError:
            structlog.get_logger().exception("test.failed")
        finally:
            structlog.reset_defaults()
            structlog.contextvars.clear_contextvars()
        shown = json.loads(capsys.readouterr().err)["exception"]
        assert words not in shown
        assert "RuntimeError: not stored\n" in shown
        assert shown.endswith("ValueError: the row is refused")
        assert "test_telemetry.py" in shown


class TestCorrelation:
    @pytest.mark.parametrize("header", [None, "", "short", "a" * 65, "with space in", "newline\n1234"])
    def test_what_does_not_look_like_one_is_replaced(self, header: str | None) -> None:
        made = correlation_from(header)
        assert made != header
        assert len(made) == 32
