"""The supplies pages: taking needs, the purchase and its bags, deliveries, medicines, stock."""
