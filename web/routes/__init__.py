"""What each page fetches, decides and answers; how it looks stands in web/pages and web/templates."""
