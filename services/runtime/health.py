"""Whether a process is alive and ready, how far it lags behind, and its metrics."""

from fastapi import APIRouter, Request
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from redis.exceptions import RedisError
from sqlalchemy.exc import DBAPIError
from starlette.responses import JSONResponse, Response

from services.contracts.topology import FOLLOWERS
from services.runtime.context import Runtime
from services.runtime.db.migrations import History
from services.runtime.events.sweep import lagging
from services.runtime.problems import Problem


def health_router() -> APIRouter:
    router = APIRouter(include_in_schema=False)
    router.add_api_route("/healthz", alive, methods=["GET"])
    router.add_api_route("/readyz", ready, methods=["GET"])
    router.add_api_route("/metrics", metrics, methods=["GET"])
    return router


async def alive() -> JSONResponse:
    return JSONResponse({"status": "alive"})


async def ready(request: Request) -> JSONResponse:
    """Answer 200 when the database has the newest schema and Redis answers, else 503, naming each.

    Lags are told and do not count: a source that is away must not take its followers with it.
    """
    runtime: Runtime = request.app.state.runtime
    checks = {
        "database": await _database(runtime, request.app.state.history),
        "redis": await _redis(runtime),
    }
    is_ready = all(check["ok"] for check in checks.values())
    told: dict[str, object] = {"status": "ready" if is_ready else "not ready", "checks": checks}
    if is_ready and runtime.service != "web":
        told["lag"] = await _lag(runtime)
    return JSONResponse(told, 200 if is_ready else 503)


async def metrics() -> Response:
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


async def _database(runtime: Runtime, history: History) -> dict[str, object]:
    try:
        if not await runtime.database.is_current(history):
            return {"ok": False, "reason": "the schema is behind; run `palabre migrate`"}
    except (DBAPIError, OSError) as error:
        return {"ok": False, "reason": type(error).__name__}
    return {"ok": True}


async def _redis(runtime: Runtime) -> dict[str, object]:
    try:
        return {"ok": True, "jobs": await runtime.queue.length(runtime.service)}
    except (RedisError, OSError) as error:
        return {"ok": False, "reason": type(error).__name__}


async def _lag(runtime: Runtime) -> dict[str, object]:
    """By how many seconds the oldest timer is late, and how many clients' logs are ahead at each source."""
    late = await runtime.watch.oldest_due(runtime.clock.now())
    behind: dict[str, object] = {"oldest_timer_seconds": round(late, 3)}
    for source, followers in FOLLOWERS.items():
        if runtime.service in followers:
            try:
                behind[source] = len(await lagging(runtime, source))
            except Problem as problem:
                behind[source] = problem.code
    return behind
