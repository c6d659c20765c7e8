"""Use cases of voices."""

from datetime import timedelta
from uuid import UUID

from services.contracts.problem import FieldError
from services.contracts.reply import Voice
from services.reply.voices import domain, repository
from services.runtime.db.unit import Unit
from services.runtime.problems import Invalid


async def get_voice(unit: Unit, client: UUID) -> Voice:
    """Return how a client speaks; a client that never said gets the defaults."""
    found = await repository.find(unit, client)
    return Voice(**found.model_dump(include=set(Voice.model_fields))) if found is not None else Voice()


async def set_voice(unit: Unit, client: UUID, voice: Voice) -> Voice:
    """Replace a client's voice. Raises Invalid for an unknown placeholder or an impossible window."""
    errors = [
        FieldError(field="greeting", code="placeholder", message=f"{found} is not known; only {{name}} is")
        for found in domain.unknown_placeholders(voice.greeting)
    ]
    errors += [
        FieldError(
            field=f"undo_seconds.{network}",
            code="out_of_range",
            message=f"must be between 0 and {domain.LONGEST_SECONDS}",
        )
        for network in domain.wrong_windows(voice.undo_seconds)
    ]
    if errors:
        raise Invalid(errors=errors)
    await repository.put(unit, client, voice.model_dump())
    return voice


async def undo_window(unit: Unit, client: UUID, network: str) -> timedelta:
    """Return for how long a client's reply on a network can be recalled."""
    return domain.undo_window((await get_voice(unit, client)).undo_seconds, network)
