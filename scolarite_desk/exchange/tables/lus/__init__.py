"""Tables that people bring, whatever wrote them, read without trust: nothing is run, nothing grows unbounded."""
