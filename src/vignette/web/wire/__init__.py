"""What pages and the server tell each other, a file for each page."""
