"""The command line answers quickly, says what is wrong in a sentence, and is as useful to a program."""

import contextlib
import gzip
import json
import os
import resource
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.installation import PROGRAM, ROOT, Installation, environment, free_port_base, palabre

HELP_SECONDS = 0.5
COMMANDS = [
    "run",
    "migrate",
    "doctor",
    "score",
    "import",
    "demo",
    "client",
    "account",
    "key",
    "opinion",
    "user",
]


def on_a_terminal(*arguments: str, is_output_there: bool) -> tuple[str, str]:
    """Run a command whose error output is a terminal: what that showed, and what was printed elsewhere."""
    screen, terminal = os.openpty()
    process = subprocess.Popen(
        [*PROGRAM, *arguments],
        stdout=terminal if is_output_there else subprocess.PIPE,
        stderr=terminal,
        cwd=ROOT,
        env=environment({}),
    )
    os.close(terminal)
    with ThreadPoolExecutor(1) as reader:
        shown = reader.submit(read_screen, screen)
        printed, _nothing = process.communicate(timeout=60)
    return shown.result().decode(), (printed or b"").decode()


def read_screen(screen: int) -> bytes:
    """A terminal that nobody writes to any more fails to be read."""
    seen = b""
    with contextlib.suppress(OSError):
        while part := os.read(screen, 65_536):
            seen += part
    os.close(screen)
    return seen


@pytest.fixture(scope="module")
def nobody_home(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Settings of an installation that was migrated and does not run."""
    var = tmp_path_factory.mktemp("nobody-home") / "var"
    settings = {"PALABRE_VAR": str(var), "PALABRE_PORT_BASE": str(free_port_base())}
    assert palabre("migrate", settings=settings).returncode == 0
    return settings


class TestHelp:
    def test_names_every_command(self) -> None:
        answer = palabre("--help", settings={})
        assert [command for command in COMMANDS if command not in answer.stdout] == []
        assert "Exit codes" in answer.stdout

    def test_answers_within_half_a_second(self) -> None:
        """The processor's time, the best of five: what other tests do beside this one is not its fault."""
        assert min(self.seconds() for _ in range(5)) < HELP_SECONDS

    def seconds(self) -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        palabre("--help", settings={})
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    def test_imports_nothing_heavy(self) -> None:
        code = "import sys, infra.cli.main; print(*sys.modules)"
        modules = subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
            env=environment({}),
        ).stdout.split()
        assert not {"pydantic", "sqlalchemy", "fastapi", "httpx", "numpy", "asyncpg"} & set(modules)


class TestMigrate:
    def test_makes_keys_and_schemas_and_twice_is_harmless(self, nobody_home: dict[str, str]) -> None:
        again = palabre("migrate", settings=nobody_home)
        assert (again.returncode, again.stdout) == (0, "Every schema is at its newest migration.\n")
        keys = Path(nobody_home["PALABRE_VAR"]) / "keys"
        assert (keys / "operator.private.pem").stat().st_mode & 0o777 == 0o600


class TestServicesDown:
    def test_a_call_says_so_and_exits_with_3(self, nobody_home: dict[str, str]) -> None:
        answer = palabre("client", "add", "brest", "--name", "Mairie de Brest", settings=nobody_home)
        assert answer.returncode == 3
        assert "ingest does not answer" in answer.stderr
        assert "make run" in answer.stderr

    def test_a_program_reads_the_same_as_json(self, nobody_home: dict[str, str]) -> None:
        answer = palabre(
            "client", "add", "brest", "--name", "Mairie de Brest", "--json", settings=nobody_home
        )
        assert answer.returncode == 3
        assert json.loads(answer.stderr)["code"] == "ingest_unreachable"

    def test_without_the_key_nobody_is_an_operator(self, tmp_path: Path) -> None:
        settings = {"PALABRE_VAR": str(tmp_path)}
        answer = palabre("user", "invite", "nadia@example.org", settings=settings)
        assert answer.returncode == 1
        assert answer.stderr.startswith(f"The operator's key in {tmp_path / 'keys'} cannot be read")

    def test_doctor_names_each_trouble_with_its_remedy(self, nobody_home: dict[str, str]) -> None:
        answer = palabre("doctor", "--json", settings=nobody_home)
        findings = {finding["subject"]: finding for finding in json.loads(answer.stdout)["findings"]}
        assert answer.returncode == 1
        assert findings["keys"]["is_well"]
        assert not findings["engines"]["is_well"]
        assert all(finding["remedy"] for finding in findings.values() if not finding["is_well"])


