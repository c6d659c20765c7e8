"""The site as a process of its own, which may die at any moment."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import create_server

from infra.demo.settings import DEFAULT_SITE
from tests.infra.demo.running import TOKEN, Newspaper, SiteClock, wait_until_ready


@contextmanager
def process(folder: Path) -> Iterator[Newspaper]:
    """The site in another interpreter, killed at the end without a word."""
    with create_server(("127.0.0.1", 0)) as listener:
        command = [sys.executable, "-m", "uvicorn", "--factory", "infra.demo.app:create_app", "--ws", "none"]
        child = subprocess.Popen(
            [*command, "--fd", str(listener.fileno()), "--log-level", "warning"],
            pass_fds=[listener.fileno()],
            env={"PALABRE_VAR": str(folder), "PALABRE_DEMO_TOKEN": TOKEN},
        )
        try:
            url = f"http://127.0.0.1:{listener.getsockname()[1]}"
            wait_until_ready(url)
            yield Newspaper(url, DEFAULT_SITE, SiteClock())
        finally:
            child.kill()
            child.wait(10)


class TestProcess:
    def test_that_is_killed_keeps_what_it_took(self, tmp_path: Path) -> None:
        with process(tmp_path) as newspaper:
            comment = newspaper.write("Sylvie", "Et les bus ?")
            newspaper.answer(comment, "Deux navettes.")
        with process(tmp_path) as newspaper:
            assert newspaper.accepted() == {"Deux navettes.": 1}
            page = newspaper.browser().open()
            newspaper.close()
        assert "Et les bus ?" in page
        assert "Deux navettes." in page
