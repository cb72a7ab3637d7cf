"""Questions about needs, bags, deliveries, medicines and stock."""
