"""The ways in: unlocking, first start, joining, going back, the lock, the crash window."""
