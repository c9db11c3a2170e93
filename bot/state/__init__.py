"""What is remembered: conversations, kept answers, accepted jobs, feedback and reviews."""
