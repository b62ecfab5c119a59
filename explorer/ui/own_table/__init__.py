"""Your data: the dialog in which a table is brought, read, looked at, edited and chosen from."""
