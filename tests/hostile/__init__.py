"""What strangers bring: every parser tried with hostile input, by hypothesis here, by a coverage-guided fuzzer at will."""
