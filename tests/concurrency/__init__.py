"""What happens when two people do the same at once, on a real PostgreSQL."""
