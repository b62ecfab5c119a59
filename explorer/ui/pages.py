"""Under which key the session keeps the pages of the app, by id: what a link from one page to another needs."""

PAGES = "pages"
