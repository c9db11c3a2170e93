"""Pages on which inspection briefs are asked for, read and saved."""
