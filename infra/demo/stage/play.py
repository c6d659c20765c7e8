"""The month from its first day to now: begun once, taken up after a kill, and told of as it goes."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from infra.demo.month.script import Script
from infra.demo.month.story import Story, Written, story
from infra.demo.stage.acts import Acts
from infra.demo.stage.clock import StoryClock
from infra.demo.stage.founding import OPERATOR, Founding
from infra.demo.stage.house import Bill, Stage, open_stage
from infra.demo.stage.progress import TRIES, Progress
from infra.demo.stage.register import Register
from infra.demo.stage.scheduler import Scheduler
from infra.demo.stage.work import Work
from services.contracts.ingest import LIST_CLIENTS
from services.contracts.reporting import FREEZE_REPORT, NewReport
from services.contracts.topology import SERVICES
from services.contracts.triage import CONVERSATION_CHANGED
from services.runtime.callers import Actor
from services.runtime.live import publish

Say = Callable[[str], None]
Make = Callable[[datetime], Story]

BEFORE_ALL = timedelta(hours=2)
# Leases of a process that was killed have ended by then, and what it had begun is looked for.
AFTER_A_KILL = timedelta(minutes=2)
# Reports are not read while the month is played, so reporting takes in what happened by the dozen.
BY_THE_DOZEN = 36
EVERY_KIND = ("",)
REPORTED = timedelta(days=30)
TOLD_PERCENT = 10
SHOWN_PERCENT = 2

GIVEN_UP = f"The demo's month failed {TRIES} times and is left as it is; log/demo-month.log says why."
DECLINED = "This agency has clients of its own, so the demo's month is not played here."


async def play(bill: Bill, *, say: Say, make: Make = story, now: datetime | None = None) -> Progress:
    """Play the month to its end and return how it stands; one that is over stays as it is.

    It is declined where the agency has clients of its own. `now` is when a month begun here ends. Raises StoryError
    when the files of the month cannot be played.
    """
    var = bill.operator.var
    progress = Progress.read(var) or Progress(now=now or datetime.now(UTC))
    if progress.is_over:
        return progress
    if progress.tries >= TRIES:
        return progress.changed(var, state="given_up")
    progress = progress.changed(var, tries=progress.tries + 1)
    told = make(progress.now)
    async with open_stage(bill, StoryClock(first_moment(told, progress))) as stage:
        if progress.state == "new" and await has_clients(stage):
            return progress.changed(var, state="declined")
        progress = progress.changed(var, state="playing", total=len(told.happenings))
        return await Run(stage, told, progress, var, say).to_the_end(bill)


def first_moment(told: Story, progress: Progress) -> datetime:
    """Where the clock begins: before everything, or behind what was being done when the month broke off."""
    if not told.happenings:
        return progress.now
    if progress.done == 0:
        return told.happenings[0].at - BEFORE_ALL
    return told.happenings[min(progress.done, len(told.happenings) - 1)].at + AFTER_A_KILL


async def has_clients(stage: Stage) -> bool:
    return bool((await stage.operator.call(LIST_CLIENTS, OPERATOR)).items)


def keeper_of(script: Script, told: Story, people: Mapping[str, Actor]) -> Actor:
    """Return who keeps a client's settings: its lead where it has one."""
    by_rank = sorted(told.people, key=lambda one: one.role != "lead")
    return next(people[person.key] for person in by_rank if person.sees(script.client.slug))


class Run:
    def __init__(self, stage: Stage, told: Story, progress: Progress, var: Path, say: Say) -> None:
        self._stage = stage
        self._told = told
        self._progress = progress
        self._var = var
        self._say = say
        self._work = Work(stage)
        self._register = Register(stage)

    async def to_the_end(self, bill: Bill) -> Progress:
        self._say("The demo's month is being played; the workplace can be used meanwhile.")
        founding = Founding(self._stage, bill.site)
        self._register.clients = await founding.clients(self._told)
        people = await founding.people(self._told, self._register.clients)
        await self._set_up(founding, people)
        scheduler = Scheduler(self._stage, self._told, self._register, bill.site)
        await scheduler.begin()
        acts = Acts(self._stage, self._work, self._register, scheduler, people)
        for number, happening in enumerate(self._told.happenings, start=1):
            if number > self._progress.done:
                await acts.play(happening)
                await self._go_on(number, happening.client)
        self._stage.clock.go_on_to(datetime.now(UTC))
        await scheduler.end()
        await self._catch_up()
        for script in self._told.clients:
            await self._freeze(script, keeper_of(script, self._told, people))
        self._note(state="played")
        for script in self._told.clients:
            await self._show(script)
        self._say("The demo's month has been played.")
        return self._progress

    async def _set_up(self, founding: Founding, people: Mapping[str, Actor]) -> None:
        for script in self._told.clients:
            keeper = keeper_of(script, self._told, people)
            await founding.belongings(script, self._register.client(script), keeper)
        for happening in self._told.happenings:
            if isinstance(happening, Written):
                self._register.expect(happening)

    async def _freeze(self, script: Script, keeper: Actor) -> None:
        """Freeze the report of the days before today, as the client gets it on the first of a month."""
        client = self._register.client(script)
        today = self._progress.now.astimezone(ZoneInfo(script.client.time_zone)).date()
        month = NewReport.model_validate({"from": today - REPORTED, "to": today})
        # After a kill the same month is not frozen a second time.
        key = f"demo-month-{client}"
        await self._stage.people.call(FREEZE_REPORT, keeper, path={"client": client}, body=month, key=key)

    async def _go_on(self, number: int, script: Script) -> None:
        before = self._progress.percent
        self._note(done=number, tries=0)
        now = self._progress.percent
        if now // SHOWN_PERCENT > before // SHOWN_PERCENT:
            await self._show(script)
        if now // TOLD_PERCENT > before // TOLD_PERCENT:
            self._say(f"The demo's month: {now - now % TOLD_PERCENT} %")
        if number % BY_THE_DOZEN == 0:
            await self._catch_up()

    async def _catch_up(self) -> None:
        """Nothing that is due, and no log, is left behind for any client."""
        for client in self._register.clients.values():
            await self._work.ring_due(client, EVERY_KIND)
            await self._work.read_logs(client, SERVICES)

    async def _show(self, script: Script) -> None:
        """Tell open pages to look again."""
        redis = self._stage.runtimes["triage"].redis
        await publish(redis, self._register.client(script), CONVERSATION_CHANGED, [])

    def _note(self, **changes: object) -> None:
        self._progress = self._progress.changed(self._var, **changes)
