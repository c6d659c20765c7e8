"""A WordPress of Debian's on a MariaDB of its own, installed anew for a run of tests and gone afterwards."""
