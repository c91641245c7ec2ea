"""Files come in: a plan of what each line would do, seen first, then one lot that is undone as one."""
