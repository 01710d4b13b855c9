"""What an operator types: each command ends as it says, and its words name the place and the mend."""

import json
import re
import socket
import subprocess

import pytest
from command_line import BAD, house, perron, ready  # noqa: F401
from demo import ROOT


def commands(tree, path=()):
    """Every command of the program, by its words."""
    for command in tree.get("subcommands", []):
        if command["commandName"] == "help":
            continue
        own = (*path, command["commandName"])
        yield own
        yield from commands(command, own)


def test_every_command_explains_itself():
    tree = json.loads(perron("--experimental-dump-help").stdout)["command"]
    found = list(commands(tree))

    assert ("audit", "verify") in found and ("letters", "held", "release") in found
    for command in found:
        answer = perron(*command, "--help")
        assert answer.returncode == 0, command
        assert "USAGE: perron " + " ".join(command) in answer.stdout, command
        assert "OVERVIEW: " in answer.stdout, command


def test_a_good_configuration_is_told_as_it_was_read(house):
    answer = house.say("config", "check")

    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.splitlines() == [
        "The configuration is complete.",
        "  fund        Caisse de retraite des métiers du soin",
        "  address     https://espace.carso.example",
        f"  listens on  127.0.0.1:{house.port}",
        f"  database    {house.data}/perron.sqlite",
        "  mail        localhost:587",
        f"  letters     {house.data}/letters",
        "  beware      server.trusted_proxies is empty: behind a proxy all visitors are one network, and share its limits and its letters",
        "  beware      mail.return_path is empty: no letter leaves for an e-mail that comes back, and dead addresses are not noticed",
    ]


def test_days_on_which_nothing_is_posted_are_told_and_odd_ones_complained_of(house):
    own = {"PERRON_FUND_HOLIDAYS": "goodFriday,alsaceMoselle", "PERRON_FUND_CLOSED_DAYS": "2026-12-24,2026-12-31"}

    good = house.say("config", "check", **own)
    bad = house.say("config", "check", PERRON_FUND_HOLIDAYS="alsace", PERRON_FUND_CLOSED_DAYS="24/12/2026")

    assert good.returncode == 0
    assert "  not posted  alsaceMoselle, goodFriday, 2026-12-24, 2026-12-31" in good.stdout.splitlines()
    assert bad.returncode == 1 and "  fund.holidays: « alsace » is not one of alsaceMoselle, goodFriday, guadeloupe, " in bad.stderr
    assert "  fund.closed_days: « 24/12/2026 » is not a day such as 2026-12-24" in bad.stderr.splitlines()


def test_a_signing_key_is_looked_at_before_it_is_needed(house, tmp_path):
    short, text = tmp_path / "short.pem", tmp_path / "text.pem"
    subprocess.run(["openssl", "genrsa", "-out", short, "1024"], check=True, capture_output=True)
    text.write_text("a secret that is no key")
    whole = {"PERRON_MAIL_DKIM_DOMAIN": "carso.example", "PERRON_MAIL_DKIM_SELECTOR": "perron2026", "PERRON_MAIL_DKIM_KEY_FILE": str(short)}

    told = [
        house.say("config", "check", **whole).stderr,
        house.say("config", "check", **whole | {"PERRON_MAIL_DKIM_KEY_FILE": str(text)}).stderr,
        house.say("config", "check", **whole | {"PERRON_MAIL_DKIM_SELECTOR": ""}).stderr,
        house.say("config", "check", **whole | {"PERRON_MAIL_DKIM_SELECTOR": "a b"}).stderr,
        house.say("config", "check", PERRON_MAIL_RETURN_PATH="r" * 40 + "@carso.example").stderr,
    ]

    assert "has 1024 bits" in told[0]
    assert "holds no RSA private key" in told[1] and "a secret" not in told[1]
    assert "domain, selector and key_file go together" in told[2]
    assert "mail.dkim.selector" in told[3]
    assert "mail.return_path" in told[4] and "at most 33 characters" in told[4]


def test_all_mistakes_of_a_configuration_are_told_together(tmp_path):
    config, file, data = tmp_path / "perron.yaml", tmp_path / "file", tmp_path / "data"
    file.write_text("")
    config.write_text(BAD.format(file=file, data=data))

    answer = perron("config", "check", "--config", config)

    assert answer.returncode == 1
    assert answer.stdout == ""
    assert answer.stderr.splitlines() == [
        "Error: the configuration has 17 mistakes:",
        '  server.trusted_proxies: must be a list, such as ["one", "two"]',
        "  server.time_zone: « Europe/Limoges » is not a time zone such as Europe/Paris",
        "  server.public_url: must be https:// and a host, without a path (http:// only for localhost)",
        "  fund.name: « Caisse␤ » holds a line break or another control character (␤)",
        "  fund.email_sender: « personne » is not an e-mail address",
        '  fund.postal_address: must be a list, such as ["one", "two"]',
        "  fund.short_name: must be one value, not a list or further keys",
        '  keys.former: must be a list, such as ["one", "two"]',
        "  keys.master_file: is missing: a file with 64 hexadecimal characters; make one with « perron config new-key »",
        f"  mail.smtp.certificates: {data}/missing.pem: there is no such file, or it can't be read",
        "  mail.pace: « free.fr:many » is neither a domain and a number of e-mails a second (1 to 10000), such as orange.fr:20, nor *:200",
        "  mail.smtp.total_timeout: at most 40s: an e-mail that takes longer than its order's lease is sent again",
        f"  letters.directory: {file}/letters can't be written: {file} is no folder, or not this user's to write in",
        f"  letters.fonts: {data}/fonts: there is no such folder, or it can't be read",
        "  sessions.idle: « 99999999999999999d » is not a time from 1s to 400d, such as 30s, 15min, 24h or 7d",
        "  sessions.life: « 0s » is not a time from 1s to 400d, such as 30s, 15min, 24h or 7d",
        "  fun.name: no such setting; see config/perron.yaml for those there are",
    ]


