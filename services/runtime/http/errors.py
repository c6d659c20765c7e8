"""What can go wrong on the way out. The first branch decides whether asking again can do harm.

OutgoingError
├── NotSent              no byte of the request left: asking again cannot do it twice
│   ├── BadRequest       the URL, a header or a body that cannot be sent
│   ├── NameNotResolved  no such name, or the resolver did not answer
│   ├── AddressRefused   the name leads to a private place that is not allowed
│   └── ConnectFailed    refused, unreachable, too slow to connect, or TLS not agreed
└── NoAnswer             the request may have arrived: whether it took effect is unknown
    ├── AnswerTimedOut   sent, and nothing (or not all) came back in time
    ├── ConnectionBroken sent, and the connection ended or spoke no HTTP
    └── AnswerUnusable   answered, but too large, coded strangely or redirected too often
"""


class OutgoingError(Exception):
    """`code` is stable and says what happened; the message is for people and holds no secret."""

    code = "outgoing_error"


class NotSent(OutgoingError):
    code = "not_sent"


class BadRequest(NotSent):
    code = "bad_request"


class NameNotResolved(NotSent):
    code = "name_not_resolved"


class AddressRefused(NotSent):
    code = "address_refused"


class ConnectFailed(NotSent):
    code = "connect_failed"


class NoAnswer(OutgoingError):
    code = "no_answer"


class AnswerTimedOut(NoAnswer):
    code = "answer_timed_out"


class ConnectionBroken(NoAnswer):
    code = "connection_broken"


class AnswerUnusable(NoAnswer):
    code = "answer_unusable"
