"""Reports: the figures of a period as they stood when somebody froze them."""
