"""Tables in and out: columns, workbooks and text written, sheets of others read."""
