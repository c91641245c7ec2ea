"""Works of the journal in and out: what is sent, how it travels, how it is received; the hub and packets carry it."""
