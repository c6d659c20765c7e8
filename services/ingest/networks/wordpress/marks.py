"""The mark of a comment: a few letters that change when anything changes that we hand on."""

import base64
import hashlib
import json

from services.ingest.networks.wordpress.wire import Comment

# 30 bits: one edit in a thousand million goes unnoticed, and a cursor of 5,000 comments stays below 50 kB.
MARK_LENGTH = 5


def mark_of(comment: Comment) -> str:
    said = [
        comment.content.raw,
        comment.status,
        comment.parent,
        comment.post,
        comment.author_name,
        comment.author,
    ]
    digest = hashlib.sha256(json.dumps(said).encode()).digest()
    return base64.urlsafe_b64encode(digest[:6]).decode()[:MARK_LENGTH]
