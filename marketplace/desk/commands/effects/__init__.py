"""What the corrections do that the desk itself knows how to do: a module per kind, registered in `desk.putting_right`."""
