"""Backup and restore of a whole instance: the database and the files in one archive that proves itself complete.

`archive` knows the file, `sqlite` and `postgres` each copy a database out and in, `whole` puts them together.
The database is copied first: a file is stored before its row and outlives it by a week, so every file that the copied
rows name is there when the files are copied.
"""