def test_a_third_party_behind_the_robot_check_is_named_with_what_it_means(house, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("top-secret\n")

    bare = house.say("config", "check", PERRON_ROBOT_KIND="recaptcha", PERRON_ROBOT_VERIFY_URL="http://example.org/siteverify")
    whole = house.say(
        "config", "check", PERRON_ROBOT_KIND="recaptcha", PERRON_ROBOT_SITE_KEY="a-key", PERRON_ROBOT_SECRET_FILE=str(secret),
        PERRON_ROBOT_WHEN_DOWN="refuse", PERRON_ROBOT_TELL_ADDRESS="true")

    assert bare.returncode == 1 and bare.stdout == ""
    assert bare.stderr.splitlines() == [
        "Error: the configuration has 3 mistakes:",
        "  robot.site_key: is missing: the public key that reCAPTCHA gave for this site",
        "  robot.secret_file: is missing: a file with the secret that reCAPTCHA gave for this site",
        "  robot.verify_url: must be an https:// address (http:// only for a stand-in on localhost)",
    ]
    assert (whole.returncode, whole.stderr) == (0, "")
    assert "  robots      reCAPTCHA" in whole.stdout.splitlines()
    told = [line for line in whole.stdout.splitlines() if line.startswith("  beware      robot.")]
    assert [line.split("robot.")[1].split(" ")[0] for line in told] == ["kind", "kind", "tell_address", "when_down"]
    assert "Google" in told[0] and "CNIL" in told[1] and "top-secret" not in whole.stdout


def test_a_fund_whose_head_fits_no_letter_is_told_before_it_serves(house):
    long = ",".join(f"LIGNE {number}" for number in range(12))

    for command in [("config", "check"), ("letters", "batch")]:
        house.say("migrate")
        answer = house.say(*command, PERRON_FUND_POSTAL_ADDRESS=long)

        assert answer.returncode == 1
        assert answer.stderr.strip() == (
            "Error: the fund's letter (fr) can't be printed: fund.name, fund.postal_address or fund.opening_hours is too long for the page")


def test_a_form_that_can_not_be_is_told_with_the_measure(house, tmp_path):
    form = tmp_path / "form.yaml"
    for written, told in [
        ("address: {left: 300}", "address: its left must be less than its right, its top less than its bottom"),
        ("address: {lift: 100}", "no such measure, address.lift; there are page.width,"),
        ("adress: 100", "« adress » holds no measures"),
        ("code: {top: high}", "code.top must be millimetres, from 0 to 400"),
        ("sender: {right: 120}", "sender: it must stand beside the window, all at its left or all at its right"),
        ("- one", "must hold measures by their names"),
        ("a: b: c", "not readable as YAML"),
    ]:
        form.write_text(written)
        answer = house.say("config", "check", PERRON_LETTERS_FORM=str(form))
        assert answer.returncode == 1 and f"letters.form: {form}: {told}" in answer.stderr, answer.stderr

    form.write_text((ROOT / "config/letter-form.yaml").read_text())
    assert house.say("config", "check", PERRON_LETTERS_FORM=str(form)).returncode == 0
    # The window at the left, the sender at the right.
    form.write_text("address: {left: 22, right: 100}\nwindow: {left: 1, right: 110}\nsender: {left: 120, right: 190}\n")
    assert house.say("config", "check", PERRON_LETTERS_FORM=str(form)).returncode == 0


PAGE = """%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>>> endobj
4 0 obj <</Length {length}>> stream
{content}
endstream endobj
5 0 obj <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>> endobj
trailer <</Root 1 0 R>>
"""


def test_what_is_wrong_with_letters_is_told_with_its_place_and_without_their_words(house, tmp_path):
    content = "BT /F1 9 Tf 320 660 Td (MME JEANNE MARTIN) Tj 0 -10 Td (Limoges) Tj ET 270 700 30 20 re f"
    letters = tmp_path / "letters.pdf"
    letters.write_text(PAGE.format(length=len(content), content=content))

    wrong = house.say("letters", "proof", letters)
    letters.write_text("no PDF")
    none = house.say("letters", "proof", letters)
    missing = house.say("letters", "proof", tmp_path / "missing.pdf")

    assert wrong.returncode == 1
    assert [re.split(r"  +", line.strip()) for line in wrong.stdout.splitlines()[1:]] == [
        ["1", "the font Helvetica is not embedded", "from this page on"],
        ["1", "something else stands where the window may show it", "x 95.2–105.9, y 43.0–50.1"],
        ["1", "neither a post code with its town nor a country", "line 2 of the address"],
        ["1", "not all in capitals without accents or punctuation", "line 2 of the address"],
    ]
    assert none.returncode == missing.returncode == 1
    assert none.stderr.startswith(f"Error: {letters} can't be read as a PDF: ")
    assert missing.stderr == f"Error: {tmp_path}/missing.pdf can't be read\n"


def test_a_file_that_is_not_there_and_one_that_is_no_yaml_are_named(tmp_path):
    missing = perron("config", "check", "--config", tmp_path / "none.yaml")
    (tmp_path / "odd.yaml").write_text("fund: [")
    odd = perron("config", "check", "--config", tmp_path / "odd.yaml")

    assert missing.returncode == odd.returncode == 1
    assert f"{tmp_path}/none.yaml: there is no such file, or it can't be read" in missing.stderr
    assert f"{tmp_path}/odd.yaml: not readable as YAML" in odd.stderr


def test_the_demo_never_runs_under_a_public_address(tmp_path):
    answer = perron("demo", "--data", tmp_path / "demo", PERRON_SERVER_PUBLIC_URL="https://espace.carso.example")

    assert answer.returncode == 1
    assert "demo: the demo shows everybody's mail: it can't run under a public https address" in answer.stderr


def test_a_database_that_is_not_up_to_date_says_what_to_run(house):
    answer = house.say("tasks")

    assert answer.returncode == 1
    assert answer.stderr.strip() == f"Error: the database {house.data}/perron.sqlite is not up to date: run « perron migrate » first"


def test_migrating_twice_applies_nothing_the_second_time(house):
    first, second = house.say("migrate"), house.say("migrate")

    assert first.returncode == second.returncode == 0
    assert first.stdout.startswith("applied 1 records\n")
    assert second.stdout == "The database is up to date.\n"


@pytest.mark.parametrize(
    "command, said",
    [
        (("letters", "batch"), "No letter is due.\n"),
        (
            ("letters", "held"),
            "No letter is held.\n\nLeft today: 0 of 2,000 letters (letters.daily_budget); this month: 0 of 40,000 (letters.monthly_budget).\n",
        ),
        (("letters", "list"), "No batch was made yet.\n"),
        (("letters", "list", "--state", "unsure"), "No batch is unsure.\n"),
        (("letters", "list", "--day", "2026-11-24"), "No batch of 2026-11-24 was made.\n"),
        (("letters", "list", "--day", "2026-11-24", "--state", "open"), "No batch of 2026-11-24 is open.\n"),
        (("tasks",), "No task is open.\n"),
        (("tasks", "list", "--kind", "unsureHandOver", "--all"), "No task is open.\n"),
        (("audit", "verify"), "whole: 0 events, and no head outside yet\n"),
    ])
def test_where_there_is_nothing_a_command_says_so(ready, command, said):
    answer = ready.say(*command)

    assert (answer.returncode, answer.stdout) == (0, said)


@pytest.mark.parametrize(
    "command, said",
    [
        (("letters", "acknowledge", "01XYZ"), "Error: there is no batch 01XYZ; « perron letters list » shows those there are"),
        (("letters", "hand-over", "01XYZ"), "Error: there is no batch 01XYZ; « perron letters list » shows those there are"),
        (
            ("letters", "show", "01XYZ"),
            "Error: 01XYZ is no batch (« perron letters list » shows them) and no letter's number that is known",
        ),
        (("letters", "list", "--day", "today"), "Error: --day today: give a day such as 2026-11-25"),
        (("letters", "held", "drop", "abc"), "Error: no letter of a source « abc » is held; « perron letters held » shows those there are"),
        (("tasks", "close", "01XYZ"), "Error: there is no open task 01XYZ; « perron tasks » shows those there are"),
        (("audit", "verify", "--head", "/none"), "Error: /none: there is no such file"),
    ])
def test_what_is_not_there_is_named_with_the_command_that_shows_what_is(ready, command, said):
    answer = ready.say(*command)

    assert (answer.returncode, answer.stderr.strip()) == (1, said)


def test_a_kind_of_task_that_there_is_not_is_told_with_those_there_are(ready):
    answer = ready.say("tasks", "list", "--kind", "odd")

    assert answer.returncode != 0
    assert "unsureHandOver" in answer.stderr


def test_a_port_that_is_taken_is_told_once(ready):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", ready.port))
        taken.listen()
        answer = ready.say("serve")

    assert answer.returncode == 1
    assert answer.stderr.strip().splitlines()[-1] == (
        f"Error: port {ready.port} of 127.0.0.1 is taken: another program listens there. « ss -ltnp » names it; stop it, or change server.port")
    assert "CancellationError" not in answer.stdout + answer.stderr
