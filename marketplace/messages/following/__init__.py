"""From lines of the log to messages: what a line is about (`subjects`), who is told (`recipients`), which lines tell (`table`)."""
