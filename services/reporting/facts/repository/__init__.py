"""Every query of facts: the rows as they are taken in, and the figures made of them."""
