"""HTTP over a pipeline. ``api.app.create_app`` makes the app, ``api.server.serve`` runs it."""
