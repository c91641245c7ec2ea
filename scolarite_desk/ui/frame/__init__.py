"""The window: menus, queue, creation, home, palette, status."""
