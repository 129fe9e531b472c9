"""Routes by resource. Each module has ``routes(service)``, which makes its router."""
