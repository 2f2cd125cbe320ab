"""Every fault on the whole road: Cloud Control, the packaged provider, Connect."""
