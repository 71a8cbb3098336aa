"""Company-wide rounds: the phone form on a server of the house, with PostgreSQL behind several workers."""
