"""Whether a service is alive and ready, and its metrics."""

from fastapi import APIRouter, Request
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from redis.exceptions import RedisError
from sqlalchemy.exc import DBAPIError
from starlette.responses import JSONResponse, Response

from services.runtime.context import Runtime
from services.runtime.db.migrations import History


def health_router() -> APIRouter:
    router = APIRouter(include_in_schema=False)
    router.add_api_route("/healthz", alive, methods=["GET"])
    router.add_api_route("/readyz", ready, methods=["GET"])
    router.add_api_route("/metrics", metrics, methods=["GET"])
    return router


async def alive() -> JSONResponse:
    return JSONResponse({"status": "alive"})


async def ready(request: Request) -> JSONResponse:
    """Answer 200 when the database has the newest schema and Redis answers, else 503, naming each."""
    runtime: Runtime = request.app.state.runtime
    checks = {
        "database": await _database(runtime, request.app.state.history),
        "redis": await _redis(runtime),
    }
    is_ready = all(check["ok"] for check in checks.values())
    return JSONResponse(
        {"status": "ready" if is_ready else "not ready", "checks": checks}, 200 if is_ready else 503
    )


async def metrics() -> Response:
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


async def _database(runtime: Runtime, history: History) -> dict[str, object]:
    try:
        if not await runtime.database.is_current(history):
            return {"ok": False, "reason": "the schema is behind; run `palabre migrate`"}
        late = await runtime.watch.oldest_due(runtime.clock.now())
    except (DBAPIError, OSError) as error:
        return {"ok": False, "reason": type(error).__name__}
    return {"ok": True, "oldest_timer_late_seconds": round(late, 3)}


async def _redis(runtime: Runtime) -> dict[str, object]:
    try:
        return {"ok": True, "jobs": await runtime.queue.length(runtime.service)}
    except (RedisError, OSError) as error:
        return {"ok": False, "reason": type(error).__name__}
