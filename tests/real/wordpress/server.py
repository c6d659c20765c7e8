"""Starts the site: MariaDB, a copy of WordPress, PHP's own server, all below one folder and on loopback."""

import json
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx

from infra.engines.confinement import PLAIN
from infra.engines.daemon import Daemon, free_port
from tests.infra.demo.running import TLS
from tests.real.wordpress.mariadb import MariaDB
from tests.real.wordpress.programs import SOURCE, program
from tests.real.wordpress.site import Person, Site

HERE = Path(__file__).parent
# Where the site stands below its server: many do not have a host of their own.
PLACE = "courrier"
WORKERS = 4
# PHP's server leaves its workers behind when it is ended alone, so its whole session ends with the shell.
_SERVE = f'trap "trap - TERM; kill -TERM 0" TERM; PHP_CLI_SERVER_WORKERS={WORKERS} "$@" & wait'
_PHP_SETTINGS = {
    "opcache.enable": "1",
    "opcache.enable_cli": "1",
    "sendmail_path": "/bin/true",
    "display_errors": "0",
    "log_errors": "1",
    "error_log": "/dev/stderr",
}


@contextmanager
def running_wordpress() -> Iterator[Site]:
    """A site of this run alone, until the block ends."""
    with ExitStack() as ends:
        # A socket's path must be short, and the folders of pytest are not.
        folder = Path(ends.enter_context(tempfile.TemporaryDirectory(prefix="palabre-wordpress-")))
        (folder / "database").mkdir()
        database = MariaDB(folder / "database")
        ends.callback(database.stop)
        database.start()
        served = folder / "www" / PLACE
        copy_wordpress(served)
        url = f"http://127.0.0.1:{free_port()}"
        people = install(served, f"{url}/{PLACE}")
        server = Daemon("PHP", folder / "php.log")
        ends.callback(server.stop, [signal.SIGTERM])
        serve(server, folder, url)
        http = ends.enter_context(httpx.Client(timeout=30, verify=TLS))
        yield Site(f"{url}/{PLACE}", people, database, http, served)


def copy_wordpress(served: Path) -> None:
    """Debian links libraries out of the tree, which is why links are followed."""
    shutil.copytree(SOURCE, served, ignore=shutil.ignore_patterns("plugins", "languages"))
    (served / "wp-content" / "plugins").mkdir()
    (served / "wp-content" / "mu-plugins").mkdir()
    shutil.copytree(HERE / "theme", served / "wp-content" / "themes" / "plain")
    (served / "wp-config.php").unlink()
    shutil.copy(HERE / "config.php", served / "wp-config.php")


def install(served: Path, address: str) -> dict[str, Person]:
    done = subprocess.run(
        [*php(), HERE / "install.php", served, address],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    people = json.loads(done.stdout)
    return {name: Person(name, one["id"], one["password"]) for name, one in people.items()}


def serve(server: Daemon, folder: Path, url: str) -> None:
    host = url.removeprefix("http://")
    # A path that is no file falls to WordPress, as with the rules that WordPress writes for Apache.
    router = folder / "router.php"
    router.write_text(_ROUTER)

    def answers() -> bool:
        try:
            return httpx.get(f"{url}/{PLACE}/wp-json/", timeout=10, verify=TLS).status_code == 200
        except httpx.TransportError:
            return False

    server.start(
        ["/bin/sh", "-c", _SERVE, "php", *php(), "-S", host, "-t", folder / "www", router],
        confinement=PLAIN,
        folder=folder,
        dies_by=signal.SIGTERM,
        is_ready=answers,
    )


def php() -> list[str | Path]:
    """PHP's program with the settings that both its uses need."""
    settings = (f"{name}={value}" for name, value in _PHP_SETTINGS.items())
    return [program("php"), *(part for setting in settings for part in ("-d", setting))]


_ROUTER = f"""<?php
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if (is_file(__DIR__ . '/www' . $path)) {{
    return false;
}}
if (strpos($path, '/{PLACE}') !== 0) {{
    http_response_code(404);
    exit('Nothing here is WordPress.');
}}
$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = '/{PLACE}/index.php';
chdir(__DIR__ . '/www/{PLACE}');
require __DIR__ . '/www/{PLACE}/index.php';
"""
