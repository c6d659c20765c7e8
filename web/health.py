"""Whether the workplace is alive and ready. Services that are away do not count: pages say so themselves."""

from fastapi import APIRouter, Request
from redis.exceptions import RedisError
from sqlalchemy.exc import DBAPIError
from starlette.responses import JSONResponse

from services.runtime.health import alive, metrics
from web.schema import HISTORY
from web.workplace import Workplace, workplace_of


def health_router() -> APIRouter:
    router = APIRouter(include_in_schema=False)
    router.add_api_route("/healthz", alive, methods=["GET"])
    router.add_api_route("/readyz", ready, methods=["GET"])
    router.add_api_route("/metrics", metrics, methods=["GET"])
    return router


async def ready(request: Request) -> JSONResponse:
    """Answer 200 when the database has the newest schema and Redis answers, else 503, naming each."""
    workplace = workplace_of(request)
    checks = {"database": await _database(workplace), "redis": await _redis(workplace)}
    is_ready = all(check["ok"] for check in checks.values())
    return JSONResponse(
        {"status": "ready" if is_ready else "not ready", "checks": checks}, 200 if is_ready else 503
    )


async def _database(workplace: Workplace) -> dict[str, object]:
    try:
        if not await workplace.runtime.database.is_current(HISTORY):
            return {"ok": False, "reason": "the schema is behind; run `palabre migrate`"}
    except (DBAPIError, OSError) as error:
        return {"ok": False, "reason": type(error).__name__}
    return {"ok": True}


async def _redis(workplace: Workplace) -> dict[str, object]:
    try:
        await workplace.runtime.redis.ping()
    except (RedisError, OSError) as error:
        return {"ok": False, "reason": type(error).__name__}
    return {"ok": True}
