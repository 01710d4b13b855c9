"""Batches and letters in the operator's hands: listed, shown, handed over, ordered anew. No name, address or code is ever told."""

import csv
import json
import re
import sqlite3
import subprocess
import sys

import pytest
from demo import ROOT

sys.path.insert(0, str(ROOT / "Tests/faults"))

from fund import CODE, Fund, number  # noqa: E402
from spool import order_letters, until_spooled  # noqa: E402


@pytest.fixture
def fund(tmp_path):
    """Three letters in the spool of a fund whose cut-off is far away."""
    fund = Fund(tmp_path, 3, PERRON_LETTERS_PRINT_AT_ONCE="false", PERRON_LETTERS_CUT_OFF="23:59").fill()
    order_letters(fund, range(3))
    until_spooled(fund, 3)
    return fund


def manifests(fund):
    return [json.loads(file.read_text()) for file in sorted(fund.data.glob("letters/*/batch-*/manifest.json"))]


def codes(pdf):
    return CODE.findall(subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout)


def harmless(fund, *texts):
    """Whether nothing of a member stands in them."""
    secrets = ["ESSAI", "Jeanne", "TILLEULS", "LIMOGES", *(number(index) for index in range(3))]
    return not any(secret in text for secret in secrets for text in texts) and not any(CODE.search(text) for text in texts)


def test_a_batch_is_listed_and_shown_with_its_letters_and_what_lies_in_its_folder_agrees(fund):
    handed = fund.run("letters", "batch", "--now")
    [manifest] = manifests(fund)
    batch, numbers = manifest["batch"], [letter["number"] for letter in manifest["letters"]]

    listed, shown = fund.run("letters", "list"), fund.run("letters", "show", batch.lower())
    letters = [fund.run("letters", "show", letter) for letter in numbers]

    folder = next(fund.data.glob("letters/*/batch-*"))
    assert sorted(file.name for file in folder.iterdir()) == ["control-sheet.pdf", "letters.pdf", "manifest.csv", "manifest.json"]
    with (folder / "manifest.csv").open(newline="", encoding="utf-8") as table:
        rows = list(csv.DictReader(table, delimiter=";"))
    assert [row["number"] for row in rows] == numbers
    assert [[row[f"address{line}"] for line in range(1, 8) if row[f"address{line}"]] for row in rows] == [
        letter["address"] for letter in manifest["letters"]]
    assert {row["envelope"] for row in rows} == {"DL"}
    sheet = subprocess.run(["pdftotext", "-layout", folder / "control-sheet.pdf", "-"], capture_output=True, text=True, check=True).stdout
    digests = {file["name"]: file["sha256"] for file in manifest["files"]}
    assert batch in sheet and digests["letters.pdf"] in sheet and digests["manifest.csv"] in sheet
    assert re.search(r"Lettres +3\n", sheet) and numbers[0] in sheet and numbers[-1] in sheet

    assert re.search(rf"^{batch} +\S+ +handedOver +3 +\S+ \S+$", listed, re.M)
    assert all(re.search(rf"^{letter} +handedOver +\S+ +mainland$", shown, re.M) for letter in numbers)
    assert all(re.search(rf"^batch +{batch}$", letter, re.M) and re.search(r"^goes to +mainland$", letter, re.M) for letter in letters)
    assert harmless(fund, handed, listed, shown, sheet, *letters)


def test_a_batch_that_waits_is_handed_over_at_a_word(fund):
    with sqlite3.connect(fund.data / "perron.sqlite") as database:
        database.execute(
            "INSERT INTO letter_batch (id, posting_day, state, opened_at, letters) VALUES (?, '2026-11-24', 'open', 1, 3)",
            ["01K0000000000000000BATCH00"])
        database.execute("UPDATE letter SET state = 'batched', batch_id = '01K0000000000000000BATCH00'")

    refused = fund.say("letters", "acknowledge", "01K0000000000000000BATCH00")
    handed = fund.run("letters", "hand-over", "01K0000000000000000BATCH00")
    again = fund.say("letters", "hand-over", "01K0000000000000000BATCH00")

    assert refused.returncode == 1 and "has not been handed over yet: « perron letters hand-over" in refused.stderr
    assert handed == f"handed over: batch 01K0000000000000000BATCH00 in {fund.data}/letters\n"
    assert again.returncode == 1 and "left at" in again.stderr
    assert [len(manifest["letters"]) for manifest in manifests(fund)] == [3]


def test_a_spoiled_page_is_ordered_anew_with_a_code_for_it_alone(fund):
    fund.run("letters", "batch", "--now")
    [first] = manifests(fund)
    spoiled, other = first["letters"][0]["number"], first["letters"][1]["number"]

    refused = fund.say("letters", "reprint", spoiled, "0000000000")
    untouched = fund.query("SELECT COUNT(*) FROM letter WHERE replaced_at IS NOT NULL")
    ordered = fund.run("letters", "reprint", spoiled.lower().replace("-", " "))
    twice = fund.say("letters", "reprint", spoiled)
    until_spooled(fund, 1)
    fund.run("letters", "batch", "--now")
    shown = fund.run("letters", "show", spoiled)

    [second] = [manifest for manifest in manifests(fund) if manifest["batch"] != first["batch"]]
    [fresh] = second["letters"]
    folders = {manifest["batch"]: next(fund.data.glob(f"letters/*/batch-{manifest['batch']}")) for manifest in (first, second)}
    [code], old = codes(folders[second["batch"]] / "letters.pdf"), codes(folders[first["batch"]] / "letters.pdf")
    assert refused.returncode == 1 and refused.stderr.splitlines() == [
        "Error: number 2: 00000-00000 is no letter's number, or that of one whose time of keeping is over",
        "nothing was ordered: leave these out, then say so again"]
    assert untouched == [(0,)]
    assert ordered.startswith("1 ordered anew, to leave with the next batch")
    assert twice.returncode == 1 and f"{spoiled} was ordered anew already; its new letter is being made" in twice.stderr
    assert code not in old and len(set(old)) == 3
    assert fresh["address"] == first["letters"][0]["address"] and fresh["number"] not in (spoiled, other)
    assert re.search(rf"^replaced +\S+ \S+, by {fresh['number']}$", shown, re.M)
    assert fund.query("SELECT COUNT(*) FROM provisional_password WHERE voided_at IS NOT NULL") == [(1,)]
    assert harmless(fund, refused.stderr, ordered, twice.stderr, shown)
    assert fund.say("doctor").returncode == 0
