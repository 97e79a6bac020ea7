"""A hierarchy as people and programs want to see it; a view decides nothing else."""
