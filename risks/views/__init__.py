"""Pages of the risk register, of the simulation and of the compliance packs."""
