"""Addresses of static files: one version for the whole set, so that modules and styles never mix two releases."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

STATIC_DIRECTORY = Path(__file__).parent.parent / "static"
_YEAR_SECONDS = 31_536_000


@dataclass(frozen=True)
class Assets:
    """`prefix` is where the files are mounted; relative imports between them keep its version."""

    prefix: str

    def address(self, path: str) -> str:
        return f"{self.prefix}/{path}"


class ImmutableFiles(StaticFiles):
    """Files whose address changes with their content: a browser asks once."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if response.status_code == 200:
            response.headers["Cache-Control"] = f"public, max-age={_YEAR_SECONDS}, immutable"
        return response


def read_assets(directory: Path = STATIC_DIRECTORY) -> Assets:
    digest = hashlib.sha256()
    for file in sorted(path for path in directory.rglob("*") if path.is_file()):
        digest.update(file.relative_to(directory).as_posix().encode() + b"\x00" + file.read_bytes())
    return Assets(prefix=f"/static/{digest.hexdigest()[:12]}")
