"""IBAN, social security and cards: check digits tell valid from mistyped, and both are shown. All are made up."""

import pytest

from tests.triage.scoring.personal_data.finds import checked


class TestIban:
    @pytest.mark.parametrize(
        ("text", "number", "valid"),
        [
            ("FR14 2004 1010 0505 0001 3M02 606 merci", "FR14 2004 1010 0505 0001 3M02 606", True),
            ("mon iban fr1420041010050500013m02606", "fr1420041010050500013m02606", True),
            ("FR14 2004 1010\n0505 0001\n3M02 606", "FR14 2004 1010\n0505 0001\n3M02 606", True),
            ("BE71 0961 2345 6769. Merci", "BE71 0961 2345 6769", True),
            ("FR14 2004 1010 0505 0001 3M02 607", "FR14 2004 1010 0505 0001 3M02 607", False),
            ("FR14 2004 1010 0505 0001 3M02 la suite manque", "FR14 2004 1010 0505 0001 3M02", False),
        ],
    )
    def test_one(self, text: str, number: str, valid: bool) -> None:
        assert checked(text) == [("iban", number, valid)]

    def test_a_tax_number_is_none(self) -> None:
        assert checked("FR 58 791 204 338 est le numéro de TVA") == []


class TestSocialSecurity:
    @pytest.mark.parametrize(
        ("text", "number", "valid"),
        [
            ("sécu 2 55 08 14 168 025 38", "2 55 08 14 168 025 38", True),
            ("2-55-08-14-168-025-38", "2-55-08-14-168-025-38", True),
            ("assurée 255081416802538", "255081416802538", True),
            ("2 55 08\n141 680\n25 38 sur le courrier", "2 55 08\n141 680\n25 38", True),
            ("né en Corse, 1 80 03 2A 004 123 75", "1 80 03 2A 004 123 75", True),
            ("sécu 2680 52B 368 324 27", "2680 52B 368 324 27", True),
            ("sécu 2 55 08 14 168 025 39", "2 55 08 14 168 025 39", False),
            ("2 55 08 14 168 025, la clé manque", "2 55 08 14 168 025", False),
            ("25508141680253O", "25508141680253O", False),
        ],
    )
    def test_one(self, text: str, number: str, valid: bool) -> None:
        assert checked(text) == [("nir", number, valid)]


class TestCard:
    @pytest.mark.parametrize(
        ("text", "number", "valid"),
        [
            ("carte 4242 4242 4242 4242", "4242 4242 4242 4242", True),
            ("cb 4242424242424242", "4242424242424242", True),
            ("4242-4242-4242-4243", "4242-4242-4242-4243", False),
            ("carte 4242 4242 4242 424", "4242 4242 4242 424", False),
            (
                "carte quatre deux quatre deux, 4242 4242 4242",
                "quatre deux quatre deux, 4242 4242 4242",
                False,
            ),
        ],
    )
    def test_one(self, text: str, number: str, valid: bool) -> None:
        assert checked(text) == [("card", number, valid)]

    @pytest.mark.parametrize(
        "text",
        [
            "code barres 3481270934416, pas de gluten",
            "ISBN 978-2-07-036822-8",
            "25-21 / 19-25 / 25-23 / 22-25 / 15-13",
        ],
    )
    def test_numbers_of_things_are_none(self, text: str) -> None:
        assert checked(text) == []
