"""The letters as the office words them."""
