"""Secrets at rest open only under their key and for their row."""

import os

import pytest

from services.runtime.secrets import Vault, WrongKeyError, derive

KEY = b"k" * 32


class TestVault:
    def test_what_was_sealed_opens(self) -> None:
        vault = Vault(KEY)
        sealed = vault.seal(b"secret", identity=b"client account")
        assert vault.open(sealed, identity=b"client account") == b"secret"
        assert b"secret" not in sealed
        assert sealed.startswith(vault.key_id)

    def test_the_same_secret_never_looks_the_same(self) -> None:
        vault = Vault(KEY)
        assert vault.seal(b"secret", identity=b"a") != vault.seal(b"secret", identity=b"a")

    def test_another_row_does_not_open_it(self) -> None:
        sealed = Vault(KEY).seal(b"secret", identity=b"client account")
        with pytest.raises(WrongKeyError, match="another row"):
            Vault(KEY).open(sealed, identity=b"client other")

    def test_another_key_says_so(self) -> None:
        sealed = Vault(KEY).seal(b"secret", identity=b"a")
        with pytest.raises(WrongKeyError, match="PALABRE_SECRET_KEY"):
            Vault(os.urandom(32)).open(sealed, identity=b"a")

    def test_a_changed_byte_is_noticed(self) -> None:
        sealed = bytearray(Vault(KEY).seal(b"secret", identity=b"a"))
        sealed[-1] ^= 1
        with pytest.raises(WrongKeyError):
            Vault(KEY).open(bytes(sealed), identity=b"a")


def test_each_purpose_has_a_key_of_its_own() -> None:
    assert derive(KEY, "vault") != derive(KEY, "role palabre_ingest")
