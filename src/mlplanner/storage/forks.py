"""A copy of an open portfolio in memory, to try things out in."""

from sqlalchemy import Connection

from mlplanner.storage.connection import connect


def fork(connection: Connection) -> Connection:
    """The whole file as it is now, in memory; what happens there never reaches the file."""
    copy = connect(None)
    source, target = connection.connection.driver_connection, copy.connection.driver_connection
    assert source is not None
    assert target is not None
    source.backup(target)
    return copy
