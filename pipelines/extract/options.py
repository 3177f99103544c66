"""What a reader is told beside the bytes."""

from dataclasses import dataclass, field, replace

from pipelines.extract.pages.eye import Eye


@dataclass(slots=True)
class Budget:
    """What may still come out of a document's archives, all depths together."""

    members: int = 2_000
    bytes: int = 500 << 20


@dataclass(frozen=True, slots=True)
class Options:
    """Hints and means of one extraction: containers hand them on to the readers of their members.

    `name` is a file name or address, `content_type` what the server said: the
    bytes decide before both. `eye` reads pages that are pictures. `depth`
    counts the containers around the document, `budget` is theirs together.
    """

    name: str = ""
    content_type: str | None = None
    eye: Eye = field(default_factory=Eye)
    depth: int = 0
    budget: Budget = field(default_factory=Budget)

    def inside(self, name: str, *, looking: bool = True) -> "Options":
        """Options for a member; without `looking`, its pictures are not read."""
        eye = self.eye if looking else Eye()
        return replace(self, name=name, content_type=None, eye=eye, depth=self.depth + 1)
