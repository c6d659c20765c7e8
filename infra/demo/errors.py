"""What the site says no to, with a status and a stable code as its API gives them."""


class SiteError(Exception):
    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message


def not_found(what: str) -> SiteError:
    return SiteError(404, f"{what}_not_found", f"There is no such {what}.")
