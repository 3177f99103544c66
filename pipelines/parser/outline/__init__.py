"""Sections and subheadings: candidates, and the likeliest run of them."""
