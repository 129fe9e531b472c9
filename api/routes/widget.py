"""``/widget.js`` and what it imports, all of it under ``/widget/``: the widget and the renderer
it shares with the page. Pages of listed origins may load these files; see api.hardening.origins.
"""

from starlette.routing import Route

from api.routes.pages import Asset

WIDGET_FILES = (
    "widget-element.js",
    "widget-conversation.js",
    "widget-panel.js",
    "widget-places.js",
    "widget-properties.js",
    "widget-turn.js",
    "widget-source.js",
    "widget-words.js",
    "widget-styles.js",
    "widget-colour.js",
    "widget.css",
    "answer.js",
    "answer-words.js",
    "answer.css",
    "client.js",
    "dom.js",
    "evidence.js",
    "place.js",
)


def widget_routes() -> list[Route]:
    """The registration at ``/widget.js`` and its modules and styles."""
    made = [Route("/widget.js", Asset.read("widget.js").respond)]
    return made + [Route(f"/widget/{name}", Asset.read(name).respond) for name in WIDGET_FILES]
