from django.contrib.auth.hashers import Argon2PasswordHasher


class SameArgon2(Argon2PasswordHasher):
    """19 MiB, two passes, one lane, as Perron."""

    memory_cost = 19 * 1024
    time_cost = 2
    parallelism = 1
