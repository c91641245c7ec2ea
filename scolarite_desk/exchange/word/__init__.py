"""Word models of the office: what is let in, their merge fields, the letter made of them."""
