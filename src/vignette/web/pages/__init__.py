"""One file of views per noun; a view reads the request, calls one action, and shows what it gives back."""
