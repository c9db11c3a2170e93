"""The sample corpus: letters, reports and papers about councils that do not exist."""
