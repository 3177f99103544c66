"""Known texts in every format, made by real programs, and how much of them is read.

`python -m tests.formats` makes the files, reads them and prints the table;
`--gold` renders the reports with gold instead, `--memory` watches a worker.
"""
