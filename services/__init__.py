"""The four services of Palabre, the contracts between them and the runtime under them."""
