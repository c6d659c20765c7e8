"""The choice of a time zone: each place once, those first that are wanted most."""

from collections import Counter

import pytest

from web.rendering.languages import LANGUAGES
from web.rendering.zones import TIME_ZONES, list_zones

RENAMED = ("Asia/Calcutta", "Europe/Kiev", "America/Buenos_Aires", "Europe/Belfast", "Australia/ACT")


class TestZones:
    def test_paris_comes_first_and_the_departments_overseas_next(self) -> None:
        near = list_zones("fr")[0].zones
        assert [city for _, city in near[:6]] == [
            "Paris",
            "Guadeloupe",
            "Martinique",
            "Cayenne",
            "La Réunion",
            "Mayotte",
        ]

    @pytest.mark.parametrize("zone", RENAMED)
    def test_a_former_name_is_not_offered(self, zone: str) -> None:
        assert zone not in TIME_ZONES

    def test_the_present_name_is(self) -> None:
        assert {"Asia/Kolkata", "Europe/Kyiv", "America/Argentina/Buenos_Aires"} <= set(TIME_ZONES)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_no_place_stands_twice(self, language: str) -> None:
        groups = list_zones(language)
        zones = Counter(zone for group in groups for zone, _ in group.zones)
        cities = Counter((group.name, city) for group in groups for _, city in group.zones)
        assert sorted(zones) == sorted(TIME_ZONES)
        assert [place for place, times in [*zones.items(), *cities.items()] if times > 1] == []
