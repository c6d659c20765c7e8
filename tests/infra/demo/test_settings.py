"""The demo's settings: a token made once, whoever comes first."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from infra.demo.settings import DemoSettings, sandbox_account


class TestToken:
    def test_is_made_once_and_kept_from_others(self, tmp_path: Path) -> None:
        first = DemoSettings(var=tmp_path).token()
        assert DemoSettings(var=tmp_path).token() == first
        assert len(first) >= 40
        assert (tmp_path / "keys" / "demo-token").stat().st_mode & 0o777 == 0o600

    def test_is_the_same_for_all_who_start_together(self, tmp_path: Path) -> None:
        with ThreadPoolExecutor(8) as pool:
            tokens = list(pool.map(lambda _: DemoSettings(var=tmp_path).token(), range(32)))
        assert len(set(tokens)) == 1
        assert [path.name for path in (tmp_path / "keys").iterdir()] == ["demo-token"]

    def test_may_be_given(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PALABRE_DEMO_TOKEN", "given")
        assert DemoSettings(var=tmp_path).token() == "given"
        assert list(tmp_path.iterdir()) == []


class TestSandboxAccount:
    def test_says_where_the_site_is_and_how_to_enter(self, tmp_path: Path) -> None:
        settings = DemoSettings(var=tmp_path, port_base=9100)
        account = sandbox_account("gazette", settings)
        assert account.url == "http://127.0.0.1:9105/sites/gazette"
        assert account.credentials == {"token": settings.token()}
        assert settings.token() not in repr(account)
