"""Figures made of facts, as pages and portals read them."""
