"""What a form may ask: fields with their readers, settings, code lists, labels, groups that merge together."""
