"""What the office knows: mapped classes, pure rules, value types. No session, no Qt, no file."""
