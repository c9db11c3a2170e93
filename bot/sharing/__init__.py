"""An index that several replicas share, or one's own: where it is read, and where it is changed."""
