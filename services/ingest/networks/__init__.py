"""The edge: one folder for each network, each with its `capabilities` and an adapter behind one Protocol.

Adding a network means copying a sibling folder and naming it in `registry`. An adapter sees the values of
`adapter`, `capabilities` and `errors`, and `runtime.http`; it knows no database, no queue and no client.
"""
