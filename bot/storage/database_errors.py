"""What a database's error means: it is away for a while, or it was asked for what cannot be.

Only the first is worth trying again. Told apart by the codes that the databases give their errors:
the classes of Python's drivers mix both.
"""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError

# Postgres, appendix A: by class (two letters) or by the code itself.
_AWAY_CLASSES = frozenset(
    {
        "08",  # connection
        "28",  # the password or user: an operator mends it
        "3D",  # there is no such database (yet)
        "40",  # rolled back: serialization, deadlock
        "53",  # disk or memory full, too many connections
        "57",  # shutting down, starting up, cancelled
        "58",  # a fault of its machine
        "XX",  # damaged
    }
)
_AWAY_STATES = frozenset(
    {
        "25006",  # only a standby is there
        "55006",  # in use
        "55P03",  # locked
    }
)
_SQLITE_AWAY = frozenset(
    {
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_INTERRUPT,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_NOTADB,
    }
)
# Extended codes keep the primary one in their lowest byte.
_PRIMARY = 0xFF
# The drivers' own refusals of a value that no column takes, before the database saw it.
_REFUSED_VALUES = (ValueError, TypeError, ArithmeticError)
# Tables that are not there: not set up yet, or another process is at it.
_NO_TABLES = "no such table"


def is_away(error: BaseException) -> bool:
    """Whether the same statement may well work later."""
    if not isinstance(error, DBAPIError):
        return _is_sqlite_away(error) if isinstance(error, sqlite3.Error) else True
    origin = error.orig
    if error.connection_invalidated or origin is None:
        return True
    state = getattr(origin, "sqlstate", None)
    if state is not None:
        return state[:2] in _AWAY_CLASSES or state in _AWAY_STATES
    if isinstance(origin, sqlite3.Error):
        return _is_sqlite_away(origin)
    # Nothing came from the server: the connection, or a value that the driver refused.
    return not isinstance(origin.__cause__, _REFUSED_VALUES)


def _is_sqlite_away(error: sqlite3.Error) -> bool:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        # Of the driver itself: a connection that is closed, or used wrongly.
        return isinstance(error, sqlite3.OperationalError | sqlite3.InterfaceError)
    return code & _PRIMARY in _SQLITE_AWAY or _NO_TABLES in str(error)
