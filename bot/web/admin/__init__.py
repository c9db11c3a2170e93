"""For those who look after it: what is asked, and what was not answered well."""
