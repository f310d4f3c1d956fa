"""Pages of projects, one module for each topic."""
