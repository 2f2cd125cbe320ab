"""Which users are meant: by a pattern for the name, a tag, a hierarchy group."""

import fnmatch
from dataclasses import dataclass


@dataclass(frozen=True)
class Selection:
    """What every user must match that is adopted; what is None matches all."""

    username: str | None = None
    tag: tuple[str, str | None] | None = None
    group: str | None = None
    child_groups: frozenset[str] = frozenset()

    def takes_name(self, name):
        """Whether the name matches; this is known before a user is read."""
        return self.username is None or fnmatch.fnmatchcase(name.lower(), self.username.lower())

    def takes(self, shown):
        """Whether a user that was read matches."""
        if self.group is not None and shown.get("HierarchyGroupArn") not in {self.group, *self.child_groups}:
            return False
        if self.tag is None:
            return True
        key, value = self.tag
        return any(tag["Key"] == key and value in (None, tag["Value"]) for tag in shown.get("Tags", []))

    def told(self):
        """Return what it takes, in words."""
        parts = []
        if self.username is not None:
            parts.append(f"a user name like {self.username}")
        if self.tag is not None:
            parts.append(f"tag {self.tag[0]}" + ("" if self.tag[1] is None else f"={self.tag[1]}"))
        if self.group is not None:
            below = f" or one of {len(self.child_groups)} below it" if self.child_groups else ""
            parts.append(f"hierarchy group {self.group}{below}")
        return " and ".join(parts)
