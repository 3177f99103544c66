"""The database: tables, sessions, migrations, and the few ways rows are written."""
