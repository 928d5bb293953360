"""A term base, and which of its entries occur in a Russian sentence."""
