"""Pages become lines, blocks and rows of tables, cleaned, each with its way back to the page."""
