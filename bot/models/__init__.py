"""Language models behind the grounding gate: asked in bounds, believed in nothing."""
