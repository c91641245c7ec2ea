"""The room of settings and of the office's lists."""
