"""The tick after a commit: there is something to send. Best effort, the beat repeats it every second."""

from marketplace.audit.signal import Ticker

tick = Ticker("messages.send")
