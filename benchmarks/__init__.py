"""One module per question, beside the peers it is compared with; `script/bench NAME` runs one."""
