"""What runs in the peers' own environment, on the networks and tables of one of them."""
