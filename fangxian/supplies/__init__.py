"""Needs, one purchase, bags, point-to-point deliveries, and the stock that reconciles."""
