"""Blocks of every format to one `Text`: paragraphs, tables, links, automatic numbers, offsets."""
