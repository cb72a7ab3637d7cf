"""Pages of the room of line lists."""

from fangxian.linelists.views.lists import again, discard, overview, sent_list, take_in
from fangxian.linelists.views.out import counts, give_out
from fangxian.linelists.views.rows import dismiss, row

__all__ = ["again", "counts", "discard", "dismiss", "give_out", "overview", "row", "sent_list", "take_in"]
