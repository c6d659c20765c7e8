"""The queue's page at two sizes a hundred-fold apart, of the conversations of fifty clients."""

from collections.abc import Iterator
from uuid import UUID

from infra.bench.figures import Figure
from infra.bench.growth import Growth, Question
from services.contracts.triage import CountsQuery, QueueQuery
from services.runtime.db.unit import Unit
from services.triage.queue.service import count_queue, list_queue
from services.triage.settings import TriageSettings

CLIENTS = [UUID(int=number + 1) for number in range(50)]
ROWS = 1_000_000
PAGE = 50

# One message a conversation; two networks, two labels of which one is rare, priorities as the scorer spreads them.
_FILL = (
    "create temporary table made as select "
    "(lpad(to_hex(n % :clients + 1), 32, '0'))::uuid as client_id, gen_random_uuid() as id, "
    "gen_random_uuid() as item_id, case when n % 3 = 0 then 'email' else 'sandbox' end as network, "
    "(array[0, 0, 30, 40, 55])[1 + n % 5] as priority, "
    "now() - n * interval '1 second' as at, case when n % 997 = 0 then array['rare', 'question'] "
    "when n % 5 = 2 then array['question'] else array[]::text[] end as labels "
    "from generate_series(1, :rows) as n",
    "insert into triage.item (client_id, id, account_id, network, external_id, kind, text, author_id, "
    "author_name, created_at, received_at, version, is_ours, root, conversation_id, state, is_approved, "
    "is_closed, reported, standing) select client_id, item_id, client_id, network, item_id::text, 'comment', "
    "repeat('Bonjour à tous. ', 12), 'marc', 'Marc', at, at, 1, false, item_id::text, id, 'visible', false, "
    "false, 'visible', 'visible' from made",
    "insert into triage.assessment (client_id, item_id, version, priority, found, body) "
    "select client_id, item_id, 1, priority, labels, "
    '\'{"reasons": [{"code": "question", "points": 30}], "spans": []}\' from made',
    "insert into triage.conversation (client_id, id, account_id, network, status, place, priority, "
    "waited_points, waited_hours, item_id, waiting_since, last_item_at, waiting_count, item_count, labels) "
    "select client_id, id, client_id, network, 'open', "
    "(100 - priority)::bigint * 17592186044416 + (extract(epoch from at) * 1000)::bigint, "
    "priority, 0, 0, item_id, at, at, 1, 1, labels from made",
    "insert into triage.conversation_label (client_id, conversation_id, label, status, network, place) "
    "select c.client_id, c.id, label, c.status, c.network, c.place "
    "from triage.conversation c, unnest(c.labels) as label",
    "insert into triage.queue_count (client_id, network, label, open_count) "
    "select client_id, network, '', count(*) from triage.conversation group by client_id, network",
)


def measure(rows: int = ROWS) -> Iterator[Figure]:
    """How long a page takes with that many open conversations."""
    return Growth(
        subject="queue",
        settings=TriageSettings,
        clients=CLIENTS,
        tables=("item", "assessment", "conversation", "conversation_label", "queue_count"),
        filling=filling,
        questions=questions(),
        goals={"first page, all clients": 50, "network": 50, "label": 50},
    ).figures(rows)


def filling(rows: int) -> Iterator[str]:
    # Bind parameters have no type in a statement that defines a table, so the two numbers are written in.
    return (one.replace(":clients", str(len(CLIENTS))).replace(":rows", str(rows)) for one in _FILL)


def questions() -> dict[str, Question]:
    def page(**query: object) -> Question:
        return lambda unit: list_queue(unit, QueueQuery(limit=PAGE, **query))

    async def second(unit: Unit) -> object:
        first = await list_queue(unit, QueueQuery(limit=PAGE))
        return await list_queue(unit, QueueQuery(limit=PAGE, cursor=first.next))

    return {
        "first page, all clients": page(),
        "first and second page": second,
        "one client": page(client=CLIENTS[7]),
        "network": page(network="email"),
        "label": page(label="question"),
        "rare label": page(label="rare"),
        "rare label and network": page(label="rare", network="email"),
        "counts": lambda unit: count_queue(unit, CountsQuery()),
    }
