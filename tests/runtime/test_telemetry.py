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


class TestCorrelation:
    @pytest.mark.parametrize("header", [None, "", "short", "a" * 65, "with space in", "newline\n1234"])
    def test_what_does_not_look_like_one_is_replaced(self, header: str | None) -> None:
        made = correlation_from(header)
        assert made != header
        assert len(made) == 32
