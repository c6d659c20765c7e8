"""How the demo's month comes to pass: the services in one process, on a clock that the story moves.

Nothing here writes to anybody's tables or tells a service when something happened. People, visitors and networks act
as they always do, through operations, timers and followers; only the time of day is the story's.
"""
