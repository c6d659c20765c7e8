"""What is not installed is said by name: elsewhere the test is skipped, with CI=true it fails."""

from pathlib import Path

import pytest

from tests.real.llama.server import require_llama
from tests.real.wordpress.programs import require_wordpress


class TestRequireWordPress:
    def test_without_it_a_test_is_skipped_by_name(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("CI", raising=False)
        with pytest.raises(pytest.skip.Exception, match=r"wordpress.*WordPress was not tried"):
            require_wordpress(tmp_path)

    def test_with_ci_it_fails(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("CI", "true")
        with pytest.raises(pytest.fail.Exception, match=r"wordpress.*WordPress was not tried"):
            require_wordpress(tmp_path)


class TestRequireLlama:
    def test_without_it_a_test_is_skipped_by_name(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("CI", raising=False)
        with pytest.raises(pytest.skip.Exception, match=r"xllamacpp.*no real model's server was tried"):
            require_llama(tmp_path / "bin" / "python")

    def test_with_ci_it_fails(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("CI", "true")
        with pytest.raises(pytest.fail.Exception, match=r"xllamacpp.*no real model's server was tried"):
            require_llama(tmp_path / "bin" / "python")
