"""Tables that people bring, whatever wrote them, read without trusting them: nothing is run, nothing grows unbounded."""
