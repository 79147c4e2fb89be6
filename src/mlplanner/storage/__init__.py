"""The portfolio file: tables, connection, recorded row changes, migrations, backups."""
