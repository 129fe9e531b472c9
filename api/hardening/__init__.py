"""What stands between the wire and the routes: checks on each request, limits, headers."""
