"""Rich text, read by a reader of ours.

striprtf (0.0.35) prints what a tracked change deleted, so that 5 reads 35, and
hidden text; it keeps no heading, no link, no text box, and moves the cells
beside merged ones.
"""
