"""What phones send: the sync of their outbox."""
