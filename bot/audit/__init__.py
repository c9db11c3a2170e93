"""The audit log: who did what when, each entry chained to the one before it."""
