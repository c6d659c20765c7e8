"""Time zones as people look for them: by part of the world, under the city's name in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from zoneinfo import available_timezones

from babel.core import get_global

from web.rendering.languages import Language, load_language, mark

# Where the agency's clients and people are most often, so that nobody looks through four hundred cities: France,
# its departments overseas, its other lands, then who else speaks French nearby.
NEAR = (
    "Europe/Paris",
    "America/Guadeloupe",
    "America/Martinique",
    "America/Cayenne",
    "Indian/Reunion",
    "Indian/Mayotte",
    "America/Miquelon",
    "America/St_Barthelemy",
    "America/Marigot",
    "Pacific/Noumea",
    "Pacific/Tahiti",
    "Pacific/Wallis",
    "Europe/Brussels",
    "Europe/Luxembourg",
    "Europe/Zurich",
    "America/Toronto",
)
# Places where people live, without the zones that only computers use.
_REGIONS: Mapping[str, str] = {
    "Africa": mark("Africa"),
    "America": mark("America"),
    "Asia": mark("Asia"),
    "Atlantic": mark("Atlantic"),
    "Australia": mark("Australia"),
    "Europe": mark("Europe"),
    "Indian": mark("Indian Ocean"),
    "Pacific": mark("Pacific"),
}
_NEAR = mark("France and its neighbours")
# A zone that was renamed is offered under its present name alone.
_RENAMED: Mapping[str, str] = get_global("zone_aliases")
TIME_ZONES = tuple(
    sorted(
        zone for zone in available_timezones() if zone.partition("/")[0] in _REGIONS and zone not in _RENAMED
    )
)


@dataclass(frozen=True, slots=True)
class Zones:
    """One part of the world: its zones with the name of each one's city."""

    name: str
    zones: tuple[tuple[str, str], ...]


@cache
def list_zones(tag: str) -> tuple[Zones, ...]:
    """Return every zone once, the near ones first, cities in the order of the alphabet."""
    language = load_language(tag)
    say = language.translations.gettext
    far = [zone for zone in TIME_ZONES if zone not in NEAR]
    groups = [Zones(say(_NEAR), tuple((zone, city_of(zone, language)) for zone in NEAR))]
    for region, words in _REGIONS.items():
        named = [(zone, city_of(zone, language)) for zone in far if zone.startswith(f"{region}/")]
        groups.append(Zones(say(words), tuple(sorted(named, key=lambda pair: pair[1].casefold()))))
    return tuple(groups)


def city_of(zone: str, language: Language) -> str:
    """Return a zone's city, with the state before it where there are several of that name."""
    known = language.locale.time_zones.get(zone, {}).get("city")
    return str(known) if known else ", ".join(reversed(zone.split("/")[1:])).replace("_", " ")
