"""Static files: what others wrote is what they published, and addresses change with content."""

import hashlib
import re
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from web.rendering.assets import STATIC_DIRECTORY, ImmutableFiles, read_assets
from web.rendering.policy import CONTENT_SECURITY_POLICY

BORROWED = Path(__file__).parents[2] / "browser" / "vendor"
_ROW = re.compile(r"^\| `([\w./-]+)` \|.*`([0-9a-f]{64})` \|$", re.MULTILINE)


class TestVendoredFiles:
    @pytest.mark.parametrize(
        ("readme", "root"),
        [(STATIC_DIRECTORY / "vendor" / "README.md", STATIC_DIRECTORY), (BORROWED / "README.md", BORROWED)],
    )
    def test_have_the_digest_that_is_on_record(self, readme: Path, root: Path) -> None:
        rows = _ROW.findall(readme.read_text())
        assert rows
        for name, digest in rows:
            assert hashlib.sha256((root / name).read_bytes()).hexdigest() == digest, name

    def test_carry_their_licences(self) -> None:
        for licence in (STATIC_DIRECTORY / "vendor/htmx.LICENSE", STATIC_DIRECTORY / "fonts/inter.LICENSE"):
            assert len(licence.read_text()) > 500


class TestReadAssets:
    def test_the_prefix_changes_with_any_file(self, tmp_path: Path) -> None:
        (tmp_path / "a.css").write_text("a{}")
        before = read_assets(tmp_path)
        (tmp_path / "a.css").write_text("b{}")
        assert read_assets(tmp_path).prefix != before.prefix
        assert before.address("a.css") == f"{before.prefix}/a.css"

    def test_styles_and_modules_name_only_files_that_exist(self) -> None:
        for file in (*STATIC_DIRECTORY.glob("css/*.css"), *STATIC_DIRECTORY.glob("js/*.js")):
            for name in re.findall(r"(?:url\(|from |import )\"([^\"]+)\"", file.read_text()):
                assert (file.parent / name).is_file(), f"{file.name} names {name}"

    def test_no_style_sheet_is_longer_than_can_be_read(self) -> None:
        assert [
            f.name for f in STATIC_DIRECTORY.glob("css/*.css") if len(f.read_text().splitlines()) > 400
        ] == []


class TestImmutableFiles:
    async def test_are_kept_for_a_year_and_a_miss_is_not(self) -> None:
        assets = read_assets()
        app = Starlette(routes=[Mount(assets.prefix, ImmutableFiles(directory=STATIC_DIRECTORY))])
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://palabre.example") as client:
            found = await client.get(assets.address("css/palabre.css"))
            missing = await client.get(assets.address("css/none.css"))
        assert found.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert (missing.status_code, missing.headers.get("cache-control")) == (404, None)


class TestPolicy:
    def test_allows_nothing_inline_foreign_or_evaluated(self) -> None:
        assert "default-src 'none'" in CONTENT_SECURITY_POLICY
        assert "unsafe" not in CONTENT_SECURITY_POLICY
        assert "http" not in CONTENT_SECURITY_POLICY
