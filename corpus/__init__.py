"""People: the command line, exports, checks and the nightly run."""
