"""Between the spider and the network: what may be asked for, and what was asked before."""
