"""Inspection briefs: papers for leaders, made of verified statements, and the files they become."""
