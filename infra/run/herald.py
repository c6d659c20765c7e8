"""Tells the terminal when everything answers, and where the first administrator signs in."""

import asyncio

import httpx

from infra.run.ports import HOST
from infra.run.processes import Process, processes
from infra.run.settings import RunSettings

POLL_SECONDS = 0.1
PATIENCE_SECONDS = 30.0


async def main() -> None:
    """Announce once and end; say every half a minute what is not ready yet."""
    settings = RunSettings()  # the runner has checked them, and completed the environment
    served = [process for process in processes(has_demo=settings.has_demo) if process.port_offset is not None]
    async with httpx.AsyncClient(trust_env=False, timeout=2) as http:
        await all_ready(http, served, settings.port_base)
    say(f"Palabre is ready: http://{HOST}:{settings.port_base}/")
    await announce_sign_in()


async def all_ready(http: httpx.AsyncClient, waiting: list[Process], port_base: int) -> None:
    loop = asyncio.get_running_loop()
    next_word = loop.time() + PATIENCE_SECONDS
    while waiting:
        answers = {process: await trouble(http, process, port_base) for process in waiting}
        waiting = [process for process, reason in answers.items() if reason]
        if waiting and loop.time() > next_word:
            next_word = loop.time() + PATIENCE_SECONDS
            say("Not ready yet: " + "; ".join(f"{process.name} ({answers[process]})" for process in waiting))
        await asyncio.sleep(POLL_SECONDS)


async def trouble(http: httpx.AsyncClient, process: Process, port_base: int) -> str:
    """Why a process is not ready, in its own words; nothing when it is."""
    try:
        port = port_base + (process.port_offset or 0)
        answer = await http.get(f"http://{HOST}:{port}{process.readiness}")
    except httpx.HTTPError as error:
        return type(error).__name__
    return "" if answer.is_success else answer.text[:300]


async def announce_sign_in() -> None:
    """Print the link by which the first administrator comes in, until somebody has."""
    from infra.cli.calls import operator_client
    from infra.cli.failures import Refusal
    from services.contracts.web import FIRST_SIGN_IN

    try:
        async with operator_client() as services:
            link = await services.call(FIRST_SIGN_IN)
    except Refusal as refusal:
        say(f"The first sign-in cannot be offered: {refusal}")
        return
    if link.url:
        say(f"Sign in once: {link.url}")


def say(sentence: str) -> None:
    print(sentence, flush=True)
