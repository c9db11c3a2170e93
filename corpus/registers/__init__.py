"""What is read off documents when they are indexed: grades, recommendations, front pages."""
