"""Turns a page's frozen context into HTML: templates, languages, words for codes, dates and marked text.

Route modules call `Pages.page` for a whole page and `Pages.fragment` for named blocks of it.
"""
