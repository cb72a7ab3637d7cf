"""What phones ask and send, and the page on which a lead sees the phones of a place."""
