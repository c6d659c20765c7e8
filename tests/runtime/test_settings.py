"""Settings: a service's own name wins over the common one, and what is missing is said."""

from pathlib import Path

import pytest

from services.reply.settings import ReplySettings
from services.reporting.settings import ReportingSettings
from services.runtime.settings import SettingsError


class TestServiceSettings:
    def test_its_own_prefix_wins(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PALABRE_DATABASE_URL", "postgresql://all")
        monkeypatch.setenv("PALABRE_REPLY_DATABASE_URL", "postgresql://reply")
        assert ReplySettings().database_url == "postgresql://reply"
        assert ReportingSettings().database_url == "postgresql://all"

    def test_a_service_answers_at_its_port_unless_a_url_is_given(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PALABRE_PORT_BASE", "9100")
        monkeypatch.setenv("PALABRE_TRIAGE_URL", "http://triage.internal/")
        assert ReplySettings().url_of("ingest") == "http://127.0.0.1:9101"
        assert ReplySettings().url_of("triage") == "http://triage.internal"

    def test_without_a_secret_key_it_says_what_to_set(self, tmp_path: Path) -> None:
        with pytest.raises(SettingsError, match="set PALABRE_SECRET_KEY"):
            ReplySettings(var=tmp_path).secret()

    @pytest.mark.parametrize("given", ["short", "é" * 43, "a" * 44 + "=="])
    def test_a_key_of_another_length_is_refused(self, given: str) -> None:
        with pytest.raises(SettingsError, match="32 bytes"):
            ReplySettings.model_validate({"secret_key": given}).secret()
