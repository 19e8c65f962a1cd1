"""The page on which a person reads a document with its claims marked, and the smaller one of notebooks: the extra `pages`.

- `marking` cuts a text at every border of what is marked in it, `blocks` makes of that what is drawn block by block.
- `panels` makes the lists beside the text, `fragments` the links to where a text is from, `sheets` a whole document.
- `visible` makes what acts, or has no picture, visible; `rendering` has the templates, and the policy that lets nothing else in.
- `exporter` writes the file, `notebook` what a notebook shows; `templates`, `page.css` and `page.js` are what both look like.
"""

from seedlib.exporting.page.exporter import write_html

__all__ = ["write_html"]
