"""Where documents come from: what is published there now, and bringing it here politely."""
