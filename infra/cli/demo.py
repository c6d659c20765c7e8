"""`palabre demo`: plays the demo's month, which `palabre run` does by itself at its first start."""

from infra.cli.failures import told


def demo() -> None:
    """Play the month of an invented agency with five clients, where there are no clients yet. Twice is harmless.

    Palabre must not run meanwhile; with PALABRE_DEMO=1, or on private engines, its first start does the same.
    """
    with told():
        from infra.demo.stage.by_hand import play_by_hand

        play_by_hand()
