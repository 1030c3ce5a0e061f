"""The site: pages, the API of the studio, and the bytes of films."""
