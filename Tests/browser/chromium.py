"""Debian's headless Chromium, held to this machine: no other host has an address for it."""

import os
import shutil


def launch(playwright):
    program = shutil.which(os.environ.get("CHROMIUM", "chromium-headless-shell"))
    assert program, "chromium-headless-shell is missing: bin/setup installs it"
    flags = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"]
    if os.getuid() == 0:
        flags.append("--no-sandbox")
    return playwright.chromium.launch(executable_path=program, args=flags)
