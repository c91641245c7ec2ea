"""What strangers bring: every parser against hostile input, by hypothesis or a coverage-guided fuzzer."""
