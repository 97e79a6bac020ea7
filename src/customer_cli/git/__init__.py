"""Git: revisions, blobs and versions, read without running anything of a repository."""
