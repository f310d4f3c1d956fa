"""Attacks on a running copy over HTTP: rights of every route, hostile input, races."""
