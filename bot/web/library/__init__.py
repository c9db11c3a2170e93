"""What there is: documents, authorities, registers, and how they came in."""
