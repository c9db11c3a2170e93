"""Files are read in processes of our own, which may hang, die and be watched."""
