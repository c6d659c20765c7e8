"""What is wrong with what somebody typed is said by the option's name, and never as a regular expression."""

from uuid import uuid4

import pytest

from infra.cli.bodies import body_of
from infra.cli.failures import USED_WRONGLY, Refusal
from services.contracts.ingest import NewAccount, NewClient
from services.contracts.web import NewInvitation


class TestBodyOf:
    def test_says_of_each_option_what_it_must_be(self) -> None:
        with pytest.raises(Refusal) as refused:
            body_of(NewClient, slug="Ville de X", name="")
        assert refused.value.exit_code == USED_WRONGLY
        assert str(refused.value) == (
            "This cannot be sent: slug: must be lower-case letters, digits and hyphens, at most 64, with no hyphen "
            "at either end; name: must have at least 1 character."
        )

    def test_an_address_is_asked_for_by_an_example(self) -> None:
        with pytest.raises(Refusal, match=r"email: must be an address such as nadia@agence\.example\.$"):
            body_of(NewInvitation, email="nadia", name="Nadia", role="moderator", clients=[uuid4()])
        with pytest.raises(Refusal, match="url: must begin with https:// or http://"):
            body_of(NewAccount, slug="site", network="wordpress", url="pas une adresse")
