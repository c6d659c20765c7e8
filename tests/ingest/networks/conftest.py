"""The public site, for every test below."""

from tests.infra.demo.fixtures import newspaper, site_clock, site_server

__all__ = ["newspaper", "site_clock", "site_server"]
