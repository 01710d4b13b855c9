"""What the demo sends, read as its receiver would: the e-mails and the letters in its data folder."""

import email
import email.policy
import re
import subprocess
import tempfile
import time
from pathlib import Path

CODE = re.compile(r"\b([0-9A-HJKMNP-TV-Z]{4})[-‐‑– ]([0-9A-HJKMNP-TV-Z]{4})[-‐‑– ]([0-9A-HJKMNP-TV-Z]{4})\b")
PATIENCE = 20


def _await(what, find):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = find()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f"{what} didn't come within {PATIENCE} s")


def mail_to(data, address, holding=re.compile("")):
    """The newest e-mail to an address whose text holds what is asked: a notice may come after a code."""

    def find():
        files = sorted(Path(data).glob("mail/**/*.eml"), key=lambda file: file.stat().st_mtime, reverse=True)
        mails = (email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files)
        return next((mail for mail in mails if address in str(mail["To"]) and holding.search(_text(mail))), None)

    return _await(f"an e-mail to {address}", find)


def code_of_mail(mail):
    return "".join(CODE.search(_text(mail)).groups())


def link_of_mail(mail):
    return re.search(r"https?://\S+/acces/code\S*", _text(mail)).group(0).rstrip(".,>)")


def links_of_mail(mail):
    """Every address that a program finds in either body of a message, each once."""
    bodies = [mail.get_body((kind,)).get_content() for kind in ("plain", "html")]
    return sorted({link.rstrip(".,>)").replace("&amp;", "&") for body in bodies for link in re.findall(r"https?://[^\s\"'<>]+", body)})


def _text(mail):
    return mail.get_body(("plain",)).get_content()


def letter_for(data, number):
    """The newest letter that carries a file number."""

    def find():
        # A batch is written aside, under a name with a dot, and renamed when it is whole.
        files = [
            file for file in Path(data).glob("letters/**/*.pdf")
            if "/." not in str(file.relative_to(data)) and file.name != "control-sheet.pdf"]
        files.sort(key=lambda file: file.stat().st_mtime, reverse=True)
        return next((file for file in files if number in re.sub(r"\s", "", text_of_letter(file))), None)

    return _await(f"a letter for the file ending in {number[-2:]}", find)


def text_of_letter(letter):
    return subprocess.run(["pdftotext", "-layout", letter, "-"], capture_output=True, text=True, check=True).stdout


def code_of_letter(letter):
    return "".join(CODE.search(text_of_letter(letter)).groups())


def link_of_letter(letter):
    """What the square on the letter says to a telephone's camera."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-r", "200", "-png", letter, Path(folder) / "page"], check=True)
        pages = sorted(Path(folder).glob("*.png"))
        read = subprocess.run(["zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", *pages], capture_output=True, text=True)
    return read.stdout.strip()
