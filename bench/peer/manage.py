"""The peer's commands: `migrate`, and `members N`, which opens N accounts with one password."""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fund.settings")


def members(count, password):
    import django
    django.setup()
    from allauth.account.models import EmailAddress
    from django.contrib.auth.hashers import make_password
    from django.contrib.auth.models import User
    stored = make_password(password)
    User.objects.bulk_create(
        [User(username=f"membre{n}", email=f"membre{n}@exemple.fr", password=stored) for n in range(count)], batch_size=500)
    EmailAddress.objects.bulk_create(
        [EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in User.objects.all()], batch_size=500)


if __name__ == "__main__":
    if sys.argv[1] == "members":
        members(int(sys.argv[2]), sys.argv[3])
    else:
        from django.core.management import execute_from_command_line
        execute_from_command_line(sys.argv)