class TestServicesUp:
    def test_a_client_its_account_and_its_key(self, tmp_path: Path) -> None:
        with Installation(tmp_path / "var", free_port_base()) as installation:
            installation.wait_for("Palabre is ready")
            settings = installation.settings
            added = palabre(
                "client", "add", "brest", "--name", "Mairie de Brest", "--json", settings=settings
            )
            assert json.loads(added.stdout)["slug"] == "brest", added.stderr
            again = palabre("client", "add", "brest", "--name", "Mairie de Brest", settings=settings)
            assert (again.returncode, again.stderr) == (
                1,
                "Something with this name exists already: slug: is in use already.\n",
            )
            self.names_what_there_is_not(settings)
            self.speaks_as_it_was_told(settings)
            self.changes_what_is_given(settings)
            self.has_a_key_until_it_is_revoked(settings)
            self.asks_no_model_elsewhere(settings)
            self.imports_a_file(settings, tmp_path / "items.ndjson")
            doctor = palabre("doctor", settings=settings)
            assert doctor.returncode == 0, doctor.stdout
            self.lists_what_there_is(settings)

    def speaks_as_it_was_told(self, settings: dict[str, str]) -> None:
        """What is not given stays as it was."""
        voice = ("client", "voice", "brest")
        palabre(*voice, "--undo", "20", "--signature", "La mairie", settings=settings)
        answer = palabre(*voice, "--undo", "sandbox=5", "--json", settings=settings)
        spoken = json.loads(answer.stdout)
        assert spoken["undo_seconds"] == {"default": 20, "sandbox": 5}
        assert (spoken["address"], spoken["signature"]) == ("vous", "La mairie")
        shown = palabre(*voice, settings=settings)
        assert "default 20 s, sandbox 5 s" in shown.stdout
        assert palabre(*voice, "--undo", "soon", settings=settings).returncode == 2

    def changes_what_is_given(self, settings: dict[str, str]) -> None:
        change = ("client", "change", "brest")
        changed = palabre(*change, "--sector", "city_hall", settings=settings)
        assert changed.stdout == "brest: Mairie de Brest, city_hall, Europe/Paris\n"
        assert palabre(*change, settings=settings).stdout == changed.stdout
        refused = palabre(*change, "--sector", "banque", settings=settings)
        assert (refused.returncode, "sector" in refused.stderr) == (2, True)

    def asks_no_model_elsewhere(self, settings: dict[str, str]) -> None:
        """Opinions are off until somebody configures a model and wants them."""
        shown = palabre("opinion", "brest", settings=settings)
        assert shown.stdout.startswith("brest: off, no model is configured; at most 200 calls"), shown.stderr
        cheaper = palabre("opinion", "brest", "--euros", "0.5", "--json", settings=settings)
        assert (json.loads(cheaper.stdout)["is_on"], json.loads(cheaper.stdout)["most_euros"]) == (False, 0.5)
        refused = palabre("opinion", "brest", "--on", settings=settings)
        assert (refused.returncode, refused.stderr) == (
            1,
            "No model is configured that could be asked for an opinion.\n",
        )

    def lists_what_there_is(self, settings: dict[str, str]) -> None:
        palabre("client", "add", "vide", "--name", "Rien [bold]", settings=settings)
        clients = palabre("client", "list", settings=settings).stdout.splitlines()
        assert [line.split()[0] for line in clients] == ["slug", "brest", "vide"]
        assert "Rien [bold]" in clients[2]
        accounts = palabre("account", "list", settings=settings).stdout.splitlines()
        (page,) = json.loads(palabre("account", "list", "--json", settings=settings).stdout)["items"]
        assert accounts[1].split() == ["page", "brest", "facebook", "pushed", "Page", page["id"]]
        invited = palabre("user", "list", settings=settings)
        assert (invited.returncode, invited.stdout.split()[:2]) == (0, ["address", "name"])
        of_nobody = palabre("account", "list", "--client", "vide", "--json", settings=settings)
        assert json.loads(of_nobody.stdout)["items"] == []

    def imports_a_file(self, settings: dict[str, str], path: Path) -> None:
        author = {"id": "u1", "name": "Armelle"}
        item = {"id": "c-1", "kind": "comment", "text": "Bonjour", "author": author}
        path.write_text(json.dumps({**item, "created_at": "2026-11-22T09:14:00+01:00"}) + "\n{}\n")
        brest = ("--client", "brest", "--account", "page")
        account = ("account", "add", "page", "--client", "brest", "--network", "facebook", "--name", "Page")
        assert palabre(*account, settings=settings).returncode == 0
        answer = palabre("import", str(path), *brest, settings=settings)
        assert (answer.returncode, "1 created, 1 rejected" in answer.stdout) == (1, True)
        assert "line 2, author" in answer.stderr
        dry = palabre("import", str(path), *brest, "--dry-run", settings=settings)
        assert (dry.returncode, "1 rejected, 1 fit" in dry.stdout) == (1, True)

    def has_a_key_until_it_is_revoked(self, settings: dict[str, str]) -> None:
        brest = ("--client", "brest")
        key = palabre("key", "create", *brest, "--scope", "items:write", settings=settings).stdout.strip()
        name = key.split("_")[1]
        assert key.startswith("pal_")
        assert f"{name}  in force  items:write" in palabre("key", "list", *brest, settings=settings).stdout
        revoked = palabre("key", "revoke", name, *brest, settings=settings)
        assert (revoked.returncode, revoked.stdout) == (0, f"Revoked the key {name}.\n")
        listed = palabre("key", "list", *brest, "--json", settings=settings)
        assert json.loads(listed.stdout)["items"][0]["revoked_at"]

    def names_what_there_is_not(self, settings: dict[str, str]) -> None:
        nowhere = palabre("key", "list", "--client", "nope", settings=settings)
        assert (nowhere.returncode, nowhere.stderr) == (1, "There is no client nope.\n")
        revoked = palabre("key", "revoke", "k1", "--client", "brest", "--json", settings=settings)
        told = json.loads(revoked.stderr)
        assert (told["code"], told["detail"]) == ("not_found", "There is no client brest with the key k1.")


