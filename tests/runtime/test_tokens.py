"""Tokens: who signed, for whom, for how long, and what the issuer may ask at all."""

import time
from pathlib import Path
from uuid import UUID

import pytest
from joserfc import jwt

from services.contracts.topology import Issuer
from services.runtime.callers import Actor
from services.runtime.ids import new_id
from services.runtime.keyring import Keyring, create_keys, load_keyring
from services.runtime.problems import NotFound, Unauthenticated
from services.runtime.tokens import ALGORITHM, Signer, Verifier

BANK = new_id()
NADIA = Actor("user:nadia", frozenset({BANK}), {"banque": BANK})


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keys")
    create_keys(folder)
    return folder


def signed(keys: Path, issuer: Issuer, *scopes: str, actor: Actor = NADIA) -> str:
    return Signer(load_keyring(keys, issuer)).sign(actor, audience="triage", scopes=frozenset(scopes))


def forged(keyring: Keyring, **changes: object) -> str:
    """A token whose signature is right and whose claims are not."""
    now = int(time.time())
    claims = {
        "iss": "web",
        "sub": "user:nadia",
        "aud": "triage",
        "iat": now,
        "exp": now + 60,
        "clients": [str(BANK)],
        "scopes": ["queue:read"],
    }
    return jwt.encode(
        {"alg": ALGORITHM, "kid": "web"}, {**claims, **changes}, keyring.private, algorithms=[ALGORITHM]
    )


class TestVerify:
    def test_it_gives_back_who_asked(self, keys: Path) -> None:
        caller = Verifier(load_keyring(keys, "triage"), "triage").verify(signed(keys, "web", "queue:read"))
        assert (caller.issuer, caller.subject, caller.clients) == ("web", "user:nadia", frozenset({BANK}))
        assert caller.scopes == {"queue:read"}

    def test_a_scope_that_the_issuer_may_not_ask_is_dropped(self, keys: Path) -> None:
        verifier = Verifier(load_keyring(keys, "triage"), "triage")
        assert verifier.verify(signed(keys, "reply", "events:read", "decisions:write")).scopes == {
            "events:read"
        }

    @pytest.mark.parametrize(
        "changes",
        [
            {"aud": "reply"},
            {"iss": "triage"},
            {"exp": -3_600, "iat": -3_660},
            {"exp": 3_600},
            {"iat": 600, "exp": 660},
            {"clients": "everyone"},
            {"surprise": 1},
        ],
        ids=["audience", "issuer", "expired", "long life", "not yet", "shape", "unknown claim"],
    )
    def test_a_wrong_claim_is_refused(self, keys: Path, changes: dict[str, object]) -> None:
        # Times are seconds from the test itself: a long run collects its cases many minutes before.
        now = int(time.time())
        changes = {
            name: now + value if isinstance(value, int) and name in {"iat", "exp"} else value
            for name, value in changes.items()
        }
        verifier = Verifier(load_keyring(keys, "triage"), "triage")
        verifier.verify(forged(load_keyring(keys, "web")))
        with pytest.raises(Unauthenticated):
            verifier.verify(forged(load_keyring(keys, "web"), **changes))

    def test_a_signature_by_another_is_refused(self, keys: Path) -> None:
        verifier = Verifier(load_keyring(keys, "triage"), "triage")
        with pytest.raises(Unauthenticated):
            verifier.verify(forged(load_keyring(keys, "reply")))

    @pytest.mark.parametrize("token", ["", "a.b.c", "é", "a" * 10_000, "eyJhbGciOiJub25lIn0.e30."])
    def test_noise_is_refused(self, keys: Path, token: str) -> None:
        with pytest.raises(Unauthenticated):
            Verifier(load_keyring(keys, "triage"), "triage").verify(token)


class TestClientNamed:
    def test_by_id_and_by_slug(self, keys: Path) -> None:
        caller = Verifier(load_keyring(keys, "triage"), "triage").verify(signed(keys, "web", "queue:read"))
        assert caller.client_named(str(BANK)) == caller.client_named("banque") == BANK

    @pytest.mark.parametrize("name", [str(UUID(int=7)), "journal", ""])
    def test_anothers_is_not_found(self, keys: Path, name: str) -> None:
        caller = Verifier(load_keyring(keys, "triage"), "triage").verify(signed(keys, "web", "queue:read"))
        with pytest.raises(NotFound):
            caller.client_named(name)


class TestKeys:
    def test_files_are_private_and_made_once(self, keys: Path) -> None:
        before = {path.name: path.read_bytes() for path in keys.iterdir()}
        create_keys(keys)
        assert {path.name: path.read_bytes() for path in keys.iterdir()} == before
        assert {path.stat().st_mode & 0o777 for path in keys.iterdir()} == {0o600}
