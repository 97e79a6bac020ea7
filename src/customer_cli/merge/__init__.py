"""Two people changed one record: the merge of both, by id, and what must be asked."""
