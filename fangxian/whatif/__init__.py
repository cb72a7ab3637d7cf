"""What if: an outbreak tried on paper before an order is signed. It advises, decides nothing, and names no person."""
