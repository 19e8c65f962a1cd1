"""HTML pages: the tree, its text in blocks with their places in the source, what is main text, and what the page says of itself.

`page` has the parser, `fragments` what other formats need of it.
"""
