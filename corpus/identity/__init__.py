"""What a document is: its title, its authority and publisher, its days."""
