"""One package per page: what its template is given, as frozen dataclasses."""
