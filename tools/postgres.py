"""Asks whether a PostgreSQL answers, and makes the database that was asked for.

`python -m tools.postgres URL` ends with 0 when the database is there,
else with 1 and one sentence.
"""

import sys
from urllib.parse import urlsplit

import psycopg
from psycopg import sql


def main(url: str) -> int:
    """Make sure that the database of `url` exists."""
    name = urlsplit(url).path.lstrip("/") or "fangxian"
    server = urlsplit(url)._replace(path="/postgres").geturl()
    try:
        with psycopg.connect(server, autocommit=True, connect_timeout=3) as connection:
            made = ensured(connection, name)
    except psycopg.Error as error:
        print(f"PostgreSQL: {str(error).strip().splitlines()[0]}")
        return 1
    print(f"PostgreSQL answers; database {name} {'made' if made else 'found'}.")
    return 0


def ensured(connection: psycopg.Connection, name: str) -> bool:
    """Make the database unless it is there; say whether it was made."""
    known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
    if known is None:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return known is None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
