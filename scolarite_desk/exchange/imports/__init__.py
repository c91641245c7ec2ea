"""Files of others, each read by its profile: which columns it has, what they are here, how their texts convert."""
