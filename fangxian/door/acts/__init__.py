"""The door's own acts: posts and packs of a place, invitations, names opened for a reason, strays put right."""

from fangxian.door.acts.invitations import IssueInvitation
from fangxian.door.acts.places import AdoptPack, AppointPost, EndPost, OpenNames
from fangxian.door.acts.strays import MendStray, SetStrayAside

__all__ = ["AdoptPack", "AppointPost", "EndPost", "IssueInvitation", "MendStray", "OpenNames", "SetStrayAside"]
