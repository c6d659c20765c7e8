"""Use cases of voices."""

from datetime import timedelta
from uuid import UUID

from services.contracts.placeholders import NAME, unknown_placeholders
from services.contracts.problem import FieldError
from services.contracts.reply import Voice
from services.reply.voices import repository
from services.reply.voices.domain import windows
from services.runtime.db.unit import Unit
from services.runtime.problems import Invalid


async def get_voice(unit: Unit, client: UUID) -> Voice:
    """Return how a client speaks; a client that never said gets the defaults."""
    found = await repository.find(unit, client)
    return Voice(**found.model_dump(include=set(Voice.model_fields))) if found is not None else Voice()


async def set_voice(unit: Unit, client: UUID, voice: Voice) -> Voice:
    """Replace a client's voice. Raises Invalid for an unknown placeholder, an impossible window, or no word."""
    errors = [
        FieldError(field="greeting", code="placeholder", message=f"{found} is not known; only {{name}} is")
        for found in unknown_placeholders(voice.greeting, {NAME})
    ]
    errors += [
        FieldError(field=f"avoid.{place}", code="blank", message="must say something")
        for place, word in enumerate(voice.avoid)
        if not word.strip()
    ]
    errors += [
        FieldError(
            field=f"undo_seconds.{network}",
            code="out_of_range",
            message=f"must be between 0 and {windows.LONGEST_SECONDS}",
        )
        for network in windows.wrong_windows(voice.undo_seconds)
    ]
    if errors:
        raise Invalid(errors=errors)
    kept = voice.model_copy(update={"avoid": list(dict.fromkeys(word.strip() for word in voice.avoid))})
    await repository.put(unit, client, kept.model_dump())
    return kept


async def undo_window(unit: Unit, client: UUID, network: str) -> timedelta:
    """Return for how long a client's reply on a network can be recalled."""
    return windows.undo_window((await get_voice(unit, client)).undo_seconds, network)
