"""Switches of row-level security: the policies, the setting that feeds them, and that connections forget."""

import os
from pathlib import Path
from uuid import UUID

from infra.engines.pair import EngineURLs
from infra.engines.psql import execute
from services.runtime.db import unit
from services.runtime.db.isolation import SETTING, VISIBLE
from services.runtime.secrets import Vault
from tests import engines
from tests.architecture.sabotage.registry import swap, swap_member, switch, undo_later

ISOLATION = "tests/runtime/test_unit.py::TestIsolation"
# Runs a statement for each table that has row-level security, its name in the place of %s.
EACH_TABLE = """\
do $$ declare one text; begin
for one in select format('%I.%I', schemaname, tablename) from pg_policies where policyname = 'by_client' loop
execute format($statement${}$statement$, one);
end loop; end $$"""


def change_database(statement: str, undo: str) -> None:
    """Change every table of this run's own database as its owner, with `%s` for the table's name."""
    owner = EngineURLs.load(Path(os.environ[engines.FOLDER]))
    assert owner is not None
    url = f"{owner.database_url.rpartition('/')[0]}/test_{engines.number_of('master')}"
    execute(url, EACH_TABLE.format(statement))
    undo_later(lambda: execute(url, EACH_TABLE.format(undo)))


@switch(
    {
        f"{ISOLATION}::test_a_unit_sees_its_clients_and_nobody_else": "Extra items in the left set",
        f"{ISOLATION}::test_a_unit_cannot_write_for_another_client": "DID NOT RAISE",
        f"{ISOLATION}::test_a_pooled_connection_forgets_whom_it_served": "assert (",
        "tests/architecture/test_isolation.py::TestCatalogue"
        "::test_every_table_of_a_service_has_forced_row_level_security": "Extra items",
    }
)
def there_is_no_row_level_security() -> None:
    change_database("alter table %s disable row level security", "alter table %s enable row level security")


@switch({f"{ISOLATION}::test_a_unit_cannot_write_for_another_client": "DID NOT RAISE"})
def policies_do_not_check_writes() -> None:
    change_database(
        "alter policy by_client on %s with check (true)",
        f"alter policy by_client on %s with check ({VISIBLE})",
    )


@switch({f"{ISOLATION}::test_a_unit_sees_its_clients_and_nobody_else": "row-level security"})
def the_setting_is_not_fed() -> None:
    swap(SETTING, "palabre.nothing")


@switch({f"{ISOLATION}::test_what_a_connection_was_told_ends_with_the_transaction": "assert ("})
def the_setting_outlives_its_transaction() -> None:
    def for_the_session(clients: frozenset[UUID]) -> str:
        return begin(clients).replace(", true)", ", false)")

    begin = unit._beginning
    swap(begin, for_the_session)


@switch(
    {
        "tests/runtime/test_secrets.py::TestVault::test_another_row_does_not_open_it": "DID NOT RAISE",
        "tests/ingest/directory/test_clients.py::TestCredentials"
        "::test_moved_to_another_row_they_do_not_open": "DID NOT RAISE",
    }
)
def secrets_are_not_bound_to_their_row() -> None:
    seal, open_ = Vault.seal, Vault.open
    swap_member(Vault, "seal", lambda self, secret, **_identity: seal(self, secret, identity=b""))
    swap_member(Vault, "open", lambda self, sealed, **_identity: open_(self, sealed, identity=b""))
