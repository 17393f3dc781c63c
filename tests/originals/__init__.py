"""Published networks as their authors define them, for ours to be held against."""
