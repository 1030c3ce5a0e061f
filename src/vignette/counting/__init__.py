"""What is counted of codings, put together for those who only show it."""
