"""What the pages show: one function per page, always for an actor."""