class TestInvitation:
    def test_without_a_client_a_moderator_would_see_nothing(self, nobody_home: dict[str, str]) -> None:
        nobody_to_see = palabre("user", "invite", "nadia@agence.example", settings=nobody_home)
        assert nobody_to_see.returncode == 2
        assert "a moderator needs at least one client" in nobody_to_see.stderr


class TestWrongWords:
    def test_a_slug_is_explained_without_a_regular_expression(self, nobody_home: dict[str, str]) -> None:
        answer = palabre("client", "add", "Mairie de Brest", "--name", "Mairie", settings=nobody_home)
        assert answer.returncode == 2
        assert "slug: must be lower-case letters, digits and hyphens, at most 64" in answer.stderr
        assert "[a-z" not in answer.stderr

    def test_a_scope_is_named_beside_those_that_there_are(self, nobody_home: dict[str, str]) -> None:
        scopes = ("--scope", "items:write", "--scope", "everything")
        answer = palabre("key", "create", "--client", "brest", *scopes, settings=nobody_home)
        assert (answer.returncode, answer.stderr) == (
            2,
            "No key may be given everything. The scopes are items:write, queue:read, reports:read, "
            "scores:read, syncs:read, syncs:write.\n",
        )


class TestScore:
    def test_passes_other_fields_through_and_adds_what_was_found(self) -> None:
        answer = self.score('{"text": "Quand ouvrez-vous ?", "id": 7}\n')
        assert answer.returncode == 0
        scored = json.loads(answer.stdout)
        assert scored["id"] == 7
        assert scored["labels"]["question"] > 0.5
        assert {"lang", "sentiment", "personal_data", "priority", "reasons", "spans", "model"} <= set(scored)

    def test_answers_a_bad_line_in_its_place_and_exits_with_1(self) -> None:
        answer = self.score('{"text": "un"}\nno json\n{"text": "deux"}\n')
        lines = [json.loads(line) for line in answer.stdout.splitlines()]
        assert answer.returncode == 1
        assert [line.get("text") for line in lines] == ["un", None, "deux"]
        assert lines[1]["line"] == 2

    def test_in_a_pipe_the_error_output_stays_empty(self) -> None:
        assert self.score('{"text": "un"}\n').stderr == ""

    def test_takes_a_file_of_windows_and_a_packed_one_as_import_does(self, tmp_path: Path) -> None:
        lines = b'\xef\xbb\xbf{"text": "un"}\r\n{"text": "d\xc3\xa8s demain"}\r\n'
        for name, content in (("plain", lines), ("packed", gzip.compress(lines))):
            (tmp_path / name).write_bytes(content)
            answer = self.score("", str(tmp_path / name))
            assert (answer.returncode, answer.stderr) == (0, "")
            texts = [json.loads(line)["text"] for line in answer.stdout.splitlines()]
            assert texts == ["un", "dès demain"]

    def test_a_packed_file_that_is_cut_off_gives_what_it_held_and_says_where_it_ends(
        self, tmp_path: Path
    ) -> None:
        content = gzip.compress(b'{"text": "un"}\n{"text": "deux"}\n')
        (tmp_path / "cut").write_bytes(content[:-8])
        answer = self.score("", str(tmp_path / "cut"))
        assert answer.returncode == 1
        assert [json.loads(line)["text"] for line in answer.stdout.splitlines()] == ["un", "deux"]
        assert answer.stderr.startswith("The file is damaged: it cannot be read after line 2 (")

    def test_a_line_in_another_encoding_is_called_so(self, tmp_path: Path) -> None:
        (tmp_path / "latin").write_bytes('{"text": "très déçu"}\n{"text": "deux"}\n'.encode("latin-1"))
        answer = self.score("", str(tmp_path / "latin"))
        first, second = map(json.loads, answer.stdout.splitlines())
        assert first["errors"] == [{"field": "", "code": "not_utf8", "message": "Line 1 is not UTF-8."}]
        assert second["text"] == "deux"

    @pytest.mark.parametrize("where", ["pipe", "terminal"])
    def test_on_a_terminal_a_bar_says_how_far_it_is_and_loses_no_line(
        self, tmp_path: Path, where: str
    ) -> None:
        file = tmp_path / "lines.jsonl"
        file.write_text('{"text": "un"}\n' * 450)
        said, printed = on_a_terminal("score", str(file), is_output_there=where == "terminal")
        assert "100 %" in said
        assert "450 lines" in said
        assert (said if where == "terminal" else printed).count('"labels"') == 450

    def score(self, lines: str, *source: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", "from infra.cli.main import main; main()", "score", *source],
            cwd=ROOT,
            input=lines,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
            env=environment({"LC_ALL": "C"}),
        )
