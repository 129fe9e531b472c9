"""What is said of what was kept."""

from api.schemas.places import Out


class KeptOut(Out):
    """It is on the disk."""

    status: str = "kept"
