"""Pure rules of the office and of the law: from values to values, no session, no clock of their own."""
