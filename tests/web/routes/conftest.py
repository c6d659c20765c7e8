"""Every test of a page has the same people in it."""

from tests.web.routes.cast import cast

__all__ = ["cast"]
