"""What a page is made of: forms of fields, of acts and of lists, tables, two columns, comparison."""
