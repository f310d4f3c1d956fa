"""What changes people, their preferences and their tokens."""
