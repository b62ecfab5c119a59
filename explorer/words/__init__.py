"""What the pages say, page by page, so that it can be read and translated as a whole; and the glossary.

Constants and small functions that build sentences from numbers and names. Catalogue entries (losses, penalties, lessons ...)
keep their own texts, and refusals stand where they are raised.
"""
