"""A draft as a voice would have it, from what stands in its form; nothing is asked of a service."""

from services.contracts.placeholders import fill_name
from web.pages.voices.context import Preview, VoiceForm

# Customers write French, whatever the interface speaks.
_SOMEBODY = "Léa"
_ANSWERS = {
    "vous": "Votre carte peut être retirée dès demain à votre agence, de 9 h à 17 h.",
    "tu": "Ta carte peut être retirée dès demain à ton agence, de 9 h à 17 h.",
}


def preview_of(form: VoiceForm) -> Preview:
    return Preview(_draft(form, _SOMEBODY), _draft(form, ""))


def _draft(form: VoiceForm, name: str) -> str:
    greeting = fill_name(form.greeting, name).strip()
    return "\n\n".join(part for part in (greeting, _ANSWERS[form.address], form.signature) if part)
