"""A third party's server for the tests: it speaks siteverify as reCAPTCHA, hCaptcha and Turnstile document it.

    siteverify.py FOLDER

Asked under /KIND/NAME/siteverify, it is one for each KIND (recaptcha, hcaptcha, turnstile) and NAME: tests that share it don't meet. What it was
asked, a line of JSON for each question and without the secret, goes to FOLDER/NAME. It ends with its standard input.

The token says how to behave, by its beginning: « good », « good-signIn » (Turnstile signs the form's name, else « access »), « bad »,
« elsewhere » (solved at another host), « unstated » (no host, as hCaptcha does at times), « 500 », « 403 », « nonsense », « list » (JSON, but no
answer), « endless » (more than anybody reads), « slow » (a yes, long after everybody has gone), « closed » (the connection is cut),
« internal » (an accident of its own), « new-code » (an error that nobody has heard of). A good token is good once. The secret is « a-secret ».

Prints « ready PORT » once it listens.
"""

import http.server
import json
import pathlib
import sys
import threading
import urllib.parse

SECRET, SITE_KEY, HOST = "a-secret", "a-site-key", "localhost"
TWICE = {"recaptcha": "timeout-or-duplicate", "hcaptcha": "already-seen-response", "turnstile": "timeout-or-duplicate"}
seen, lock, ending = set(), threading.Lock(), threading.Event()


def refused(*codes):
    return 200, {"success": False, "error-codes": list(codes)}


def solved(kind, token, host=HOST):
    answer = {"success": True, "challenge_ts": "2026-11-24T09:00:00Z", "error-codes": []}
    if host is not None:
        answer["hostname"] = host
    if kind == "turnstile":
        answer["action"] = "signIn" if token.startswith("good-signIn") else "access"
        answer["cdata"] = ""
    return 200, answer


def judge(kind, name, fields):
    """Status and answer to one question."""
    token = fields.get("response", "")
    if fields.get("secret") != SECRET:
        return refused("invalid-input-secret")
    if kind == "hcaptcha" and fields.get("sitekey", SITE_KEY) != SITE_KEY:
        return refused("sitekey-secret-mismatch")
    with lock:
        if (kind, name, token) in seen:
            return refused(TWICE[kind])
        seen.add((kind, name, token))
    if token.startswith("elsewhere"):
        return solved(kind, token, "attacker.example")
    if token.startswith("unstated"):
        return solved(kind, token, "not-provided" if kind == "hcaptcha" else None)
    if token.startswith(("good", "slow")):
        return solved(kind, token)
    if token.startswith("internal"):
        return refused("internal-error")
    if token.startswith("new-code"):
        return refused("no-such-code-yet")
    return refused("invalid-input-response")


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        kind, name = self.path.split("/")[1:3]
        fields = dict(urllib.parse.parse_qsl(body, strict_parsing=True))
        shown = {field: value for field, value in fields.items() if field != "secret"} | {"type": self.headers["Content-Type"]}
        with lock:
            with (pathlib.Path(sys.argv[1]) / name).open("a") as asked:
                asked.write(json.dumps(shown, sort_keys=True) + "\n")
        token = fields.get("response", "")
        if token.startswith("slow"):
            ending.wait(8)
        if token.startswith("closed"):
            self.close_connection = True
            return
        if token.startswith("500"):
            return self.answer(500, b'{"success": true}')
        if token.startswith("403"):
            return self.answer(403, b"<html>no")
        if token.startswith("nonsense"):
            return self.answer(200, b"<html>We are experiencing difficulties")
        if token.startswith("list"):
            return self.answer(200, b"[true]")
        if token.startswith("endless"):
            return self.answer(200, b'{"success": true, "x": "' + b"x" * 100_000 + b'"}')
        status, answer = judge(kind, name, fields)
        self.answer(status, json.dumps(answer).encode())

    def answer(self, status, body):
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


if __name__ == "__main__":
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(f"ready {server.server_port}\n", end="", flush=True)
        sys.stdin.read()
