"""A mail server for the tests: STARTTLS and AUTH asked for before anything is taken.

    server.py PORT FOLDER CERTIFICATE KEY [--plain]

Takes each message into FOLDER as a file. Two files there, read anew at each command, tell it to behave badly:
    rcpt   the reply to every RCPT, such as « 550 5.1.1 no such mailbox »
    data   the reply to a whole message, such as « 451 4.3.2 later »; « hang » for none at all
With a third, utf8, new connections are offered SMTPUTF8. A line « ready » is printed once it listens.
"""

import asyncio
import itertools
import pathlib
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

port, folder, certificate, key = int(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3], sys.argv[4]
plain = "--plain" in sys.argv
numbers = itertools.count(len(list(folder.glob("*.eml"))))


def order(name):
    file = folder / name
    return file.read_text().strip() if file.exists() else None


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if bad := order("rcpt"):
            return bad
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        bad = order("data")
        if bad == "hang":
            await asyncio.sleep(60)
        if bad:
            return bad
        name = f"{next(numbers):05}"
        lines = [f"X-From: {envelope.mail_from}", f"X-To: {','.join(envelope.rcpt_tos)}", f"X-Peer: {session.peer[1]}"]
        lines.append(f"X-Options: {' '.join(word for word in envelope.mail_options if word == 'SMTPUTF8')}")
        lines.append(f"X-TLS: {'yes' if session.ssl else 'no'}")
        part = folder / f".{name}"
        part.write_bytes("\r\n".join(lines).encode() + b"\r\n" + envelope.original_content)
        part.rename(folder / f"{name}.eml")
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    known = isinstance(data, LoginPassword) and data.login == b"perron" and data.password == b"a secret"
    return AuthResult(success=known)


def connection():
    utf8 = (folder / "utf8").exists()
    if plain:
        return SMTP(Handler(), hostname="mail.test", enable_SMTPUTF8=utf8)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return SMTP(
        Handler(), hostname="mail.test", enable_SMTPUTF8=utf8, tls_context=context, require_starttls=True, auth_required=True,
        authenticator=authenticate
    )


async def main():
    server = await asyncio.get_running_loop().create_server(connection, "127.0.0.1", port)
    print("ready", flush=True)
    async with server:
        await server.serve_forever()


asyncio.run(main())
